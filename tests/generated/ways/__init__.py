"""Ways for a value to travel from where it is made to where it is used."""
