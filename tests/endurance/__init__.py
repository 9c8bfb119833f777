"""Long runs over real files, each a command; the suite runs a sample of each."""
