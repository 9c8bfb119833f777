"""Tests of reading access tokens."""
