"""The user expression: how it is written in place, and what it needs there."""
