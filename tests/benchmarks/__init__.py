"""Benchmarks, not tests. Each module is a command."""
