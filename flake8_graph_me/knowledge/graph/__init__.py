"""Microsoft Graph itself: hosts, paths, permissions."""
