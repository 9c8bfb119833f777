"""What is known of an endpoint besides the table of its permissions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """``path`` is a regular expression for all of a normal path below the user, such as
    ``drive/recent``. ``app_only`` overrules the table; None: it does not, and the note is for
    applications that are let in. ``note`` says what stands against the endpoint or serves instead,
    ``source`` who overrules. ``has_twin`` is False if the endpoint exists below ``/me`` only.
    ``urgent`` says that a finding should tell the note even where the endpoint serves.
    """

    path: str
    note: str
    source: str = ""
    app_only: bool | None = None
    has_twin: bool = True
    urgent: bool = False
