"""Sending: what a call of a sink sends, and through what code of the program."""
