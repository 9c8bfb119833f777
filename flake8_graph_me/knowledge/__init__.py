"""Rows of data that describe libraries and Microsoft Graph. Must not know how code is analysed."""
