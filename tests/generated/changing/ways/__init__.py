"""Ways in which state changes between getting a token and sending it, by what changes it."""
