"""Elements and items of containers: keys, choices between them, and changes in place."""
