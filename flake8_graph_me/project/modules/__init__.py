"""The modules of a project: where imports lead, and what they reach."""
