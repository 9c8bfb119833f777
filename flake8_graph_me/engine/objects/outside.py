"""Where attributes and items are kept: those of the program's own objects, and those that it sets
on objects from outside.
"""

from collections.abc import Hashable, Iterable

from flake8_graph_me.engine.domain.alternatives import (
    chosen_by,
    joined,
    just,
    mapped,
    under,
    where_absent,
    without_absent,
)
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    External,
    Function,
    Instance,
    Module,
    Names,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.elements.updates import update
from flake8_graph_me.engine.objects.may_change import open_mapping, open_names
from flake8_graph_me.engine.objects.modules import load
from flake8_graph_me.engine.objects.plain_attributes import PATCHES


def write_outside_item(
    run: Run, atom: Unknown | External, key: Hashable, value: Value, state: State
) -> None:
    """Set an item of an object from outside the program; its ``get`` method returns it, too."""
    get: Atom
    if isinstance(atom, External):
        get = External(f"{atom.name}.get")
    else:
        get = run.derived(atom, "attribute", "get")
    for owner in (atom, get):
        number = number_of(run, owner)
        if number is not None:
            run.escaped.note_outside(number, ("item", key))
            state.add_key(number, key)
            state.write((number, ("item", key)), value)


def update_outside(
    run: Run, atom: Unknown | External, sources: Iterable[Value], state: State
) -> None:
    """``mapping.update(…)`` of something outside of the program."""
    given = new_dict(run, state)
    for source in sources:
        update(run, state, given.number, source)
    for key in state.keys_of(given.number):
        value = state.read((given.number, ("item", key)))
        write_outside_item(run, atom, key, value, state)
    rest = without_absent(state.read((given.number, REST)))
    number = number_of(run, atom)
    if rest and number is not None:
        open_mapping(run, state, number, rest)


def outside_item(
    run: Run, atom: Atom, key: Hashable | None, otherwise: Value, state: State
) -> Value:
    """The item that the program has set on an object from outside; else the given default."""
    number = number_of(run, atom)
    if key is None or number is None:
        return otherwise
    stored = state.read((number, ("item", key)))
    rest = state.read((number, REST))
    if rest != NOTHING:
        among = mapped(rest, lambda each: _item_of_rest(run, each, key))
        otherwise = where_absent(among, otherwise)
    return where_absent(stored, otherwise) or otherwise


def _item_of_rest(run: Run, atom: Atom, key: Hashable) -> Value:
    return just(run.derived(atom, "item", key) if isinstance(atom, Unknown) else atom)


def default_outside(
    run: Run, atom: Unknown, key: Hashable, otherwise: Value, given: Value, state: State
) -> Value:
    """``mapping.setdefault(key, …)`` of something outside of the program: what the program has set
    there, what may be there from elsewhere, or the default, which is there from then on.
    """
    symbol = run.symbols.number(("default", run.number()))
    either = chosen_by(symbol, otherwise, given)
    value = outside_item(run, atom, key, either, state)
    write_outside_item(run, atom, key, value, state)
    return value


def has_items_for_attributes(run: Run, atom: Atom) -> bool:
    """Whether a row says of something outside of the program that its attributes are its items."""
    if not isinstance(atom, Unknown):
        return False
    rows = [run.rows.source(label.name) for label in atom.labels]
    return any(
        row is not None and row.alike and run.key("external", row.name) == atom.key for row in rows
    )


def number_of(run: Run, atom: Atom) -> int | None:
    """The number under which an object's attributes are kept; unknown objects have negative
    ones.
    """
    if isinstance(atom, Instance | Class | Function):
        return atom.number
    if isinstance(atom, Module):
        return atom.scope.number
    if isinstance(atom, Names) and atom.as_module:
        return atom.number
    if isinstance(atom, Unknown):
        return number_of_unknown(atom)
    if isinstance(atom, External):
        return -run.key("external", atom.name)
    return None


def number_of_unknown(atom: Unknown) -> int:
    """The number of an unknown object: below those of all objects that the program makes, whatever
    the sign of the key.
    """
    return -abs(atom.key)


def set_attribute(run: Run, value: Value, name: str, new: Value, state: State) -> None:
    """``value.name = new``: a strong update if the object is known, else a weak one."""
    for condition, atom in value:
        if isinstance(atom, Module):
            load(run, atom)
        if isinstance(atom, Function) and name in PATCHES:
            run.patched.add(atom.number)
        number = number_of(run, atom)
        if number is None:
            continue
        if number < 0:
            run.escaped.note_outside(number, name)
        if name == "__dict__":
            # Other attributes, which other names of the new dictionary may change.
            open_names(run, state, number)
            continue
        alike = has_items_for_attributes(run, atom)
        if not condition or len(value) == 1:
            changed = new
        else:
            old = state.read((number, ("item", name) if alike else name))
            alternatives = list(under(condition, new))
            for literal in sorted(condition, key=abs):
                alternatives.extend(under(frozenset((-literal,)), old))
            changed = joined(alternatives)
        if alike and isinstance(atom, Unknown):
            write_outside_item(run, atom, name, changed, state)
        else:
            state.write((number, name), changed)
