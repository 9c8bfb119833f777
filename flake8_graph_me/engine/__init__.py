"""A general interpreter of Python programs over abstract values.

Must not know what the values are for.
"""
