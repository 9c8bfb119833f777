"""Tests of the knowledge of Microsoft Graph."""
