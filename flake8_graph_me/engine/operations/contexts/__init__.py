"""Context managers: entering and leaving them."""
