"""The token in a request's Authorization, found in the parts of the call that may hold it."""

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition, conjoin
from flake8_graph_me.engine.domain.provenance import labels_of
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    DictSnapshot,
    Label,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.engine.models.sending.sinks import OWNER
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.text import Hole

NO_TOKEN = re.compile(r"(?:(?:bearer|oauth|token)\b:?)?\s*(?:none)?", re.IGNORECASE)
"""What is sent when there is no token: a scheme alone, or with what a text makes of None."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One identity that a request may carry, and its condition; ``label`` is where the token comes
    from, ``value`` what it is unknown of.
    """

    condition: Condition
    identity: Identity
    label: Label | None = None
    value: Atom | None = None


Next = Callable[[Condition], Iterator[Carried]]


def carried(sink_call: SinkCall, recognition: Recognition) -> list[Carried]:
    """Every identity that a request may carry.

    A callable ``auth`` is applied last, so it comes first here; then the call's own headers, then
    those of its client.
    """
    parts = [
        _token_in(sink_call.parts[name]) if name == "token" else sink_call.parts[name]
        for name in ("token", "auth", "headers", "more headers", "added headers", "client")
        if name in sink_call.parts
    ]
    if OWNER in sink_call.parts:
        parts = [sink_call.parts[OWNER]]
    return [
        replace(one, identity=recognition.identity(one.identity)) for one in _search(parts, ALWAYS)
    ]


def _token_in(value: Value) -> Value:
    """A part that holds a token; for a token response built in the program, its access token."""
    found: list[tuple[Condition, Atom]] = []
    for condition, atom in value:
        token = dict(atom.items).get("access_token") if isinstance(atom, DictSnapshot) else None
        for own, inner in token or just(atom):
            both = conjoin(condition, own)
            if both is not None:
                found.append((both, inner))
    return tuple(found)


def _search(parts: list[Value], condition: Condition) -> Iterator[Carried]:
    """The identities in the first part, or in the others where the first has none."""
    if not parts:
        yield Carried(condition, Identity.NONE)
        return
    first, rest = parts[0], parts[1:]
    for own, atom in first:
        both = conjoin(condition, own)
        if both is not None:
            yield from _in_part(atom, both, lambda c: _search(rest, c))


def _in_part(atom: Atom, condition: Condition, otherwise: Next) -> Iterator[Carried]:
    if atom == NONE or atom is ABSENT:
        yield from otherwise(condition)
    elif isinstance(atom, DictSnapshot):
        yield from _in_record(atom, condition, otherwise)
    elif isinstance(atom, Tuple):
        yield from _in_pairs(atom, condition, otherwise)
    elif isinstance(atom, Unknown) and not atom.labels:
        yield Carried(condition, Identity.UNKNOWN, None, atom)
    else:
        yield from _of_token(atom, condition)


def _in_record(record: DictSnapshot, condition: Condition, otherwise: Next) -> Iterator[Carried]:
    # Of keys that differ in case the last one counts.
    found = [value for key, value in record.items if _is_authorization(key)]
    yield from _in_last(found, record, condition, otherwise)


def _is_authorization(key: Hashable) -> bool:
    """Whether a key, a text or the kind and text of bytes, names the header."""
    name = key[1] if isinstance(key, tuple) else key
    return isinstance(name, str) and name.lower() == "authorization"


def _in_last(
    values: list[Value], record: DictSnapshot, condition: Condition, otherwise: Next
) -> Iterator[Carried]:
    """What the last value gives, and where it is not there those before it."""
    if not values:
        yield from _after_record(record, condition, otherwise)
        return
    for own, atom in values[-1]:
        both = conjoin(condition, own)
        if both is None:
            continue
        if atom is ABSENT or atom == NONE:
            yield from _in_last(values[:-1], record, both, otherwise)
        else:
            yield from _of_token(atom, both)


def _after_record(record: DictSnapshot, condition: Condition, otherwise: Next) -> Iterator[Carried]:
    """The identity if no known item is an Authorization: the others may contain one."""
    if record.rest is None:
        yield from otherwise(condition)
        return
    for own, atom in record.rest:
        both = conjoin(condition, own)
        if both is None:
            continue
        if atom is ABSENT:
            yield from otherwise(both)
        elif labels_of(atom):
            yield from _of_token(atom, both)
        else:
            yield Carried(both, Identity.UNKNOWN, None, atom)


def _in_pairs(pairs: Tuple, condition: Condition, otherwise: Next) -> Iterator[Carried]:
    """Headers given as (name, value) pairs."""
    for pair in pairs.items:
        for own, atom in pair:
            if not isinstance(atom, Tuple) or len(atom.items) != 2:
                continue
            name, value = atom.items
            texts = [known(a) for _, a in name if isinstance(a, Text)]
            both = conjoin(condition, own)
            if both is not None and texts and (texts[0] or "").lower() == "authorization":
                for inner, token in value:
                    all_three = conjoin(both, inner)
                    if all_three is not None:
                        yield from _of_token(token, all_three)
                return
    if pairs.rest is not None:
        yield Carried(condition, Identity.UNKNOWN)
    else:
        yield from otherwise(condition)


def _of_token(atom: Atom, condition: Condition) -> Iterator[Carried]:
    """The identity of the value of an Authorization header."""
    labels = sorted(
        (label for label in labels_of(atom) if isinstance(label.tag, Identity)),
        key=lambda label: (label.name, len(label.steps)),
    )
    if labels:
        for label in labels:
            assert isinstance(label.tag, Identity)
            yield Carried(condition, label.tag, label)
    elif atom == NONE or (isinstance(atom, Text) and _is_empty(atom)):
        yield Carried(condition, Identity.NONE)
    else:
        yield Carried(condition, Identity.UNKNOWN, None, atom)


def _is_empty(text: Text) -> bool:
    if any(isinstance(piece, Hole) for piece in text.pieces):
        return False
    return NO_TOKEN.fullmatch((known(text) or "").strip()) is not None
