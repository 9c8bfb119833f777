"""Ways to acquire a token."""
