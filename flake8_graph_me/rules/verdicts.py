"""How certain it is that a request to ``/me`` carries an app-only token."""

import enum
from collections.abc import Hashable, Iterable

from flake8_graph_me.engine.domain.conditions import Symbols
from flake8_graph_me.engine.domain.values import Label
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import UserRequest
from flake8_graph_me.terms.identity import Identity


class Verdict(enum.Enum):
    """What is known about one request."""

    PROVEN = "app-only in every way in which its path is /me"
    SOMETIMES = "app-only in some ways only, or only if a default is not replaced"
    SUPPOSED = "not known, in a module that acquires only app-only tokens"
    RIGHT = "not known to be wrong"

    @property
    def wrong(self) -> bool:
        """Whether it is to be reported."""
        return self is not Verdict.RIGHT


def verdict(request: UserRequest, symbols: Symbols, *, only_app_only: bool) -> Verdict:
    """The verdict on one request; ``only_app_only`` says that the module acquires only app-only
    tokens.
    """
    identities = request.identities()
    if Identity.APP_ONLY in identities:
        if identities == {Identity.APP_ONLY}:
            return Verdict.SOMETIMES if _needs_default(request, symbols) else Verdict.PROVEN
        return Verdict.SOMETIMES
    if identities == {Identity.UNKNOWN} and only_app_only and not _needs_default(request, symbols):
        return Verdict.SUPPOSED
    return Verdict.RIGHT


def _needs_default(request: UserRequest, symbols: Symbols) -> bool:
    """Whether every wrong alternative relies on a default that no known caller relies on."""
    wrong = [world for world in request.worlds if world.carried.identity is not Identity.NONE]
    return all(
        any(literal > 0 and literal in symbols.defaults for literal in world.condition)
        for world in wrong
    )


def acquires_only_app_only(
    labels: Iterable[tuple[tuple[Hashable, object], Label]], recognition: Recognition
) -> bool:
    """Whether tokens are acquired and all are app-only, with ambiguous ones resolved."""
    found = [(tag, label) for (tag, _), label in labels if isinstance(tag, Identity)]
    tags = {recognition.identity(tag) for tag, _ in found}
    return tags == {Identity.APP_ONLY} and any(label.made for _, label in found)
