"""Which functions are worth entering."""
