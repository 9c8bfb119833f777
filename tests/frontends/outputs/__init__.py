"""Tests of what all outputs have in common."""
