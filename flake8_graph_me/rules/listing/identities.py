"""What tells whose token a request carries, or what hides it, in one line.

In the line ``{where}`` stands for the place of a node.
"""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.cuts import bound_of
from flake8_graph_me.engine.domain.values import Atom, DictSnapshot, External, Text, Unknown
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.listing.names import MOST_STEPS, Names, dotted
from flake8_graph_me.rules.requests.carriers import Carried
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.text import Hole

NO_AUTHORIZATION = "no Authorization is sent"
NOT_KNOWN = "nothing is known of the token"
CUT_OFF = "cut off by the bound"
_ANYTHINGS = re.compile(r"\*\.([(\[]?)([^()\[\]]*)[)\]]?")
TOKENS = {
    Identity.APP_ONLY: "an app-only token",
    Identity.DELEGATED: "a delegated token",
    Identity.AMBIGUOUS: "a token that may be either",
    Identity.HANDED: "a token of the program's caller",
}
"""What a token is called by where it comes from."""


@dataclass(frozen=True, slots=True)
class Why:
    """A line, and the node whose place stands for ``{where}`` in it (None if it has none)."""

    line: str
    node: cst.CSTNode | None = None


def why_identity(one: Carried, run: Run, names: Names) -> Why:
    """Why a request carries what it carries."""
    label = one.label
    if label is None:
        if one.identity is Identity.NONE:
            return Why(NO_AUTHORIZATION)
        return why_unknown(one.value, run, names) or Why(NOT_KNOWN)
    source = label.giver or label.node
    named = f"{label.name}, {{where}}"
    if label.tag is Identity.HANDED:
        return Why(
            f"handed in by the program's caller: {_from_outside(label.name)}, {{where}}", source
        )
    if label.tag is Identity.AMBIGUOUS and one.identity is Identity.UNKNOWN:
        return Why(f"{named}, may act for a user or for the application", source)
    return Why(named, source)


def _from_outside(name: str) -> str:
    """What a row calls something that comes from outside, as people say it."""
    found = _ANYTHINGS.fullmatch(name)
    if found is None:
        return name
    kind = {"(": "argument", "[": "item"}.get(found[1], "attribute")
    return f"{kind} '{found[2]}'"


def why_unknown(atom: Atom | None, run: Run, names: Names) -> Why | None:
    """What hides a value; None if that cannot be told."""
    keys = list(_keys(atom))
    for key in keys:
        bound = bound_of(key, run.budget.cuts)
        if bound is not None:
            return Why(f"{CUT_OFF} {bound}")
    found = (_why_key(key, names) for key in keys)
    return next((each for each in found if each is not None), None)


def bounds_in(atom: Atom, run: Run) -> list[str]:
    """The bounds by which parts of a value are unknown."""
    found = (bound_of(key, run.budget.cuts) for key in _keys(atom))
    return list(dict.fromkeys(bound for bound in found if bound is not None))


def _keys(atom: Atom | None) -> Iterator[Hashable]:
    """The keys of what is unknown in a value."""
    if isinstance(atom, Unknown):
        yield atom.key
    elif isinstance(atom, Text):
        yield from (piece.key for piece in atom.pieces if isinstance(piece, Hole))
    elif isinstance(atom, External):
        yield ("external", atom.name)
    elif isinstance(atom, DictSnapshot):
        for _, inner in atom.rest or ():
            yield from _keys(inner)


def _why_key(key: Hashable, names: Names) -> Why | None:
    for each in _inner(names.first(key)):
        found = _why_number(each, names, MOST_STEPS)
        if found is not None:
            return found
    named = names.expression(key)
    return None if named is None else Why(f"nothing is known of '{named}'")


def _inner(key: Hashable) -> Iterator[int]:
    """The numbers in a key."""
    if isinstance(key, tuple):
        for each in key:
            yield from _inner(each)
    elif isinstance(key, int) and not isinstance(key, bool):
        yield key


def _why_number(key: int, names: Names, steps: int) -> Why | None:
    parameter, maker = names.parameter(key), names.maker(key)
    if parameter is not None:
        return Why(f"argument '{parameter}' of {_of(maker, names)}")
    variable = names.variable(key)
    if variable is not None:
        return Why(f"the environment variable '{variable}'")
    if isinstance(maker, cst.Call) and (called := dotted(maker)) is not None:
        return Why(f"what {called}() gives, {{where}}, is not known", maker)
    owner = names.owner(key)
    return None if owner is None or steps == 0 else _why_number(owner, names, steps - 1)


def _of(maker: cst.CSTNode | None, names: Names) -> str:
    """The function that has a parameter, as its callers name it."""
    if not isinstance(maker, cst.FunctionDef):
        return "a function that nothing in this file calls"
    made = names.run.functions.get(maker)
    owner = made[-1].owner if made else None
    name = owner.name if owner is not None and maker.name.value == "__init__" else maker.name.value
    return f"{name}(), which nothing in this file calls"
