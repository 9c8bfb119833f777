"""Requests inside a request to Graph's ``$batch``.

Source: learn.microsoft.com/graph/json-batching: ``requests[].url`` is relative to the version,
with or without a slash in front.
"""

import re
from collections.abc import Iterator

from flake8_graph_me.engine.conditions import Condition, conjoin
from flake8_graph_me.engine.run import Meeting
from flake8_graph_me.engine.texts import concatenated, cut, flat, known, stripped
from flake8_graph_me.engine.values import Record, Text, Tuple, Value

BATCH = re.compile(r"/\$batch/?$", re.IGNORECASE)
ITEM = re.compile(r'"url"\s*:\s*"(?P<url>[^"]*)"')
METHOD = re.compile(r'"method"\s*:\s*"(?P<method>[A-Za-z]+)"')
Item = tuple[Condition, Text, str]


def batched(meeting: Meeting, url: Text) -> Iterator[Item]:
    """The requests in a batch sent to a URL: when, the whole URL of each, and its method."""
    marks = flat(url)
    match = BATCH.search(marks)
    if match is None:
        return
    front = cut(url, 0, match.start() + 1)
    for condition, atom in meeting.parts.get("body", ()):
        items = _in_text(atom) if isinstance(atom, Text) else _in_record(atom)
        for own, text, method in items:
            both = conjoin(condition, own)
            if both is not None:
                back = stripped(text, "/", left=True, right=False)
                yield both, concatenated([front, back]), method


def _in_text(body: Text) -> Iterator[Item]:
    """The requests in a body that is JSON text."""
    marks = flat(body)
    for match in ITEM.finditer(marks):
        start, end = marks.rfind("{", 0, match.start()), marks.find("}", match.end())
        method = METHOD.search(marks, max(start, 0), end if end >= 0 else len(marks))
        url = cut(body, match.start("url"), match.end("url"))
        yield frozenset(), url, method["method"].upper() if method is not None else "GET"


def _in_record(body: object) -> Iterator[Item]:
    if not isinstance(body, Record):
        return
    for condition, found in dict(body.items).get("requests", ()):
        for item in found.items if isinstance(found, Tuple) else ():
            yield from _in_item(item, condition)


def _in_item(item: Value, condition: Condition) -> Iterator[Item]:
    for own, record in item:
        both = conjoin(condition, own)
        if both is None or not isinstance(record, Record):
            continue
        parts = dict(record.items)
        methods = [known(atom) for _, atom in parts.get("method", ()) if isinstance(atom, Text)]
        for inner, url in parts.get("url", ()):
            whole = conjoin(both, inner)
            if whole is not None and isinstance(url, Text):
                yield whole, url, (methods[0] if methods else None) or "GET"
