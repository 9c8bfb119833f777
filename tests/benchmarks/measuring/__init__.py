"""How benchmarks measure: costs in rounds, peers, and what is kept of the results."""
