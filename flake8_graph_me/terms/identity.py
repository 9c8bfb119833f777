"""Whose token a request carries."""

import enum

SIGN_IN = "sign-in"
"""What is noted of a call that begins or ends the interactive sign-in of a user."""


class Identity(enum.Enum):
    """The identity of a token, as the Microsoft identity platform distinguishes them.

    ``AMBIGUOUS`` is that of a credential that takes whatever it finds, a user or an application.
    ``HANDED`` is that of a token that comes with a request or a session of the program's caller,
    whose business it is whose token it is. ``NONE`` is that of a request known to carry no
    Authorization. ``UNKNOWN`` is that of a request whose token the analysis cannot determine.
    """

    APP_ONLY = "app-only"
    DELEGATED = "delegated"
    AMBIGUOUS = "ambiguous"
    HANDED = "handed"
    NONE = "none"
    UNKNOWN = "unknown"
