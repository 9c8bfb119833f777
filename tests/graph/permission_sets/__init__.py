"""The permissions of many requests together."""
