"""Ways to build a URL."""
