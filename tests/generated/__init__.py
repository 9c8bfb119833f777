"""Randomly generated programs, judged by the stand-in for Microsoft's cloud.

``python -m tests.generated`` runs any number of them. Ways to get a token, build a URL and send a
request have a module each; none of them knows what a linter says.
"""
