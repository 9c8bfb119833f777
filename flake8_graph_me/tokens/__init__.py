"""Actual access tokens: finding one in a text, its identity, and what is wrong with it.

Rows and rules build on this to judge tokens in source code. Must not know source code, endpoints,
nor how anything is shown.
"""
