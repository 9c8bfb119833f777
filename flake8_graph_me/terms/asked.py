"""In what form libraries take what a token is asked for."""

import enum


class Asked(enum.Enum):
    """What a call that asks for an application's token takes.

    ``SCOPES`` are scopes in one text or in several, ``LISTED`` the same in a list and in nothing
    else. ``RESOURCE`` is one resource, with or without the default scope.
    """

    SCOPES = "scopes"
    LISTED = "listed"
    RESOURCE = "resource"
