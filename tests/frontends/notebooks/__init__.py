"""Notebooks through the command."""
