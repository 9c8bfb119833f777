"""What the table of the README shows, a module for each of its parts."""
