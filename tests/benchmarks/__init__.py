"""Benchmarks, which are commands. The tests here are of what they compute."""
