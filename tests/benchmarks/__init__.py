"""Measures what things cost; no tests. Each module is a command of its own."""
