"""Listing the requests of many files: which files and lines, and how requests are shown."""
