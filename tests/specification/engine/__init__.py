"""Judges the cases of the engine, which use a toy library."""
