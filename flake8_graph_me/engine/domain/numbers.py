"""Which numbers are worked with."""

MAX_BITS = 512
"""How many bits a whole number may have. Past it the number is unknown."""


def is_huge(value: object) -> bool:
    """Whether a value is a number past the bound; at some length Python cannot even write it."""
    return isinstance(value, int) and value.bit_length() > MAX_BITS
