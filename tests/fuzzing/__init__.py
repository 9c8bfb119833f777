"""Programs made at random that nobody would write: what the analysis does with them."""
