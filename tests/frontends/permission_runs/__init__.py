"""The command that says which permissions requests need."""
