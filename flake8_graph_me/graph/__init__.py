"""Microsoft Graph itself: hosts, paths, permissions, error answers, and what a token can call."""
