"""To which functions parts of a program may come, judged by the names that they mention alone."""

from collections.abc import Iterable, Mapping

import libcst as cst

from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import children, walk

Part = cst.CSTNode
"""A function, or a statement of a module's body."""
Reachable = Mapping[cst.FunctionDef, frozenset[str]]
"""Functions, each with the names by which code comes to it: its own, and that of its class."""

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
    found: dict[cst.FunctionDef, frozenset[str]] = {}
    for each in modules:
        found.update(each.once(_functions_in))
    return found


def _functions_in(tree: cst.Module) -> Reachable:
    found: dict[cst.FunctionDef, frozenset[str]] = {}
    pending: list[tuple[cst.CSTNode, str]] = [(tree, "")]
    while pending:
        node, owner = pending.pop()
        if isinstance(node, cst.FunctionDef):
            found[node] = frozenset({node.name.value, owner} - {""})
        elif isinstance(node, cst.ClassDef):
            owner = node.name.value
        pending.extend((child, owner) for child in children(node))
    return found


def names_in(parts: Iterable[Part]) -> set[str]:
    """The names and attributes in parts."""
    return {node.value for part in parts for node in walk(part) if isinstance(node, cst.Name)}


def below(functions: Reachable, parts: Iterable[Part]) -> tuple[set[Part], set[str]]:
    """Parts and the functions that they mention, directly or indirectly, or that are methods of
    classes that they mention, with all names mentioned on the way.
    """
    found = set(parts)
    names = names_in(found)
    while True:
        more = [
            each for each, by in functions.items() if each not in found and not names.isdisjoint(by)
        ]
        if not more:
            return found, names
        found.update(more)
        names |= names_in(more)


def with_callers(functions: Reachable, parts: Iterable[Part]) -> set[Part]:
    """Parts, and the functions that mention them, directly or indirectly."""
    found = set(parts)
    mentioned = {each: names_in((each,)) for each in functions}
    while True:
        names = {name for part in found for name in _names_of(functions, part)}
        more = {each for each in functions if each not in found and mentioned[each] & names}
        if not more:
            return found
        found |= more


def _names_of(functions: Reachable, part: Part) -> frozenset[str]:
    return functions.get(part, frozenset()) if isinstance(part, cst.FunctionDef) else frozenset()
