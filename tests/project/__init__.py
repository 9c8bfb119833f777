"""Tests of finding and reading the files of a project."""
