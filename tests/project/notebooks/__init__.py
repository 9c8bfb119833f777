"""Reading and editing notebooks as texts."""
