"""Findings as other programs read them: formats with a specification of their own.

Each module says what its format is and where it is specified. Must not know how findings were made.
"""
