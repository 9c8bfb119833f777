"""What Graph accepts, endpoint by endpoint. (To be replaced by the look-up in Microsoft's data.)"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is known of an endpoint."""

    method: str
    path: str
    twin: str | None
    app_only: bool | None
    least_privileged: tuple[str, ...]
    permissions: tuple[str, ...]
    note: str | None
    source: str


def endpoint(method: str, path: str) -> Endpoint:
    """What is known of an endpoint: nothing yet."""
    return Endpoint(method, path, None, None, (), (), None, "")
