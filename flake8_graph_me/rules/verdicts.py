"""How certain it is that a request to ``/me`` carries an app-only token."""

import enum
from collections.abc import Hashable, Iterable
from dataclasses import replace

from flake8_graph_me.engine.domain.conditions import Condition, Symbols
from flake8_graph_me.engine.domain.values import Label
from flake8_graph_me.rules.requests.named_values import can_hold
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
    request = _of_named_classes(request, symbols)
    identities = request.identities()
    if Identity.APP_ONLY in identities:
        if identities == {Identity.APP_ONLY}:
            return Verdict.SOMETIMES if _needs_default(request, symbols) else Verdict.PROVEN
        return Verdict.SOMETIMES if _may_meet(request, symbols) else Verdict.RIGHT
    if identities == {Identity.UNKNOWN} and only_app_only and not _needs_default(request, symbols):
        return Verdict.SUPPOSED
    return Verdict.RIGHT


def _of_named_classes(request: UserRequest, symbols: Symbols) -> UserRequest:
    """A request as objects of the very classes that annotations name make it, if they do: what
    heirs have otherwise is theirs.
    """
    named = tuple(w for w in request.worlds if not symbols.needs_heir(w.chosen | w.granted))
    return replace(request, worlds=named) if named else request


def is_certain_once_sent(request: UserRequest, symbols: Symbols) -> bool:
    """Whether path and token are certain wherever a wrong request is sent: a default may decide
    whether it is sent, and nothing else.
    """
    return request.identities() == {Identity.APP_ONLY} and not any(
        literal in symbols.defaults
        for world in request.worlds
        for literal in world.chosen | world.granted
    )


def varying(request: UserRequest) -> frozenset[str]:
    """Which of path and token hold on a condition, in every way in which the token is app-only."""
    worlds = [each for each in request.worlds if each.carried.identity is Identity.APP_ONLY]
    conditions = {
        "path": [each.chosen for each in worlds],
        "token": [each.granted for each in worlds],
    }
    return frozenset(name for name, found in conditions.items() if found and all(found))


def _may_meet(request: UserRequest, symbols: Symbols) -> bool:
    """Whether something ties an app-only token to the path of the signed-in user.

    A path that may be that user's, and a token that may be app-only, are no finding by themselves:
    programs of both modes choose the two together, in ways that we need not see. Nor is what only a
    mode that the program does not name brings together, or an object of a class that the function
    does not name.
    """
    return any(
        not symbols.needs_heir(world.granted)
        and _are_tied(world.chosen, world.granted, symbols)
        and (not world.chosen or can_hold(world.chosen | world.granted, symbols))
        for world in request.worlds
        if world.carried.identity is Identity.APP_ONLY
    )


def _are_tied(path: Condition, token: Condition, symbols: Symbols) -> bool:
    """Whether one test decides over path and token, or whether they are the defaults of a function;
    a path or a token over which no test decides is always there.
    """
    if not path or not token:
        return True
    if not {abs(literal) for literal in path}.isdisjoint(abs(literal) for literal in token):
        return True
    return all(any(literal in symbols.defaults for literal in each) for each in (path, token))


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
    found = [
        (tag, label)
        for (tag, _), label in labels
        if isinstance(tag, Identity) and tag is not Identity.HANDED
    ]
    tags = {recognition.identity(tag) for tag, _ in found}
    return tags == {Identity.APP_ONLY} and any(label.made for _, label in found)
