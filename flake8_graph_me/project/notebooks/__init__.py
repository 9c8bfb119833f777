"""Jupyter notebooks: the Python of their cells as one source, and edits of it in the JSON text.

A room of texts: it knows neither files nor findings.
"""
