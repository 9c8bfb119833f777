"""Where an analysis enters a module: its body, then the functions that nothing in it calls."""
