"""To which functions parts of a program may come, judged by the names that they mention alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import libcst as cst

from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import children, walk_to

Part = cst.CSTNode
"""A function, or a statement of a module's body."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names ``by`` which code comes to a function, its own and that of its class, and those
    that it ``mentions``.
    """

    by: frozenset[str]
    mentions: frozenset[str]


Reachable = Mapping[cst.FunctionDef, Names]

BY_UNSEEN_NAME = frozenset(
    {
        *("__dict__", "__getattr__", "__getattribute__", "__import__", "attrgetter", "eval"),
        *("exec", "getattr", "getmembers", "globals", "import_module", "locals"),
        *("methodcaller", "vars"),
    }
)
"""What may give a function whose name is not mentioned."""


def functions_of(modules: Iterable[ParsedModule]) -> Reachable:
    """The functions of modules."""
    found: dict[cst.FunctionDef, Names] = {}
    for each in modules:
        found.update(each.once(_functions_in))
    return found


def _functions_in(parsed: ParsedModule) -> Reachable:
    found: dict[cst.FunctionDef, Names] = {}
    pending: list[tuple[cst.CSTNode, str]] = [(parsed.module, "")]
    while pending:
        node, owner = pending.pop()
        if type(node) is cst.FunctionDef:
            by = frozenset({node.name.value, owner} - {""})
            found[node] = Names(by, frozenset(names_in((node,))))
        elif type(node) is cst.ClassDef:
            owner = node.name.value
        pending += [(child, owner) for child in children(node)]
    return found


def names_in(parts: Iterable[Part]) -> set[str]:
    """The names and attributes in parts."""
    return {node.value for part in parts for node in walk_to(part, cst.Name)}


def below(functions: Reachable, parts: Iterable[Part]) -> tuple[set[Part], set[str]]:
    """Parts and the functions that they mention, directly or indirectly, or that are methods of
    classes that they mention, with all names mentioned on the way.
    """
    found = set(parts)
    come_to: dict[str, list[cst.FunctionDef]] = defaultdict(list)
    for each, own in functions.items():
        for name in own.by:
            come_to[name].append(each)
    names: set[str] = set()
    fresh = _mentioned(functions, found)
    while fresh:
        names |= fresh
        more = {each for name in fresh & come_to.keys() for each in come_to[name]} - found
        found |= more
        fresh = _mentioned(functions, more) - names
    return found, names


def with_callers(functions: Reachable, parts: Iterable[Part]) -> set[Part]:
    """Parts, and the functions that mention them, directly or indirectly."""
    found = set(parts)
    callers: dict[str, list[Part]] = defaultdict(list)
    for each, own in functions.items():
        for name in own.mentions:
            callers[name].append(each)
    more: set[Part] = found
    while more:
        names = {name for part in more for name in _names_of(functions, part)}
        more = {*chain.from_iterable(callers[name] for name in names & callers.keys())} - found
        found |= more
    return found


def _mentioned(functions: Reachable, parts: Iterable[Part]) -> set[str]:
    known = [functions.get(part) if isinstance(part, cst.FunctionDef) else None for part in parts]
    others = names_in(part for part, own in zip(parts, known, strict=True) if own is None)
    return others.union(*(own.mentions for own in known if own is not None))


def _names_of(functions: Reachable, part: Part) -> frozenset[str]:
    own = functions.get(part) if isinstance(part, cst.FunctionDef) else None
    return frozenset() if own is None else own.by


def functions_around(parsed: ParsedModule) -> Mapping[cst.CSTNode, tuple[cst.FunctionDef, ...]]:
    """For each node of a module that is in functions, or is one, these functions."""
    found: dict[cst.CSTNode, tuple[cst.FunctionDef, ...]] = {}
    pending: list[tuple[cst.CSTNode, tuple[cst.FunctionDef, ...]]] = [(parsed.module, ())]
    while pending:
        node, around = pending.pop()
        if isinstance(node, cst.FunctionDef):
            around = (*around, node)
        if around:
            found[node] = around
        pending.extend((child, around) for child in children(node))
    return found
