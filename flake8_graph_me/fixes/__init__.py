"""Rewriting what the rules found: one file for each way. Must not know the rules or front-ends."""
