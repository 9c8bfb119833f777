"""Programs made at random, of which each request that some run reaches must be found."""
