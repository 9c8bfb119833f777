"""By which call the object that a name stands for was made, judged by syntax alone.

All that a module binds to a name counts, in whatever scope. Must not know who asks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import libcst as cst

from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk

COPYING = frozenset({"copy", "deepcopy", "replace"})
"""The names of functions that give a copy of their first argument."""
MAX_HOPS = 5
"""How many names are followed to the call that makes an object. Past it the object may be
anything.
"""

Bound = cst.BaseExpression | str | None
"""What is bound to a name: an expression, the name of a class, or something unknown."""
Bindings = dict[str, set[Bound]]


def makers(parsed: ParsedModule) -> dict[str, str]:
    """For each name whose object is always made by the same callable the last name of that. A class
    stands for itself.
    """
    bindings: Bindings = defaultdict(set)
    for part in parsed.each(_bindings_in, None):
        for name, bound in part.items():
            bindings[name] |= bound
    found: dict[str, str] = {}
    for _ in range(MAX_HOPS + 1):
        # Each round follows the names one step further than the one before.
        made = {name: _maker(bound, found) for name, bound in bindings.items()}
        found = {name: maker for name, maker in made.items() if maker is not None}
    return found


def _bindings_in(statement: cst.CSTNode, _context: None) -> Bindings:
    bindings: Bindings = defaultdict(set)
    for node in walk(statement):
        noted = NOTED.get(type(node))
        if noted is not None:
            noted(node, bindings)
    return bindings


def _note_assign(node: cst.Assign, bindings: Bindings) -> None:
    for target in node.targets:
        _bind(target.target, node.value, bindings)


def _note_value(node: cst.AnnAssign | cst.NamedExpr, bindings: Bindings) -> None:
    if node.value is not None:
        _bind(node.target, node.value, bindings)


def _note_class(node: cst.ClassDef, bindings: Bindings) -> None:
    bindings[node.name.value].add(node.name.value)


def _note_import(node: cst.ImportAlias, bindings: Bindings) -> None:
    if isinstance(node.name, cst.Name) and node.asname is None:
        bindings[node.name.value].add(node.name.value)


def _note_target(node: cst.For | cst.CompFor | cst.AugAssign, bindings: Bindings) -> None:
    _bind(node.target, None, bindings)


def _note_name(
    node: cst.AsName | cst.FunctionDef | cst.Param | cst.MatchAs | cst.MatchStar,
    bindings: Bindings,
) -> None:
    if node.name is not None:
        _bind(node.name, None, bindings)


def _bind(target: cst.CSTNode, value: cst.BaseExpression | None, bindings: Bindings) -> None:
    if isinstance(target, cst.Name):
        bindings[target.value].add(value)
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _bind(element.value, None, bindings)
    elif isinstance(target, cst.StarredElement):
        _bind(target.value, None, bindings)


def _maker(bindings: Iterable[Bound], known: Mapping[str, str]) -> str | None:
    """The callable that makes all that is bound to a name; None if it is not one, or not known."""
    found = {_maker_of(bound, known) for bound in bindings if not _is_none(bound)}
    return found.pop() if len(found) == 1 else None


def _is_none(bound: Bound) -> bool:
    return isinstance(bound, cst.Name) and bound.value == "None"


def _maker_of(bound: Bound, known: Mapping[str, str]) -> str | None:
    match bound:
        case str():
            return bound
        case cst.Name(value=name):
            return known.get(name)
        case cst.Call(func=cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name))):
            copied = name in COPYING
            if copied and not bound.args:
                return None
            return _maker_of(bound.args[0].value, known) if copied else name
    return None


NOTED: Mapping[type[cst.CSTNode], Callable[..., None]] = {
    cst.Assign: _note_assign,
    cst.AnnAssign: _note_value,
    cst.NamedExpr: _note_value,
    cst.ClassDef: _note_class,
    cst.ImportAlias: _note_import,
    **dict.fromkeys((cst.For, cst.CompFor, cst.AugAssign), _note_target),
    **dict.fromkeys(
        (cst.AsName, cst.FunctionDef, cst.Param, cst.MatchAs, cst.MatchStar), _note_name
    ),
}
"""What is noted of a node, by its type."""
