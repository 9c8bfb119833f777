"""Fixes for what the rules found: one file per way of rewriting. Must not know the rules or
front-ends.
"""
