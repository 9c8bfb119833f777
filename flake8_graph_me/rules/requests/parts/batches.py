"""Requests inside a request to Graph's ``$batch``.

Source: learn.microsoft.com/graph/json-batching: ``requests[].url`` is relative to the version,
with or without a slash in front.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flake8_graph_me.engine.domain.conditions import Condition, conjoin
from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat, known
from flake8_graph_me.engine.domain.values import (
    NONE,
    Absent,
    Atom,
    DictSnapshot,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.requests.parts.batch_texts import BatchText, read
from flake8_graph_me.rules.requests.parts.methods import Methods

BATCH = re.compile(r"/\$batch/?$", re.IGNORECASE)
_PLAIN: Methods = ((frozenset(), "GET"),)
"""The method of a part that names none, which Graph refuses: the rules judge its path alone."""
Named = tuple[Condition, Atom | None]
"""What a body names, and when; None where nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Inner:
    """A request in a batch: when it is there, its whole URL, its methods, and what its body says of
    each ``resource``. ``url`` is no text, or None, where it is not known.
    """

    condition: Condition
    url: Atom | None
    methods: Methods
    resources: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What a call sends to ``$batch``. ``whole`` says that all requests in it are among these."""

    requests: tuple[Inner, ...]
    whole: bool


def batched(sink_call: SinkCall, url: Text) -> Batch | None:
    """The requests in a batch sent to a URL; None if the URL is another."""
    match = BATCH.search(flat(url))
    if match is None:
        return None
    front = cut(url, 0, match.start() + 1)
    found: list[Inner] = []
    bodies = sink_call.parts.get("body", ())
    whole = bool(bodies)
    for condition, atom in bodies:
        batch = _in_text(read(atom)) if isinstance(atom, Text) else _in_record(atom)
        whole = whole and batch.whole
        for item in batch.requests:
            both = conjoin(condition, item.condition)
            if both is not None:
                found.append(replace(item, condition=both, url=_below(front, item.url)))
    return Batch(tuple(found), whole)


def _below(front: Text, url: Atom | None) -> Atom | None:
    if not isinstance(url, Text):
        return url
    return concatenated([front, stripped(url, "/", left=True, right=False)])


def _in_text(found: BatchText) -> Batch:
    """The requests in a body that is JSON text."""
    inner = []
    for item in found.items:
        method = None if item.method is None else (known(item.method) or None)
        methods: Methods = ((frozenset(), method and method.upper()),)
        inner.append(
            Inner(
                frozenset(),
                item.url,
                methods if item.names_method else _PLAIN,
                () if item.resource is None else ((frozenset(), item.resource),),
            )
        )
    return Batch(tuple(inner), found.whole)


def _in_record(body: Atom) -> Batch:
    if not isinstance(body, DictSnapshot):
        return Batch((), whole=False)
    inner: list[Inner] = []
    items = dict(body.items)
    whole = "requests" in items or body.rest is None
    for condition, found in items.get("requests", ()):
        if not isinstance(found, Tuple):
            whole = False
            continue
        whole = whole and not found.rest
        for item in found.parts:
            inner += _in_item(item, condition)
            whole = whole and all(isinstance(each, DictSnapshot | Absent) for _, each in item)
    return Batch(tuple(inner), whole)


def _in_item(item: Value, condition: Condition) -> Iterator[Inner]:
    for own, record in item:
        both = conjoin(condition, own)
        if both is None or not isinstance(record, DictSnapshot):
            continue
        resources = tuple(named_in(dict(record.items).get("body", ()), "resource"))
        for inner, url in _named(record, "url"):
            whole = conjoin(both, inner)
            if whole is not None:
                yield Inner(whole, url, _methods(record), resources)


def _methods(record: DictSnapshot) -> Methods:
    """The methods that a part of a batch may have."""
    found: dict[tuple[Condition, str | None], None] = {}
    for condition, atom in _named(record, "method"):
        method = known(atom) if isinstance(atom, Text) else None
        found.setdefault((condition, method.upper() if method else None))
    return tuple(found) or _PLAIN


def named_in(records: Value, key: str) -> Iterator[Named]:
    """What dictionaries may name under a key."""
    for condition, record in records:
        if not isinstance(record, DictSnapshot):
            continue
        for own, atom in _named(record, key):
            both = conjoin(condition, own)
            if both is not None:
                yield both, atom


def _named(record: DictSnapshot, key: str) -> Iterator[Named]:
    """What a dictionary may name under a key; what is not there, or None, names nothing."""
    items = dict(record.items)
    if key not in items and record.rest is not None:
        yield frozenset(), None
    for condition, atom in items.get(key, ()):
        if not isinstance(atom, Absent) and atom != NONE:
            yield condition, atom
