"""Long runs over real files. Each is a command; the suite runs a sample of each."""
