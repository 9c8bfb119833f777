"""The user interfaces of the checker. Each is the only importer of its library."""
