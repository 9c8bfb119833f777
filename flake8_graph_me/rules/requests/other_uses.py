"""Uses of texts with a ``me`` that are no requests of the signed-in user's data."""

import re
from collections.abc import Iterable, Iterator

import libcst as cst

from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.requests.elsewhere import used_otherwise
from flake8_graph_me.rules.requests.equal_texts import is_sought, looked_for_by
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.rules.requests.text_tests import told_apart_at
from flake8_graph_me.syntax.literals import evaluated

ME = re.compile(r"(?<![^/])me(?![^/?#(])", re.IGNORECASE)


def other_uses(
    run: Run, texts: Iterable[cst.CSTNode], hosts: frozenset[str]
) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """These texts as far as an edit of them might change what the program does besides requesting
    them, each with where that is.
    """
    at = dict(run.events.escaped)
    for sink_call in run.events.sink_calls:
        for origin in used_otherwise(sink_call, hosts):
            if isinstance(origin, cst.CSTNode):
                at.setdefault(origin, sink_call.node)
    for text in texts:
        equal = next(iter(looked_for_by(run, text)), None)
        sought = text if is_sought(run, text) else None
        where = at.get(text) or equal or sought or _tested(run, text)
        if where is not None:
            yield text, where


def _tested(run: Run, text: cst.CSTNode) -> cst.CSTNode | None:
    """Where a test of a text would come out otherwise with a user in it."""
    if not isinstance(text, cst.SimpleString):
        return None
    written = evaluated(text)
    found = ME.finditer(written) if isinstance(written, str) else ()
    places = (told_apart_at(run.events, Segment(text, *m.span(), "users/")) for m in found)
    return next((place for place in places if place is not None), None)
