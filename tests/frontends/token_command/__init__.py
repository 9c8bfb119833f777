"""Tests of the command ``explain``."""
