"""The output formats for findings, one module each.

They turn findings into text and print nothing. Must not know how findings were made or chosen.
"""
