"""Sequences: iterating over a value, single elements, and concatenation."""

from flake8_graph_me.engine.domain.alternatives import (
    constant,
    joined,
    just,
    mapped,
    under,
)
from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.texts import cut, known
from flake8_graph_me.engine.domain.values import (
    IMPOSSIBLE,
    NONE,
    Alternative,
    Atom,
    Class,
    Constant,
    Dict,
    External,
    Function,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import any_element, content
from flake8_graph_me.engine.objects.elements.held import held_by
from flake8_graph_me.engine.objects.elements.list_changes import scrambled
from flake8_graph_me.engine.objects.elements.mapping_items import items_of
from flake8_graph_me.engine.objects.elements.updates import any_item, is_mapping
from flake8_graph_me.syntax.class_bodies import assigned_names

MAX_KEPT = 1_000
"""How many elements of a growing sequence are told apart. Past it the sequence is any number of any
of them.
"""
MAX_CONTENTS = 6
"""How many ways in which one sequence may be filled are told apart. Past it the sequence is any
number of any of the elements.
"""
MAX_CHARACTERS = 32
"""How many characters of a text are walked over one by one. Past it each character is unknown."""
NAMED_TUPLE = "typing.NamedTuple"
"""The base, or supertype, of what is a tuple with names for its elements."""


def iterated(run: Run, state: State, value: Value) -> Value:
    """The elements that iterating over a value yields, as Tuples; unknown values yield unknown
    elements.
    """
    return mapped(value, lambda atom: _iterated_atom(run, state, atom))


def _iterated_atom(run: Run, state: State, atom: Atom) -> Value:
    if isinstance(atom, Tuple | List):
        found = content(state, atom)
        if isinstance(atom, List) and atom.once:
            state.write((atom.number, "content"), just(Tuple(())))
        return found
    if isinstance(atom, Dict) or is_mapping(atom, state):
        assert isinstance(atom, Dict | Instance)
        return items_of(run, state, atom.number, lambda key, _: key, lambda rest: rest)
    if isinstance(atom, Unknown):
        state.dead = state.dead or run.fails(just(atom))
        return just(Tuple((), just(run.element(atom))))
    if isinstance(atom, Text):
        return just(_characters(run, atom))
    if isinstance(atom, Class) and atom.style == "enum":
        return just(members(state, atom))
    held = held_by(run, atom, state)
    if held is not None:
        return iterated(run, state, held)
    if isinstance(atom, Instance):
        fields = tuple_fields(run, atom)
        if fields:
            kept = (state.read((atom.number, name)) for name in fields)
            return just(Tuple(tuple(run.unknown() if v == NOTHING else v for v in kept)))
    return just(Tuple((), just(run.element())))


def _characters(run: Run, text: Text) -> Tuple:
    plain = known(text)
    if plain is None or len(plain) > MAX_CHARACTERS or text.binary:
        return Tuple((), just(run.element()))
    return Tuple(tuple(just(cut(text, at, at + 1)) for at in range(len(plain))))


def members(state: State, cls: Class) -> Tuple:
    """The members of an enumeration in order."""
    assert cls.node is not None
    names = [name.value for name, _ in assigned_names(cls.node)]
    found = (state.read((cls.number, name)) for name in names if not name.startswith("_"))
    return Tuple(tuple(value for value in found if not _is_function(value)))


def _is_function(value: Value) -> bool:
    return len(value) == 1 and isinstance(value[0][1], Function)


def tuple_fields(run: Run, instance: Instance) -> tuple[str, ...]:
    """The names of a named tuple's elements; empty for any other value."""
    if isinstance(instance.type, str):
        return _parameters_of_tuple(run, instance.type)
    line = lineage(instance.type)
    if External(NAMED_TUPLE) not in line:
        return ()
    return tuple(n for cls in line if isinstance(cls, Class) for n, _ in cls.fields)


def _parameters_of_tuple(run: Run, type_name: str) -> tuple[str, ...]:
    """The parameters of a type, or of its nearest supertype, that is a named tuple."""
    row = run.rows.type(type_name)
    if row is None:
        return ()
    if NAMED_TUPLE in row.supertypes:
        return row.parameters
    found = (_parameters_of_tuple(run, supertype) for supertype in row.supertypes)
    return next((parameters for parameters in found if parameters), ())


def _with_end(found: Atom, more: Atom) -> Value:
    if not isinstance(found, Tuple) or not isinstance(more, Tuple):
        return just(Tuple((), None))
    if found.rest is not None or more.rest is not None:
        rests = [item for t in (found, more) for item in (*t.items, *([t.rest] if t.rest else ()))]
        return just(Tuple((), joined(pair for item in rests for pair in item)))
    if len(found.items) + len(more.items) > MAX_KEPT:
        every = (pair for item in (*found.items, *more.items) for pair in item)
        return just(Tuple((), joined(every)))
    return just(Tuple((*found.items, *more.items)))


def concatenated(first: Value, second: Value) -> Value:
    """Two contents one after the other; past a bound, any number of any of the elements."""
    both = mapped(first, lambda a: mapped(second, lambda b: _with_end(a, b)))
    if len(both) <= MAX_CONTENTS:
        return both
    items = [item for _, atom in both if isinstance(atom, Tuple) for item in atom.items]
    rests = [atom.rest for _, atom in both if isinstance(atom, Tuple) and atom.rest is not None]
    return just(Tuple((), joined(pair for item in (*items, *rests) for pair in item)))


def index_of(value: Value | None) -> int | None:
    """The number of an index, if it is known."""
    if value is not None and len(value) == 1 and isinstance(value[0][1], Constant):
        number = value[0][1].value
        return number if isinstance(number, int) else None
    return None


def in_order(call: Invocation, atom: Atom) -> Value:
    """The elements of a Tuple in order, if that is known; their key is called in any case."""
    if not isinstance(atom, Tuple):
        return just(atom)
    function = call.arguments.keywords.get("key")
    keys = [_order(call, function, item) for item in atom.parts]
    turned = call.arguments.keywords.get("reverse") or just(constant(value=False))
    known_turn = len(turned) == 1 and isinstance(turned[0][1], Constant)
    texts = [key for key in keys if isinstance(key, str)]
    numbers = [key for key in keys if isinstance(key, int | float)]
    ranks: list[str] | list[int | float] = texts or numbers
    if atom.rest is not None or len(ranks) < len(keys) or not known_turn:
        return just(scrambled(call.run, atom))
    pairs = sorted(
        zip(ranks, atom.items, strict=True),
        key=lambda pair: pair[0],
        reverse=turned == just(constant(value=True)),
    )
    return just(Tuple(tuple(item for _, item in pairs)))


def _order(call: Invocation, function: Value | None, item: Value) -> str | int | float | None:
    """By what an element is ordered, if that is known."""
    if function is not None and function != just(NONE):
        item = call.call(function, Arguments([item]))
    atom = item[0][1] if len(item) == 1 else None
    if isinstance(atom, Constant) and isinstance(atom.value, int | float):
        return atom.value
    return known(atom) if isinstance(atom, Text) else None


def backwards(atom: Atom) -> Value:
    """A Tuple in reverse order."""
    if not isinstance(atom, Tuple) or atom.rest is None:
        return just(Tuple(atom.items[::-1]) if isinstance(atom, Tuple) else atom)
    every = (pair for item in (*atom.items, atom.rest) for pair in item)
    return just(Tuple((), joined(every)))


def subscripted(run: Run, state: State, atom: Tuple | List, index: Atom) -> Value:
    """``sequence[index]`` for a single index."""
    position = index.value if isinstance(index, Constant) else None
    result: list[Alternative] = []
    for condition, found in content(state, atom):
        if not isinstance(found, Tuple):
            continue
        if isinstance(position, int) and found.rest is None:
            if -len(found.items) <= position < len(found.items):
                result.extend(under(condition, found.items[position]))
            continue
        if isinstance(position, int) and 0 <= position < len(found.items):
            result.extend(under(condition, found.items[position]))
            continue
        place = position if isinstance(position, int) else None
        for own, element in any_element(run, state, found, place):
            both = conjoin(condition, own)
            if both is not None:
                result.append((both, element))
    if not result and isinstance(position, int) and _is_past(content(state, atom), position):
        return IMPOSSIBLE
    return joined(result) if result else run.unknown()


def _is_past(contents: Value, position: int) -> bool:
    """Whether all contents are known, and none has an element at this position."""
    return all(
        isinstance(found, Tuple)
        and found.rest is None
        and not -len(found.items) <= position < len(found.items)
        for _, found in contents
    )


def any_of(run: Run, state: State, atom: Atom) -> Value:
    """Some element or item of a container."""
    if isinstance(atom, Dict):
        return any_item(run, state, atom.number)
    return any_element(run, state, atom)
