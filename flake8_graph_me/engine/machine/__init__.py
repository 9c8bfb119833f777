"""What one run of the interpreter carries: its events, frames, variables and branches."""
