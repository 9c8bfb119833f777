"""By which call the object that a name stands for was made, judged by syntax alone.

All that a module binds to a name counts, in whatever scope. Must not know who asks.
"""

from collections import defaultdict

import libcst as cst

from flake8_graph_me.syntax.walk import walk

COPYING = frozenset({"copy", "deepcopy", "replace"})
"""The names of functions that give a copy of their first argument."""
MAX_HOPS = 5
"""How many names are followed to the call that makes an object. Past it the object may be
anything.
"""

Bindings = dict[str, set[cst.BaseExpression | str | None]]
"""What is bound to each name: an expression, the name of a class, or something unknown."""


def makers(module: cst.Module) -> dict[str, str]:
    """For each name whose object is always made by the same callable the last name of that. A class
    stands for itself.
    """
    bindings: Bindings = defaultdict(set)
    for node in walk(module):
        _note(node, bindings)
    found = {name: _maker(name, bindings, MAX_HOPS) for name in list(bindings)}
    return {name: maker for name, maker in found.items() if maker is not None}


def _note(node: cst.CSTNode, bindings: Bindings) -> None:
    match node:
        case cst.Assign(targets=targets, value=value):
            for target in targets:
                _bind(target.target, value, bindings)
        case cst.AnnAssign(target=target, value=value) if value is not None:
            _bind(target, value, bindings)
        case cst.NamedExpr(target=target, value=value):
            _bind(target, value, bindings)
        case cst.ClassDef(name=name):
            bindings[name.value].add(name.value)
        case cst.ImportAlias(name=cst.Name(value=name), asname=None):
            bindings[name].add(name)
        case cst.For(target=target) | cst.CompFor(target=target) | cst.AugAssign(target=target):
            _bind(target, None, bindings)
        case cst.AsName(name=target) | cst.FunctionDef(name=target) | cst.Param(name=target):
            _bind(target, None, bindings)
        case cst.MatchAs(name=target) | cst.MatchStar(name=target) if target is not None:
            _bind(target, None, bindings)


def _bind(target: cst.CSTNode, value: cst.BaseExpression | None, bindings: Bindings) -> None:
    if isinstance(target, cst.Name):
        bindings[target.value].add(value)
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _bind(element.value, None, bindings)
    elif isinstance(target, cst.StarredElement):
        _bind(target.value, None, bindings)


def _maker(name: str, bindings: Bindings, hops: int) -> str | None:
    """The callable that makes all that is bound to a name; None if it is not one, or not known."""
    found = {_maker_of(bound, bindings, hops) for bound in bindings[name] if not _is_none(bound)}
    return found.pop() if len(found) == 1 else None


def _is_none(bound: cst.BaseExpression | str | None) -> bool:
    return isinstance(bound, cst.Name) and bound.value == "None"


def _maker_of(bound: cst.BaseExpression | str | None, bindings: Bindings, hops: int) -> str | None:
    match bound:
        case str():
            return bound
        case cst.Name(value=name):
            return _maker(name, bindings, hops - 1) if hops and name in bindings else None
        case cst.Call(func=cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name))):
            copied = name in COPYING
            if copied and not bound.args:
                return None
            return _maker_of(bound.args[0].value, bindings, hops) if copied else name
    return None
