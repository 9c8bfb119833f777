"""Calls of analysed functions: their arguments, their bodies, summaries of earlier calls."""
