"""What a program puts in the place of other code that still does what was there: the same again, a
class derived from it, or a function that calls it.
"""

import libcst as cst

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    External,
    Function,
    Partial,
    Scope,
)
from flake8_graph_me.engine.machine.descriptions import METHOD_PARTIAL
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.walk import walk

CHANGING = frozenset({"auth", "headers", "path", "url"})
"""A function that mentions one of these may send something else than it is given."""


def canonical(run: Run, dotted: str) -> str:
    """The name by which rows know something outside: of a type, or of what belongs to one."""
    owner, _, name = dotted.rpartition(".")
    row, kind = run.rows.type(dotted), run.rows.type(owner)
    if row is not None:
        return row.name
    return dotted if kind is None else f"{kind.name}.{name}"


def does_the_same(run: Run, dotted: str, atom: Atom, state: State) -> bool:
    """Whether an atom does what the code of a dotted name does, with what it is given."""
    if isinstance(atom, External):
        return canonical(run, atom.name) == dotted
    if isinstance(atom, Bound):
        return does_the_same(run, dotted, atom.function, state)
    if isinstance(atom, Partial):
        first = atom.positional[0] if atom.callee == METHOD_PARTIAL and atom.positional else ()
        callees = [each for _, each in first] or [atom.callee]
        return all(does_the_same(run, dotted, each, state) for each in callees)
    if isinstance(atom, Class):
        return _adds_to(run, dotted, atom, state)
    return isinstance(atom, Function) and _passes_on(run, dotted, atom, state)


def _adds_to(run: Run, dotted: str, cls: Class, state: State) -> bool:
    """Whether a class is derived from the one of a dotted name, and its methods call its base."""
    line = lineage(cls)
    bases = [base for base in line if isinstance(base, External)]
    nodes = [each.node for each in line if isinstance(each, Class) and each.node is not None]
    methods = [each for node in nodes for each in node.body.body]
    return any(does_the_same(run, dotted, base, state) for base in bases) and all(
        _names(method).isdisjoint(CHANGING) and "super" in _names(method)
        for method in methods
        if isinstance(method, cst.FunctionDef)
    )


def _passes_on(run: Run, dotted: str, function: Function, state: State) -> bool:
    """Whether a function always calls what a dotted name stands for, by a variable that keeps it,
    and has one result.
    """
    node = function.node
    ends = [each for each in walk(node) if isinstance(each, cst.Raise | cst.Return)]
    if not isinstance(node, cst.FunctionDef) or not _names(node).isdisjoint(CHANGING):
        return False
    if len(ends) != 1 or isinstance(ends[0], cst.Raise):
        return False
    return any(_keeps(run, dotted, name, function.scope, state) for name in _always_called(node))


def _always_called(node: cst.FunctionDef) -> set[str]:
    """The names of what the statements of a function's own block call, whatever else happens."""
    lines = [line for line in node.body.body if isinstance(line, cst.SimpleStatementLine)]
    values = [
        each.value
        for line in lines
        for each in line.body
        if isinstance(each, cst.Assign | cst.Return)
    ]
    return {
        value.func.value
        for value in values
        if isinstance(value, cst.Call) and isinstance(value.func, cst.Name)
    }


def _keeps(run: Run, dotted: str, name: str, scope: Scope | None, state: State) -> bool:
    """Whether a variable holds what a dotted name stands for."""
    while scope is not None:
        for _, atom in state.read((scope.number, name)):
            if isinstance(atom, External | Bound) and does_the_same(run, dotted, atom, state):
                return True
        scope = scope.parent
    return False


def _names(node: cst.CSTNode) -> frozenset[str]:
    return frozenset(each.value for each in walk(node) if isinstance(each, cst.Name))
