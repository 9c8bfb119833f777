"""The requests that the analyses of several files have come to, each once."""

import os
from collections.abc import Iterable
from dataclasses import replace

from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.places import Place
from flake8_graph_me.terms.requests import GraphRequest, Sighting

SEVERAL = "{query}"
"""Stands for a query that differs by the way that leads to a request."""
_STRONGEST = ("GME001", "GME003", "GME002", "GME006", None)
_Where = tuple[object, ...]


def merged(sightings: Iterable[Sighting]) -> tuple[GraphRequest, ...]:
    """The requests, in order of place: those of a call that have the same method, path and identity
    are one, with the surest verdict, and with what is hidden of those that it is made for.

    What was come to only in a function without a known caller does not count where the analysis of
    another file knows calls of that function.
    """
    found = list(sightings)
    led_to = {
        (_where(each.request.place), *map(_where, each.calls[beyond:]))
        for each in found
        for beyond in range(1, len(each.calls) + 1)
    }
    kept: dict[_Where, GraphRequest] = {}
    for each in found:
        if each.assumed and (_where(each.request.place), *map(_where, each.calls)) in led_to:
            continue
        request = each.request
        # Of several requests to paths that are not known, what hides them tells them apart.
        told = request.why if request.path is None else request.path
        key = (_where(request.place), request.method, told, request.identity)
        kept[key] = request if key not in kept else _surer(kept[key], request)
    return tuple(sorted(kept.values(), key=_order))


def _surer(first: GraphRequest, second: GraphRequest) -> GraphRequest:
    stronger = min(
        first, second, key=lambda each: (_STRONGEST.index(each.verdict), each.hidden is None)
    )
    same = first.query == second.query
    return stronger if same else replace(stronger, query=SEVERAL)


def _order(request: GraphRequest) -> tuple[object, ...]:
    place = request.place
    where = (os.path.normpath(place.path), place.cell, place.span)
    return (*where, request.path or "", request.method or "", request.identity.value)


def _where(place: Place) -> _Where:
    return absolute(place.path), place.cell, place.span
