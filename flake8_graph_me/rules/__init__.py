"""What counts as wrong, and what to say about it: one file per code, and what they share.

Must not know how findings are shown or fixed.
"""
