"""Whose token a request carries."""

import enum


class Identity(enum.Enum):
    """The identity of a token, as Microsoft's platform tells them apart.

    ``AMBIGUOUS`` is that of a credential which takes whatever it finds, a user or an application.
    ``NONE`` is the identity of a request known to carry no Authorization at all, ``UNKNOWN`` of one
    that carries something the analysis cannot tell.
    """

    APP_ONLY = "app-only"
    DELEGATED = "delegated"
    AMBIGUOUS = "ambiguous"
    NONE = "none"
    UNKNOWN = "unknown"
