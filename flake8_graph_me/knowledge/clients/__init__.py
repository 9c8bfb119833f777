"""Libraries that send requests: one file of rows for each package."""
