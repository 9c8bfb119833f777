"""Programs that run one after another in one process do not see each other."""
