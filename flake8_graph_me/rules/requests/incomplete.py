"""Requests that a bound of the analysis hides: those whose path or token it made unknown, and code
that was not run because of it.

Only what may be a request of the signed-in user with an app-only token counts. A bound that has to
do with no request says nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.conditions import MAX_LITERALS
from flake8_graph_me.engine.domain.cuts import bound_of
from flake8_graph_me.engine.domain.provenance import labels_of
from flake8_graph_me.engine.domain.values import (
    Atom,
    DictSnapshot,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.events import LeftOut, SinkCall
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.gates.words import SIGNED_IN
from flake8_graph_me.rules.requests.carriers import Carried, carried
from flake8_graph_me.rules.requests.paths import may_be_signed_in, user_path
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import urls
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.text import Hole, Literal

_Found = dict[tuple[cst.CSTNode, tuple[cst.CSTNode, ...]], set[str]]


@dataclass(frozen=True, slots=True)
class IncompleteRequest:
    """A request that was not followed to its end: the call, or the code that holds it, and the
    bounds. ``calls`` are the calls that lead to it, outermost first.
    """

    node: cst.CSTNode
    calls: tuple[cst.CSTNode, ...]
    bounds: tuple[str, ...]


def incomplete_requests(run: Run, recognition: Recognition) -> list[IncompleteRequest]:
    """The requests of an analysis that a bound hides, each call in each context once."""
    found: _Found = {}
    for sink_call in run.events.sink_calls:
        _add(found, sink_call, _hiding(sink_call, run, recognition))
    named: dict[cst.CSTNode, bool] = {}
    for left_out in run.events.left_out:
        _add(found, left_out, _in_code(left_out, recognition, named))
    return [
        IncompleteRequest(node, calls, tuple(sorted(bounds)))
        for (node, calls), bounds in found.items()
    ]


def _add(found: _Found, one: SinkCall | LeftOut, bounds: set[str]) -> None:
    if bounds:
        calls = tuple(site.node for site in one.sites if isinstance(site.node, cst.Call))
        found.setdefault((one.node, calls), set()).update(bounds)


def _hiding(sink_call: SinkCall, run: Run, recognition: Recognition) -> set[str]:
    """The bounds that hide what one request is."""

    def cut(key: Hashable) -> str | None:
        return bound_of(key, run.budget.cuts)

    identities = carried(sink_call, recognition)
    tokens = set(filter(None, (_cut_token(one, cut) for one in identities)))
    if not tokens and all(one.identity is not Identity.APP_ONLY for one in identities):
        return set()
    found: set[str] = set()
    for _, atom in sink_call.parts.get("url", ()):
        bound = cut(atom.key) if isinstance(atom, Unknown) else None
        found |= {bound} | tokens if bound is not None else set()
    for _, text in urls(sink_call):
        path = user_path(text, recognition.hosts)
        if path is not None and path.me:
            found |= tokens | _dropped(sink_call, identities)
        elif path is None:
            paths = {cut(key) for key in may_be_signed_in(text, recognition.hosts)} - {None}
            found |= {bound for bound in paths if bound is not None} | (tokens if paths else set())
    return found


def _dropped(sink_call: SinkCall, identities: list[Carried]) -> set[str]:
    """The bound on conditions, where several identities may have been told apart by what it has
    dropped.
    """
    if len({one.identity for one in identities}) < 2:
        return set()
    conditions = (sink_call.condition, *(one.condition for one in identities))
    return {"MAX_LITERALS"} if any(len(each) >= MAX_LITERALS for each in conditions) else set()


def _cut_token(one: Carried, cut: Callable[[Hashable], str | None]) -> str | None:
    """The bound by which an identity is unknown."""
    if one.identity is not Identity.UNKNOWN or one.value is None:
        return None
    return next(filter(None, map(cut, _keys(one.value))), None)


def _keys(atom: Atom) -> Iterator[Hashable]:
    """The keys of what is unknown in an atom."""
    if isinstance(atom, Unknown):
        yield atom.key
    elif isinstance(atom, Text):
        yield from (piece.key for piece in atom.pieces if isinstance(piece, Hole))


def _in_code(
    left_out: LeftOut, recognition: Recognition, named: dict[cst.CSTNode, bool]
) -> set[str]:
    """The bound by which code was not run that may have sent a request; ``named`` says which code
    names an owner.
    """
    signed = any(_is_app_only(value, recognition) for value in left_out.values)
    owned = any(_is_owned(value) for value in left_out.values)
    # Methods of what may be a text are called with texts.
    alone = signed or (owned and not left_out.of_method)
    held = signed and owned if left_out.of_command else alone
    if not held and not isinstance(left_out.node, cst.Call):
        if left_out.node not in named:
            named[left_out.node] = _names_owner(left_out.node)
        held = named[left_out.node]
    return {left_out.bound} if held else set()


def _is_app_only(value: Value, recognition: Recognition) -> bool:
    """Whether a value may be, or hold, an app-only token."""
    labels = (label for atom in atoms_in(value) for label in labels_of(atom))
    tags = {label.tag for label in labels if isinstance(label.tag, Identity)}
    return Identity.APP_ONLY in map(recognition.identity, tags)


def _is_owned(value: Value) -> bool:
    """Whether a value may be a path of the signed-in user."""
    texts = (atom for atom in atoms_in(value) if isinstance(atom, Text))
    pieces = (piece for text in texts for piece in text.pieces)
    return _holds_owner(piece.text for piece in pieces if isinstance(piece, Literal))


def atoms_in(value: Value) -> Iterator[Atom]:
    """The atoms of a value, and of what its sequences and dictionaries hold."""
    for _, atom in value:
        yield atom
        if isinstance(atom, Tuple):
            inner = atom.parts
        elif isinstance(atom, DictSnapshot):
            inner = tuple(item for _, item in atom.items)
        else:
            continue
        for each in inner:
            yield from atoms_in(each)


def _names_owner(node: cst.CSTNode) -> bool:
    """Whether code holds a text, or an attribute, that may name the signed-in user."""
    for inner in walk(node):
        if isinstance(inner, cst.SimpleString | cst.FormattedStringText):
            if _holds_owner((inner.value,)):
                return True
        elif isinstance(inner, cst.Attribute) and inner.attr.value in SIGNED_IN.attributes:
            return True
    return False


def _holds_owner(texts: Iterable[str]) -> bool:
    return any(SIGNED_IN.in_text.search(text) is not None for text in texts)
