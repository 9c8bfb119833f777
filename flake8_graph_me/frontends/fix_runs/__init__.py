"""Fixing many files in one run: rounds, and which edits are allowed."""
