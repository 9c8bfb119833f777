"""What is known about an endpoint besides its permissions."""

import enum
from dataclasses import dataclass


class Overruling(enum.Enum):
    """What is true of an endpoint whatever its row says."""

    REFUSED = enum.auto()
    UNKNOWN = enum.auto()


@dataclass(frozen=True, slots=True)
class Remark:
    """``path`` is a regular expression for the whole normal path below the user, such as
    ``drive/recent``, or for one that is not a user's, such as ``/chats/{}``. ``methods`` restrict
    it; none mean all. ``overrules`` is what holds of an app-only token there; if None, the table
    decides, and the note is for applications that have access. ``note`` is a caveat or an
    alternative; ``source`` says who overrules. ``has_twin`` is False if the endpoint exists only
    below ``/me``. ``urgent`` says that a finding should include the note even if the endpoint
    accepts the token, ``unsafe`` that the same request for a named user may not be enough.
    ``permissions`` are the application permissions if the table is wrong about them, each with
    those that are needed beside it.
    """

    path: str
    note: str
    source: str = ""
    methods: tuple[str, ...] = ()
    overrules: Overruling | None = None
    has_twin: bool = True
    urgent: bool = False
    unsafe: bool = False
    permissions: tuple[tuple[str, ...], ...] = ()
