"""The permissions that all requests of a program need together, and those that it has."""
