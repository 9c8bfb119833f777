"""One wrong request, written in all the ways in which programs lay out such code: how the token is
got and kept, where the URL stands, what sends the request, and where.
"""
