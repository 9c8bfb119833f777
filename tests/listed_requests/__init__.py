"""Whether the list of a program's requests holds what the stand-in cloud has seen of it."""
