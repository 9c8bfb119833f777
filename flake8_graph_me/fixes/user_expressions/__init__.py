"""The expression that gives the user: how it is written in place, and what it needs there."""
