"""Tests of what is known of Microsoft Graph."""
