"""Tests of the terms that all share."""
