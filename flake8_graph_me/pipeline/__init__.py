"""One check of one source, from text to findings, and spreading checks over workers."""
