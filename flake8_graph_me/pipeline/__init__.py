"""One check of one source, from text to findings, and distributing checks to workers."""
