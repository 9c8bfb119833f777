"""Requests to Microsoft Graph: their path, what they carry, where their ``me`` stands."""
