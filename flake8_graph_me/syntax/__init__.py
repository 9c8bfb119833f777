"""One source text as a tree: parsing, positions, literals."""
