"""Whether a token can make a call: where tokens meet what is known of Graph's endpoints.

Must not know source code, nor how anything is shown.
"""
