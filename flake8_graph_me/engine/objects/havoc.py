"""Havoc: what is still known after code that was not followed to its end.

Whatever such code may have changed is unknown from then on, whether by its own statements or by the
functions that it may have called.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import ALWAYS
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import Bound, Class, Instance, Tuple, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.relevance.effects import effects_of, effects_of_statement
from flake8_graph_me.engine.relevance.reach import BY_UNSEEN_NAME, below, functions_of
from flake8_graph_me.syntax.walk import walk

MAKING = "__init__"
ANY_VARIABLE = frozenset({"eval", "exec", "globals", "locals", "vars"})
"""The names by which code may set a variable of any name."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What may have changed: names of variables and attributes; ``anything`` if an unidentified
    object may have changed, ``everything`` if variables of any name may have.
    """

    names: frozenset[str]
    anything: bool
    everything: bool


def still_known(
    run: Run, statements: Sequence[cst.CSTNode], state: State, bound: str = "MAX_STEPS"
) -> State:
    """What is known after statements of a module's body, or functions of the module, that stopped
    early in ``state`` because of a bound.

    The bodies of other modules run in this state from then on, too.
    """
    known = State(None, ALWAYS, 0, run.budget.work)
    found = state.written_since(None)
    changed = _changed(run, statements, found, bound)
    for location, value in found.items():
        if value != NOTHING and not _is_item(location):
            known.values[location] = changed.get(location, value)
    for number in dict.fromkeys(where[0] for where in found if _is_item(where)):
        # A dictionary whose items are no longer known is not an empty one.
        known.values[number, REST] = just(run.beyond(bound))
    run.base = known
    return known


def forget_changes(run: Run, parts: Sequence[cst.CSTNode], bound: str, state: State) -> None:
    """Make unknown in ``state`` what statements or functions may have changed that were not
    followed because of a bound.
    """
    found = state.written_since(None)
    changed = _changed(run, parts, found, bound)
    items = (where for where, value in found.items() if _is_item(where) and value != NOTHING)
    state.work.written_below += 1
    state.values.update(changed)
    state.values.update((location, just(run.beyond(bound))) for location in items)


def _changed(
    run: Run, parts: Sequence[cst.CSTNode], found: Mapping[Location, Value], bound: str
) -> dict[Location, Value]:
    """What the parts may have changed of what was ``found``, apart from items of dictionaries, each
    location with its unknown value.
    """
    changes = _changes(run, parts)
    types, objects = _objects(found.values())
    kept = (*(row.stores for row in run.rows.calls.values() if row.stores), *run.rows.kept)
    stored = frozenset(name.rpartition(".")[2] for name in kept)
    changed: dict[Location, Value] = {}
    for location, value in found.items():
        if value == NOTHING or _is_item(location):
            continue
        if location[1] == "content" and all(isinstance(atom, Tuple) for _, atom in value):
            changed[location] = just(Tuple((), just(run.beyond(bound))))
        elif (
            location[1] == REST
            or _may_differ(run, location, types, changes, objects)
            # What a library keeps it keeps in an object, or outside of the program.
            or (location[1] in stored and (location[0] < 0 or location[0] in objects))
        ):
            changed[location] = just(run.beyond(bound))
    return changed


def forget(state: State, number: int) -> None:
    """Forget the variables of a scope."""
    state.work.written_below += 1
    for location in [where for where in state.values if where[0] == number]:
        state.values[location] = NOTHING


def _is_item(location: Location) -> bool:
    key = location[1]
    return isinstance(key, tuple) and bool(key) and key[0] == "item"


def _may_differ(
    run: Run, location: Location, types: dict[int, str], changes: Changes, objects: set[int]
) -> bool:
    number, key = location
    if not isinstance(key, str) or key in changes.names or changes.everything:
        return True
    library = types.get(number)
    if library is not None:
        # Of a library's objects only what they were made with stays as it was.
        row = run.rows.type(library)
        return row is None or key not in dict(row.attributes)
    return changes.anything and number in objects


def _objects(values: Iterable[Value]) -> tuple[dict[int, str], set[int]]:
    """The objects with attributes that values, or the receivers of bound methods, may be: the types
    of those of libraries, by their numbers, and the numbers of all.
    """
    types: dict[int, str] = {}
    numbers: set[int] = set()
    for value in values:
        for _, atom in value:
            owner = atom.receiver if type(atom) is Bound else atom
            if type(owner) is Instance:
                numbers.add(owner.number)
                if type(owner.type) is str:
                    types[owner.number] = owner.type
            elif type(owner) is Class:
                numbers.add(owner.number)
    return types, numbers


def _changes(run: Run, parts: Sequence[cst.CSTNode]) -> Changes:
    names: set[str] = set()
    anything = False
    for part in parts:
        if isinstance(part, cst.FunctionDef):
            continue
        own = effects_of_statement(part)
        names |= set_by(part) | own.changed
        anything |= own.anything
    functions = functions_of(run.trees.values())
    called, mentioned = below(functions, parts)
    for node in functions:
        if node not in called and mentioned.isdisjoint(BY_UNSEEN_NAME):
            continue
        effects = effects_of(node)
        names |= effects.changed - _made_with(node)
        anything |= effects.anything
    return Changes(frozenset(names), anything, not mentioned.isdisjoint(ANY_VARIABLE))


def _made_with(function: cst.FunctionDef) -> set[str]:
    """The attributes that a method sets on an object under construction, so on no earlier one."""
    if function.name.value != MAKING:
        return set()
    return {
        node.target.attr.value
        for node in walk(function)
        if isinstance(node, cst.AssignTarget | cst.AnnAssign)
        and isinstance(node.target, cst.Attribute)
        and isinstance(node.target.value, cst.Name)
        and node.target.value.value == "self"
    }


def set_by(statement: cst.CSTNode) -> set[str]:
    """The names that a statement of a module's body may give a value."""
    own = effects_of_statement(statement)
    return own.own | own.given | _defined_in(statement)


def _defined_in(statement: cst.CSTNode) -> set[str]:
    found: set[str] = set()
    for node in walk(statement):
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            found.add(node.name.value)
        elif isinstance(node, cst.ImportAlias):
            found.add(node.evaluated_alias or node.evaluated_name.partition(".")[0])
        elif isinstance(node, cst.NamedExpr) and isinstance(node.target, cst.Name):
            found.add(node.target.value)
        elif isinstance(node, cst.MatchAs | cst.MatchStar | cst.MatchMapping):
            name = node.rest if isinstance(node, cst.MatchMapping) else node.name
            found |= {name.value} if name is not None else set()
    return found
