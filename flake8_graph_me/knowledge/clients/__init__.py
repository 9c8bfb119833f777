"""Libraries that send requests: one file of rows per package."""
