"""Tests of parsing, positions and literals."""
