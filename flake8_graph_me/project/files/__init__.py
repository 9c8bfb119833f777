"""Reading files: paths, decoding, and whether a file has changed."""
