"""Libraries that get tokens: one file of rows per package."""
