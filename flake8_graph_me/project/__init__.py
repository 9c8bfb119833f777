"""The files around a checked file."""
