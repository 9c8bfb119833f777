"""Fixing many files in one run: rounds of fixes, and which edits are allowed."""
