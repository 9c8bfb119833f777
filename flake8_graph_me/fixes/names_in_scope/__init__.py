"""Which names are bound at a place, and which of them hold a user."""
