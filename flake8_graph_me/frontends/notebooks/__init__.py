"""Notebooks in a run: which files are some, and where in their cells findings stand."""
