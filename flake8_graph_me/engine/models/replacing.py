"""What a program puts in the place of other code for a while, and what no longer runs then.

A *replacer* is an object that does so while it is entered, from its start to its stop, or around
each call of a function that it decorates. Its *places* are what it writes: each an owner, the name
of an attribute, and the new value. A *stand-in* is an object that does nothing, whatever is done
with it. Must not know any particular library: it reads rows.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped, without_absent
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Atom,
    Class,
    External,
    Function,
    Instance,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.passing_on import canonical, does_the_same
from flake8_graph_me.engine.objects.outside import number_of
from flake8_graph_me.engine.relevance.reach import below, functions_of
from flake8_graph_me.syntax.decorators import decorator_names
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.text import Literal

PLACES = ("places",)
"""The location of the places of a replacer that are its own: a Tuple of Tuples."""
ANYTHING = "*"
"""Stands for a place that is not known: whatever is called may be something else."""


def place_of(dotted: str, new: Value) -> Tuple:
    """The place of something outside of the analysed code, by its dotted name."""
    owner, _, name = dotted.rpartition(".")
    return Tuple((just(External(owner)), just(Text((Literal(name),))), new))


def _row_of(run: Run, atom: Atom) -> rows.Type | None:
    modelled = isinstance(atom, Instance) and isinstance(atom.type, str)
    return run.rows.type(atom.type) if modelled else None  # type: ignore[union-attr, arg-type]  # mypy does not follow the name


def replacer_of(run: Run, atom: Atom) -> rows.Type | None:
    """The row of a replacer's type; None if an atom is none."""
    row = _row_of(run, atom)
    return row if row is not None and row.replaces is not None else None


def is_stand_in(run: Run, atom: Atom) -> bool:
    """Whether an atom is a stand-in."""
    row = _row_of(run, atom)
    return row is not None and row.stands_in != ""


def stand_in(run: Run, owner: Instance, *parts: Hashable) -> Value:
    """What a stand-in gives for an attribute or a call: another one, the same each time."""
    row = _row_of(run, owner)
    kind = owner.type if row is None or not row.stands_in else row.stands_in
    return just(Instance(run.key("stand-in", owner.number, *parts), kind))


def within(run: Run, value: Value, replacer: Atom, state: State) -> Value:
    """Functions with a replacer around each call; of a class the methods that are tests."""
    return mapped(value, lambda atom: just(_within(run, atom, replacer, state)))


def _within(run: Run, atom: Atom, replacer: Atom, state: State) -> Atom:
    if isinstance(atom, Class):
        for made in list(run.functions.values()):
            method = made[-1]
            row = run.rows.for_tests(method.name)
            if method.owner == atom and row is not None and not row.lasts:
                state.write((atom.number, method.name), just(_within(run, method, replacer, state)))
        return atom
    if not isinstance(atom, Function):
        return atom
    both = replace(atom, within=(*atom.within, replacer))
    run.functions.setdefault(atom.node, []).append(both)
    return both


def hands_in(run: Run, replacer: Atom, state: State) -> bool:
    """Whether the function that a replacer is entered around gets what entering it gives."""
    row = replacer_of(run, replacer)
    assert isinstance(replacer, Instance)
    own = state.read((replacer.number, "handed"))
    return own == just(constant(value=True)) or (row is not None and row.handed)


def begin(run: Run, replacer: Instance, frame: Frame, state: State, *, lasting: bool) -> Value:
    """Replace what a replacer is to replace, and remember what was there; returns the last new
    value, or nothing if there is no place. ``lasting`` says that nothing is known to end it.
    """
    given: Value = ()
    for location, new in _places(run, replacer, state):
        run.replaced[location] = run.replaced.get(location, False) or (
            lasting and _outlives(run, frame)
        )
        state.write((replacer.number, ("replaced", location)), state.stored(location))
        state.write(location, new)
        given = new
    return given


def _outlives(run: Run, frame: Frame) -> bool:
    """Whether what a frame leaves is there when others run: after what sets up tests."""
    if not frame.assumed or not frame.sites:
        return False
    functions = functions_of(run.trees.values())
    setting_up = [each for each in functions if _sets_up(run, each)]
    return frame.sites[0].node in below(functions, setting_up)[0]


def _sets_up(run: Run, function: cst.FunctionDef) -> bool:
    """Whether a framework calls a function before tests, by its name or by a decorator."""
    names = {function.name.value, *decorator_names(function)}
    found = [run.rows.for_tests(name) for name in names]
    return any(row is not None and row.lasts for row in found)


def end(run: Run, replacer: Instance, frame: Frame, state: State) -> None:
    """Put back what was there before. Of a function that yields in between others run meanwhile."""
    for location, _ in reversed(list(_places(run, replacer, state))):
        run.replaced[location] = run.replaced.get(location, False) or bool(frame.yields)
        state.write(location, state.stored((replacer.number, ("replaced", location))))


def _places(run: Run, replacer: Instance, state: State) -> Iterator[tuple[Location, Value]]:
    """The locations that a replacer writes: those of its row, and its own."""
    row = replacer_of(run, replacer)
    names = () if row is None or row.replaces is None else row.replaces
    standing = just(replacer)
    for place in (*(place_of(name, standing) for name in names), *_own(replacer, state)):
        owners, attribute, new = place.items
        for _, owner in owners:
            number = number_of(run, _canonical(run, owner))
            for _, text in attribute:
                name = known(text) if isinstance(text, Text) else None
                if number is not None and name is not None:
                    yield (number, name), new


def _own(replacer: Instance, state: State) -> Iterator[Tuple]:
    for _, places in state.read((replacer.number, PLACES)):
        for item in places.items if isinstance(places, Tuple) else ():
            yield from (place for _, place in item if isinstance(place, Tuple))


def _canonical(run: Run, owner: Atom) -> Atom:
    """An owner under the name by which rows know it."""
    return External(canonical(run, owner.name)) if isinstance(owner, External) else owner


def in_place_of(run: Run, dotted: str, state: State) -> Value:
    """What the program has put in the place of something outside; nothing if it has not."""
    return without_absent(_held_at(run, dotted, state))


def _held_at(run: Run, dotted: str, state: State) -> Value:
    if not run.replaced and not run.escaped.outside:
        return NOTHING
    owner, _, name = dotted.rpartition(".")
    number = number_of(run, _canonical(run, External(owner)))
    return NOTHING if number is None else state.read((number, name))


def any_replaced(run: Run, names: Iterable[str], state: State) -> bool:
    """Whether the program has surely put something in the place of one of these that does not do
    the same.
    """

    def is_there(name: str, atom: Atom) -> bool:
        return atom is ABSENT or does_the_same(run, canonical(run, name), atom, state)

    held = ((name, _held_at(run, name, state)) for name in (*names, ANYTHING))
    return any(value and not any(is_there(name, atom) for _, atom in value) for name, value in held)


def forget_replaced(run: Run) -> None:
    """Forget the sink calls of entered functions that go by what another function has replaced for
    longer than it runs.
    """
    lasting = {location for location, lasts in run.replaced.items() if lasts}
    if lasting:
        run.events.sink_calls[:] = [
            call
            for call in run.events.sink_calls
            if not call.assumed or lasting.isdisjoint(_locations(run, call.row))
        ]


def _locations(run: Run, row: rows.Call) -> Iterator[Location]:
    """The locations of what a sink goes by."""
    below = () if row.sink is None else row.sink.below
    for dotted in (row.name, *below, ANYTHING):
        owner, _, name = dotted.rpartition(".")
        number = number_of(run, _canonical(run, External(owner)))
        if number is not None:
            yield number, name
