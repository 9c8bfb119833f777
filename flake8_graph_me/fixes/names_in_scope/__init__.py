"""Which names are bound at a place, and which of them denote a user."""
