"""When something is wrong, and what to say of it: one file for each code, and what they share.

Must not know how findings are shown or mended.
"""
