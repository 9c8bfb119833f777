"""Cheap tests that let most files pass without an analysis."""
