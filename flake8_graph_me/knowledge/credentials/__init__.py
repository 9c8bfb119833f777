"""Libraries that get tokens: one file of rows for each package."""
