"""Tests of the engine, in addition to its cases."""
