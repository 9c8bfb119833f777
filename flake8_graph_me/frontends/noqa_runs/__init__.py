"""Adding the comments that silence findings, and removing those that silence nothing."""
