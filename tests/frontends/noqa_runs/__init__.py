"""Tests of what changes noqa comments."""
