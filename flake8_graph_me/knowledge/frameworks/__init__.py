"""Web frameworks, command lines, queues and schedulers: what calls a program's functions."""
