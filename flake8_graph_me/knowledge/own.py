"""Rows made from the options that name a project's own functions, methods and classes."""

import re

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.results import Labelled
from flake8_graph_me.terms.rows import Call, Sink

REQUEST = re.compile(r"\s*(?P<name>[^()\s]+)\s*\((?P<parameters>[^()]*)\)\s*")
Pattern = tuple[str, Call]


def own_rows(options: Options) -> tuple[Pattern, ...]:
    """The rows for the names in the options, each with the name or glob that it stands for.

    A name goes before a glob, and a longer one, which says more, before a shorter one.
    """
    found = (
        *(_returning(name, Identity.APP_ONLY) for name in options.app_only),
        *(_returning(name, Identity.DELEGATED) for name in options.delegated),
        *(_sending(text) for text in options.requests),
    )
    return tuple(sorted(found, key=lambda pattern: (_is_glob(pattern[0]), -len(pattern[0]))))


def _is_glob(name: str) -> bool:
    return any(character in name for character in "*?[")


def _returning(name: str, identity: Identity) -> Pattern:
    return name, Call(name, returns=Labelled(identity, made=False))


def _sending(text: str) -> Pattern:
    """The row of a request function; raises ValueError if the text is not of its form."""
    match = REQUEST.fullmatch(text)
    if match is None:
        raise ValueError(f"not of the form name(url=0, token=1): {text}")
    given = dict(part.split("=", 1) for part in match["parameters"].split(",") if "=" in part)
    places = {key.strip(): value.strip() for key, value in given.items()}
    last = max((int(value) for value in places.values() if value.isdigit()), default=-1)
    parameters = [f"argument {index}" for index in range(last + 1)]
    parts: list[tuple[str, tuple[str, ...]]] = []
    for part, place in places.items():
        if place.isdigit():
            parameters[int(place)] = part
        parts.append((part, (part if place.isdigit() else place,)))
    sink = Sink(tuple(parts), (("method", "request to"),))
    return match["name"], Call(match["name"], tuple(parameters), sink=sink)
