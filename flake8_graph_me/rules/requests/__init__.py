"""Requests to Microsoft Graph: their path, the token they carry, and where their ``me`` is."""
