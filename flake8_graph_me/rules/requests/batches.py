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
from flake8_graph_me.engine.domain.values import DictSnapshot, Text, Tuple, Value
from flake8_graph_me.engine.machine.events import SinkCall

BATCH = re.compile(r"/\$batch/?$", re.IGNORECASE)
TOKEN = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?P<key>\s*:)?|(?P<open>[\[{])|(?P<close>[\]}])')
"""What shows the structure of JSON text: a text, which may be a key, or a bracket."""
RESOURCE = "body.resource"
"""Stands for the text of that name in a request's body."""
ITEM_DEPTH = 3
"""How many brackets are open in a request: the body's, the list's and its own."""


@dataclass(frozen=True, slots=True)
class Inner:
    """A request in a batch: when it is there, its whole URL, its method, and what its body says of
    each ``resource``.
    """

    condition: Condition
    url: Text
    method: str
    resources: tuple[tuple[Condition, Text], ...] = ()


def batched(sink_call: SinkCall, url: Text) -> Iterator[Inner]:
    """The requests in a batch sent to a URL."""
    marks = flat(url)
    match = BATCH.search(marks)
    if match is None:
        return
    front = cut(url, 0, match.start() + 1)
    for condition, atom in sink_call.parts.get("body", ()):
        items = _in_text(atom) if isinstance(atom, Text) else _in_record(atom)
        for item in items:
            both = conjoin(condition, item.condition)
            if both is not None:
                back = stripped(item.url, "/", left=True, right=False)
                yield replace(item, condition=both, url=concatenated([front, back]))


def _in_text(body: Text) -> Iterator[Inner]:
    """The requests in a body that is JSON text."""
    keys: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    marks = flat(body)
    for token in TOKEN.finditer(marks):
        if token["open"]:
            keys.append("")
        elif token["close"]:
            if len(keys) == ITEM_DEPTH and "url" in spans:
                start, end = spans.get("method", (0, 0))
                watched = [cut(body, *spans[RESOURCE])] if RESOURCE in spans else []
                yield Inner(
                    frozenset(),
                    cut(body, *spans["url"]),
                    marks[start:end].upper() or "GET",
                    tuple((frozenset(), text) for text in watched),
                )
            spans = spans if len(keys) > ITEM_DEPTH else {}
            del keys[-1:]
        elif token["key"] and keys:
            keys[-1] = token["text"]
        elif len(keys) == ITEM_DEPTH and keys[0] == "requests":
            spans[keys[-1]] = token.span("text")
        elif len(keys) == ITEM_DEPTH + 1 and keys[-2:] == ["body", "resource"]:
            spans[RESOURCE] = token.span("text")


def _in_record(body: object) -> Iterator[Inner]:
    if not isinstance(body, DictSnapshot):
        return
    for condition, found in dict(body.items).get("requests", ()):
        for item in found.items if isinstance(found, Tuple) else ():
            yield from _in_item(item, condition)


def _in_item(item: Value, condition: Condition) -> Iterator[Inner]:
    for own, record in item:
        both = conjoin(condition, own)
        if both is None or not isinstance(record, DictSnapshot):
            continue
        parts = dict(record.items)
        methods = [known(atom) for _, atom in parts.get("method", ()) if isinstance(atom, Text)]
        method = (methods[0] or "GET").upper() if methods else "GET"
        resources = tuple(texts_of(parts.get("body", ()), "resource"))
        for inner, url in parts.get("url", ()):
            whole = conjoin(both, inner)
            if whole is not None and isinstance(url, Text):
                yield Inner(whole, url, method, resources)


def texts_of(records: Value, key: str) -> Iterator[tuple[Condition, Text]]:
    """The texts that dictionaries may hold under a key."""
    for condition, record in records:
        for own, text in (
            dict(record.items).get(key, ()) if isinstance(record, DictSnapshot) else ()
        ):
            both = conjoin(condition, own)
            if both is not None and isinstance(text, Text):
                yield both, text
