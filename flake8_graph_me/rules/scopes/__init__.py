"""What a token is asked for: whether that is right, and how it is mended."""
