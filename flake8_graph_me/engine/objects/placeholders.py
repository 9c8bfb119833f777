"""Placeholders: values that stand where somebody else is to put another one.

``None``, an empty text or an empty container that a module global, a class or an object is given,
and that no code which we see ever sets or fills, is its value or unknown: another module sets it,
or a framework. Where code that we see sets it, what we see is all. Judged by syntax alone: which
class and which name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import chosen_by, just
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Class,
    Constant,
    Dict,
    Instance,
    List,
    Module,
    Scope,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.relevance.assigned import ANYTHING, HELD, MODULE, Assigned, family
from flake8_graph_me.engine.relevance.assignments import assigned_in, last_name

NO_ELEMENTS = just(Tuple(()))


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds a variable or attribute: the number under which it does so in the state, the name
    of its class, if it is a class or an instance of one, and the file, if it is a module.
    """

    number: int
    cls: str = ""
    file: str | None = None


def holder_of(atom: Atom) -> Holder | None:
    """An instance, a class or a module as a holder of its attributes; None for anything else."""
    match atom:
        case Instance(number=number, type=Class(name=name)):
            return Holder(number, name)
        case Instance(number=number):
            return Holder(number)
        case Class(number=number, name=name):
            return Holder(number, name)
        case Module(scope=scope):
            return Holder(scope.number, file=scope.file)
    return None


def holder_of_scope(number: int, scope: Scope, owner: Class | None) -> Holder:
    """What holds a variable of a scope that is a module, the body of a class, or a function that
    shares it with another scope.
    """
    if owner is not None and number == owner.number:
        return Holder(number, owner.name)
    return Holder(number, file=scope.file)


def with_placeholder(run: Run, holder: Holder, name: str, value: Value, state: State) -> Value:
    """The value that a global or an attribute is given; with what others may set, if it is a
    placeholder that nobody is seen to fill.
    """
    if len(value) != 1 or (name.startswith("__") and name.endswith("__")):
        return value
    atom = value[0][1]
    container = isinstance(atom, Dict | List)
    if not (is_placeholder_value(atom) or (container and is_empty(atom, state))):
        return value
    if _is_filled(run, holder, name, container=container):
        return value
    number = holder.number
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
    if not is_placeholder_value(default[0][1]):
        return default
    if any(assigned.keeps(name) for _, assigned in _assigned(run)):
        return default
    symbol = run.symbols.number(("placeholder", number, "kept"))
    return _either(symbol, default, just(Unknown(run.key("placeholder", number, "kept"))))


def is_placeholder(value: Value) -> bool:
    """Whether a value is nothing but a placeholder that needs no look into the state."""
    return len(value) == 1 and is_placeholder_value(value[0][1])


def is_placeholder_value(atom: Atom) -> bool:
    """Whether an atom is None, an empty text or an empty tuple."""
    return atom == NONE or atom == Tuple(()) or (isinstance(atom, Text) and not atom.pieces)


def is_flag(atom: Atom) -> bool:
    """Whether an atom is a constant, or a member of an enumeration, or not there."""
    if isinstance(atom, Instance):
        return isinstance(atom.type, Class) and atom.type.style == "enum"
    return (
        atom is ABSENT
        or isinstance(atom, Constant)
        or (isinstance(atom, Text) and known(atom) is not None)
    )


def _either(symbol: int, known: Value, other: Value) -> Value:
    return chosen_by(-symbol, known, other)


def is_empty(atom: Atom, state: State) -> bool:
    """Whether an atom is a container in which there is nothing."""
    if isinstance(atom, Dict):
        return not state.keys_of(atom.number) and state.read((atom.number, REST)) == NOTHING
    return isinstance(atom, List) and state.read((atom.number, "content")) == NO_ELEMENTS


def _is_filled(run: Run, holder: Holder, name: str, *, container: bool) -> bool:
    """Whether a module that is read sets or fills this variable or attribute."""
    known = list(_assigned(run))
    every = [assigned for _, assigned in known]
    fillers = {
        _owner(owner, every)
        for file, assigned in known
        for owner in assigned.fillers(name, container=container)
        if owner != MODULE or file == holder.file
    } - {""}
    # A class that is not seen may be any.
    if fillers & {MODULE, ANYTHING} or not fillers <= {cls for each in every for cls in each.bases}:
        return True
    return bool(holder.cls and fillers & family(every, holder.cls))


def set_on_anything(run: Run) -> set[str]:
    """The names of attributes that a module which is read sets on objects whose class is not
    told.
    """
    return {
        name
        for _, assigned in _assigned(run)
        for owner, name in assigned.names
        if owner == ANYTHING
    }


Given = dict[str, list[cst.BaseExpression | None]]
"""What functions give to variables or attributes, by name; None where that is no single
expression.
"""


def given_values(run: Run, file: str) -> tuple[Given, Callable[[str], Given]]:
    """What functions give to the globals of the module in ``file``; and, of the modules that are
    read, to the attributes of each class and its kin, by the name of the class.
    """
    known = list(_assigned(run))
    every = [assigned for _, assigned in known]
    owned: dict[str, Given] = {MODULE: {}}
    for where, assigned in known:
        for (owner, name), values in assigned.values.items():
            if owner != MODULE or where == file:
                kept = owned.setdefault(_owner(owner, every), {})
                kept.setdefault(name, []).extend(values)

    def of_class(name: str) -> Given:
        found: Given = {}
        for owner in (ANYTHING, *sorted(family(every, name))):
            for each, values in owned.get(owner, {}).items():
                found.setdefault(each, []).extend(values)
        return found

    return owned[MODULE], cache(of_class)


def given_loosely(run: Run, file: str) -> tuple[set[str], Callable[[str], set[str]]]:
    """Of the same the names that functions give to objects which are not their own, or to which
    they give what they are handed.
    """
    known = list(_assigned(run))
    every = [assigned for _, assigned in known]
    owned: dict[str, set[str]] = {}
    for where, assigned in known:
        for owner, name in assigned.loose:
            if owner != MODULE or where == file:
                owned.setdefault(_owner(owner, every), set()).add(name)

    def of_class(cls: str) -> set[str]:
        owners = (ANYTHING, *family(every, cls))
        return set[str]().union(*(owned.get(owner, ()) for owner in owners))

    return owned.get(MODULE, set()), cache(of_class)


def _owner(owner: str, every: list[Assigned]) -> str:
    """An owner; if it is told by the attribute that holds it, anything, or nothing where no module
    sets such an attribute: what a library holds there is no object of these modules.
    """
    if not owner.startswith(HELD):
        return owner
    held = owner.removeprefix(HELD)
    return ANYTHING if any(each.holds(held) for each in every) else ""


def _assigned(run: Run) -> Iterator[tuple[str, Assigned]]:
    """The file of each module that is read, and what it sets and fills."""
    for file, parsed in run.trees.items():
        yield file, parsed.once(assigned_in)
