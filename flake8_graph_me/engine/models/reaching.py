"""What a value leads to: the objects in containers and attributes, and the functions among them.

Must not know who asks.
"""

from collections.abc import Iterable, Iterator

import libcst as cst

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Constant,
    Dict,
    External,
    Instance,
    List,
    Partial,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import content
from flake8_graph_me.engine.objects.may_change import names_in
from flake8_graph_me.syntax.walk import walk

MAX_REACHED = 2_000
"""How many containers, objects and functions are looked at that one escaping value leads to. Past
it the others stay as they are, and no fix is offered for a text that what runs may use.
"""
REACHED_AT_NO_COST = 64
"""How many of them are no question; two further ones cost as much as evaluating an expression."""
NAMESPACE = "types.Namespace"
"""The type of library objects that hold whatever the program sets."""
Reached = dict[Atom, None]


def reached(run: Run, values: Iterable[Value], state: State) -> Iterator[Atom]:
    """The atoms of values and those that they lead to, each once."""
    found: Reached = {}
    pending = [atom for value in values for _, atom in value]
    while pending:
        atom = pending.pop()
        if atom in found:
            continue
        if isinstance(atom, Constant | Text | External):
            continue
        if len(found) >= MAX_REACHED:
            run.budget.cut_off("MAX_REACHED")
            return
        found[atom] = None
        yield atom
        if len(found) > REACHED_AT_NO_COST and len(found) % 2 and not run.budget.spent():
            # More than the share that is left would be at the cost of what is entered next.
            run.budget.work.done += 1
        pending.extend(inner for value in _inside(run, atom, state) for _, inner in value)


def note_handed(run: Run, values: Iterable[Value], node: cst.CSTNode, state: State) -> int:
    """Note that the texts in values, and in all that they lead to, are used at a node that is not
    followed, and return how many pieces they have.
    """
    values = tuple(values)
    pieces = run.events.note_escapes(values, node)
    for atom in reached(run, values, state):
        if isinstance(atom, Dict):
            run.events.note_sought(state.keys_of(atom.number))
        pieces += run.events.note_escapes(_inside(run, atom, state), node)
    return pieces


def _inside(run: Run, atom: Atom, state: State) -> Iterator[Value]:
    if isinstance(atom, Dict):
        yield from (state.read((atom.number, ("item", key))) for key in state.keys_of(atom.number))
    elif isinstance(atom, List):
        yield content(state, atom)
    elif isinstance(atom, Tuple):
        yield from atom.parts
    elif isinstance(atom, Partial):
        yield ((frozenset(), atom.callee),)
        yield from atom.positional
        yield from (value for _, value in atom.keywords)
    elif isinstance(atom, Bound):
        yield ((frozenset(), atom.receiver),)
    elif isinstance(atom, Instance):
        plain = isinstance(atom.type, str) and atom.type == NAMESPACE
        for name in names_in(state, atom.number) if plain else attribute_names(run, atom):
            yield state.read((atom.number, name))


def attribute_names(run: Run, atom: Instance) -> tuple[str, ...]:
    """The names of the attributes that an object may have of its own."""
    if isinstance(atom.type, str):
        row = run.rows.type(atom.type)
        if row is None:
            return ()
        named = (*row.attributes, *row.results)
        return tuple(dict.fromkeys((*(name for name, _ in named), *row.mappings)))
    known = run.escaped.own_names.get(atom.type.number)
    if known is None:
        known = run.escaped.own_names[atom.type.number] = _own_names(run, atom.type)
    return known


def _own_names(run: Run, cls: Class) -> tuple[str, ...]:
    """The names that the methods of a class set on its objects, and those of its fields."""
    found: dict[str, None] = {}
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class) and ancestor.node is not None:
            found.update(dict.fromkeys(_set_on_self(run, ancestor.node)))
            found.update(dict.fromkeys(name for name, _ in ancestor.fields))
    return tuple(found)


def _set_on_self(run: Run, node: cst.ClassDef) -> tuple[str, ...]:
    known = run.escaped.attributes.get(node)
    if known is None:
        known = run.escaped.attributes[node] = tuple(
            dict.fromkeys(
                inner.target.attr.value
                for inner in walk(node)
                if isinstance(inner, cst.AssignTarget | cst.AnnAssign)
                and isinstance(inner.target, cst.Attribute)
                and isinstance(inner.target.value, cst.Name)
                and inner.target.value.value in ("self", "cls")
            )
        )
    return known
