"""The place of a finding, and its file."""
