"""Comparing values: whether they are equal, and whether they are one and the same."""
