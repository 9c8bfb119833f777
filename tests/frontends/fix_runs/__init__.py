"""Tests of runs that fix many files."""
