"""Access tokens at hand: what a text holds, whose the token is, and which calls it can make.

Below the rules, so that they can judge a token that stands in a source. Must not know source code,
nor how anything is shown.
"""
