"""Tests of the engine beyond its cases."""
