"""Tests of checking many sources."""
