"""Variables and attributes that are got at as items, or by names that are not known.

What an unknown name may have set is its known value, or the new one. Functions, classes and modules
are taken to keep their names.
"""

from flake8_graph_me.engine.domain.alternatives import just, mapped, without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import MORE_NAMES, NOTHING, State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Class,
    Dict,
    External,
    Function,
    Imported,
    Instance,
    Module,
    Names,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.may_change import names_in, open_location, open_names
from flake8_graph_me.engine.objects.modules import load, settled
from flake8_graph_me.engine.objects.outside import number_of

KEPT = Function | Class | Module | Imported | External
"""What unknown names are taken not to be bound to anew."""


def names_of(run: Run, atom: Atom) -> Names | None:
    """The attributes of an object as a mapping; None if they are not kept."""
    if isinstance(atom, Names) and atom.as_module:
        return Names(atom.number)
    if isinstance(atom, Module):
        load(run, atom)
        return Names(atom.scope.number)
    return Names(atom.number) if isinstance(atom, Instance | Class) else None


def read_item(run: Run, state: State, names: Names, key: Atom, otherwise: Value) -> Value:
    """The value of a name; what is not known by its name is unknown."""
    name = known(key) if isinstance(key, Text) else None
    if name is None:
        return run.unknown()
    held = state.read((names.number, name))
    found = mapped(held, lambda atom: otherwise if atom == NOTHING[0][1] else just(atom))
    return settled(run, found, state)


def bind(run: Run, state: State, number: int, name: Value, value: Value) -> None:
    """Bind a name, or one that is not known."""

    def act(atom: Atom, at: State) -> Value:
        text = known(atom) if isinstance(atom, Text) else None
        if text is None:
            open_all(run, at, number, value)
        else:
            at.write((number, text), value)
        return just(NONE)

    each_alternative(run, name or run.unknown(), state, act)


def set_by_name(run: Run, state: State, owner: Value, name: Value, value: Value) -> None:
    """``setattr(owner, name, value)`` where it is not known which name it is."""

    def act(atom: Atom, at: State) -> Value:
        if isinstance(atom, Module):
            load(run, atom)
        number = atom.number if isinstance(atom, Names) else number_of(run, atom)
        if number is None:
            return just(NONE)
        if isinstance(atom, Instance) and isinstance(atom.type, Class):
            for inherited in _of_class(at, atom.type):
                open_location(run, at, (number, inherited), value)
        bind(run, at, number, name, value)
        return just(NONE)

    each_alternative(run, owner, state, act)


def open_all(run: Run, state: State, number: int, value: Value | None = None) -> None:
    """Any variable of a scope, or attribute of an object, may have been bound anew."""
    open_names(run, state, number, value, _may_be_bound)


def _may_be_bound(name: str, value: Value) -> bool:
    return not name.startswith("__") and not _is_kept(value)


def _is_kept(value: Value) -> bool:
    return all(isinstance(atom, KEPT) for _, atom in without_absent(value))


def _of_class(state: State, cls: Class) -> list[str]:
    """The names that an object has by its class, but for its methods."""
    return [
        name
        for base in lineage(cls)
        if isinstance(base, Class)
        for name in names_in(state, base.number)
        if not _is_kept(state.read((base.number, name)))
    ]


def snapshot(run: Run, state: State, names: Names) -> Dict:
    """A dictionary of the names as they are."""
    found = ((name, state.read((names.number, name))) for name in names_in(state, names.number))
    items = [(name, settled(run, value, state)) for name, value in found]
    return new_dict(run, state, items)


def update_names(run: Run, state: State, names: Names, given: Dict, rest: Value) -> None:
    """Bind the names that a dictionary has as keys; further ones may be bound to its rest."""
    for key in state.keys_of(given.number):
        value = state.read((given.number, ("item", key)))
        if isinstance(key, str):
            state.write((names.number, key), value)
    present = without_absent(rest)
    if present:
        wide = mapped(present, lambda a: just(run.fresh() if isinstance(a, Unknown) else a))
        open_all(run, state, names.number, wide)
        state.write((names.number, MORE_NAMES), wide)
