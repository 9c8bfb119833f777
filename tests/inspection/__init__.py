"""Shows what the analysis of a file knew, for whoever asks why something was not found."""
