"""The language server, driven over standard input and output."""
