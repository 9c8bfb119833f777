"""Programs put together at random, judged by the stand-in for Microsoft's cloud.

``python -m tests.generated`` runs as many as asked for. What is a way to a token, to a URL or to a
request stands in a module each; none of them knows what a linter says of it.
"""
