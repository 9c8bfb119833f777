"""Requests inside a request to Graph's ``$batch``.

Source: learn.microsoft.com/graph/json-batching: ``requests[].url`` is relative to the version,
with or without a slash in front.
"""

import re
from collections.abc import Iterator

from flake8_graph_me.engine.domain.conditions import Condition, conjoin
from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat, known
from flake8_graph_me.engine.domain.values import DictSnapshot, Text, Tuple, Value
from flake8_graph_me.engine.machine.events import SinkCall

BATCH = re.compile(r"/\$batch/?$", re.IGNORECASE)
TOKEN = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?P<key>\s*:)?|(?P<open>[\[{])|(?P<close>[\]}])')
"""What shows the structure of JSON text: a text, which may be a key, or a bracket."""
ITEM_DEPTH = 3
"""How many brackets are open in a request: the body's, the list's and its own."""
Item = tuple[Condition, Text, str]


def batched(sink_call: SinkCall, url: Text) -> Iterator[Item]:
    """The requests in a batch sent to a URL: when, the whole URL of each, and its method."""
    marks = flat(url)
    match = BATCH.search(marks)
    if match is None:
        return
    front = cut(url, 0, match.start() + 1)
    for condition, atom in sink_call.parts.get("body", ()):
        items = _in_text(atom) if isinstance(atom, Text) else _in_record(atom)
        for own, text, method in items:
            both = conjoin(condition, own)
            if both is not None:
                back = stripped(text, "/", left=True, right=False)
                yield both, concatenated([front, back]), method


def _in_text(body: Text) -> Iterator[Item]:
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
                yield frozenset(), cut(body, *spans["url"]), marks[start:end].upper() or "GET"
            spans = spans if len(keys) > ITEM_DEPTH else {}
            del keys[-1:]
        elif token["key"] and keys:
            keys[-1] = token["text"]
        elif len(keys) == ITEM_DEPTH and keys[0] == "requests":
            spans[keys[-1]] = token.span("text")


def _in_record(body: object) -> Iterator[Item]:
    if not isinstance(body, DictSnapshot):
        return
    for condition, found in dict(body.items).get("requests", ()):
        for item in found.items if isinstance(found, Tuple) else ():
            yield from _in_item(item, condition)


def _in_item(item: Value, condition: Condition) -> Iterator[Item]:
    for own, record in item:
        both = conjoin(condition, own)
        if both is None or not isinstance(record, DictSnapshot):
            continue
        parts = dict(record.items)
        methods = [known(atom) for _, atom in parts.get("method", ()) if isinstance(atom, Text)]
        for inner, url in parts.get("url", ()):
            whole = conjoin(both, inner)
            if whole is not None and isinstance(url, Text):
                yield whole, url, (methods[0] or "GET").upper() if methods else "GET"
