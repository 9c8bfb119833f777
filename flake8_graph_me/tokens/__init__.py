"""Access tokens at hand: what a text holds, whose the token is, what is wrong with it.

Below the rows and the rules, which judge tokens that stand in a source. Must not know source code,
endpoints, nor how anything is shown.
"""
