"""The files around a checked file. Must not know what is looked for in them."""
