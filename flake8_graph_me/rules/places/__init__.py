"""Where a finding stands, and in which file."""
