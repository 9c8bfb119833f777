"""What rows of knowledge do when the interpreter calls a library."""
