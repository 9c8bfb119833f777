"""Generates parts of README.md and CONTRIBUTING.md, so that they say what is so."""
