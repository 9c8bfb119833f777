"""Placeholders: values that stand where somebody else is to put another one.

``None``, an empty text or an empty container that a module global, a class or an object is given,
and that no code which we see ever sets or fills, is its value or unknown: another module sets it,
or a framework. Where code that we see sets it, what we see is all. Told by names alone.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, under
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import NONE, Atom, Dict, List, Text, Tuple, Unknown, Value
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.relevance.assignments import Assigned, assigned_in, last_name

NO_ELEMENTS = just(Tuple(()))


def with_placeholder(run: Run, number: int, name: str, value: Value, state: State) -> Value:
    """The value that a global or an attribute is given; with what others may set, if it is a
    placeholder that nobody is seen to fill.
    """
    if len(value) != 1 or (name.startswith("__") and name.endswith("__")):
        return value
    atom = value[0][1]
    container = isinstance(atom, Dict | List)
    if not (is_placeholder_value(atom) or (container and _is_empty(atom, state))):
        return value
    if any(_fills(run, name, container=container)):
        return value
    symbol = run.symbols.number(("placeholder", number, name))
    unknown = just(Unknown(run.key("placeholder", number, name)))
    if isinstance(atom, Dict):
        state.write((atom.number, REST), _either(symbol, NOTHING, unknown))
        return value
    if isinstance(atom, List):
        anything = just(Tuple((), unknown))
        state.write((atom.number, "content"), _either(symbol, NO_ELEMENTS, anything))
        return value
    return _either(symbol, value, unknown)


def unless_kept(run: Run, number: int, method: cst.BaseExpression, default: Value) -> Value:
    """The default of an object that keeps a value, read by a method; with what others may have it
    keep, if it is a placeholder and nobody is seen to have an object of this name keep anything.
    """
    name = last_name(method.value) if isinstance(method, cst.Attribute) else ""
    if not is_placeholder_value(default[0][1]) or any(f.keeps(name) for f in _assigned(run)):
        return default
    symbol = run.symbols.number(("placeholder", number, "kept"))
    return _either(symbol, default, just(Unknown(run.key("placeholder", number, "kept"))))


def is_placeholder_value(atom: Atom) -> bool:
    """Whether an atom is None, an empty text or an empty tuple."""
    return atom == NONE or atom == Tuple(()) or (isinstance(atom, Text) and not atom.pieces)


def _either(symbol: int, known: Value, other: Value) -> Value:
    return joined([*under(frozenset((-symbol,)), known), *under(frozenset((symbol,)), other)])


def _is_empty(atom: Atom, state: State) -> bool:
    if isinstance(atom, Dict):
        return not state.keys_of(atom.number) and state.read((atom.number, REST)) == NOTHING
    return isinstance(atom, List) and state.read((atom.number, "content")) == NO_ELEMENTS


def _fills(run: Run, name: str, *, container: bool) -> list[bool]:
    """For each module that is read whether it sets or fills something of this name."""
    return [assigned.fills(name, container=container) for assigned in _assigned(run)]


def _assigned(run: Run) -> list[Assigned]:
    """What each module that is read sets and fills."""
    trees = [parsed.module for parsed in run.sources.values() if parsed is not None]
    if run.checked is not None:
        trees.append(run.checked)
    for tree in trees:
        if tree not in run.assigned:
            run.assigned[tree] = assigned_in(tree)
    return [run.assigned[tree] for tree in trees]
