"""The ``match`` statement: what its patterns fit."""
