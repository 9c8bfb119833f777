"""What is known about an endpoint besides its permissions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """``path`` is a regular expression for the whole normal path below the user, such as
    ``drive/recent``. ``app_only`` overrules the table; if None, it does not, and the note is for
    applications that have access. ``note`` is a caveat or an alternative; ``source`` says who
    overrules. ``has_twin`` is False if the endpoint exists only below ``/me``. ``urgent`` says that
    a finding should include the note even if the endpoint accepts the token.
    """

    path: str
    note: str
    source: str = ""
    app_only: bool | None = None
    has_twin: bool = True
    urgent: bool = False
