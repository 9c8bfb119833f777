"""Sequences: what iterating over a value gives, single elements, methods of lists and sets."""

from collections.abc import Hashable
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.attributes import lineage
from flake8_graph_me.engine.conditions import conjoin
from flake8_graph_me.engine.invocation import Invocation, Operation
from flake8_graph_me.engine.objects import (
    any_element,
    any_item,
    content,
    elements,
    key_of,
    new_listing,
)
from flake8_graph_me.engine.operations.mappings import key_value
from flake8_graph_me.engine.run import Arguments, Run
from flake8_graph_me.engine.state import State
from flake8_graph_me.engine.texts import cut, known
from flake8_graph_me.engine.values import (
    IMPOSSIBLE,
    NONE,
    Alternative,
    Atom,
    Class,
    Constant,
    External,
    Instance,
    Listing,
    Mapping,
    Opaque,
    Text,
    Tuple,
    Value,
    constant,
    joined,
    just,
    mapped,
    under,
    without_absent,
)

MAX_KEPT = 48
"""How many elements of a growing sequence are told apart."""
MAX_CONTENTS = 6
"""How many ways in which one sequence may be filled are told apart."""
MAX_CHARACTERS = 32
"""How long a text may be to be walked over character by character."""


def iterated(run: Run, state: State, value: Value) -> Value:
    """The value as Tuples of what iterating over it gives; unknown things give unknown elements."""
    return mapped(value, lambda atom: _iterated_atom(run, state, atom))


def _iterated_atom(run: Run, state: State, atom: Atom) -> Value:
    if isinstance(atom, Tuple | Listing):
        return content(state, atom)
    if isinstance(atom, Mapping):
        keys = tuple(key_value(key) for key in state.keys_of(atom.number))
        rest = without_absent(state.read((atom.number, ("rest",))))
        return just(Tuple(keys, run.unknown() if rest else None))
    if isinstance(atom, Opaque):
        return just(Tuple((), just(run.derived(atom, "element"))))
    if isinstance(atom, Text):
        return just(_characters(run, atom))
    if isinstance(atom, Class) and atom.style == "enum":
        return just(_members(state, atom))
    if isinstance(atom, Instance):
        fields = tuple_fields(atom)
        if fields:
            return just(Tuple(tuple(state.read((atom.number, name)) for name in fields)))
    return just(Tuple((), run.unknown()))


def _characters(run: Run, text: Text) -> Tuple:
    plain = known(text)
    if plain is None or len(plain) > MAX_CHARACTERS or text.binary:
        return Tuple((), run.unknown())
    return Tuple(tuple(just(cut(text, at, at + 1)) for at in range(len(plain))))


def _members(state: State, cls: Class) -> Tuple:
    """The members of an enumeration in order."""
    assert cls.node is not None
    names = [
        target.target.value
        for line in cls.node.body.body
        for small in (line.body if isinstance(line, cst.SimpleStatementLine) else ())
        if isinstance(small, cst.Assign)
        for target in small.targets
        if isinstance(target.target, cst.Name)
    ]
    return Tuple(tuple(state.read((cls.number, name)) for name in names))


def tuple_fields(instance: Instance) -> tuple[str, ...]:
    """The names of a named tuple's elements; empty for what is no named tuple."""
    if not isinstance(instance.type, Class):
        return ()
    line = lineage(instance.type)
    if External("typing.NamedTuple") not in line:
        return ()
    return tuple(n for cls in line if isinstance(cls, Class) for n, _ in cls.fields)


def _changed(call: Invocation, value: Value) -> Value:
    assert isinstance(call.receiver, Listing)
    call.state.write((call.receiver.number, "content"), value)
    return just(NONE)


def _contents(call: Invocation) -> Value:
    if isinstance(call.receiver, Tuple | Listing):
        return content(call.state, call.receiver)
    return just(Tuple((), call.unknown()))


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
    """Two contents one after the other; past a bound they are any number of any of the elements."""
    both = mapped(first, lambda a: mapped(second, lambda b: _with_end(a, b)))
    if len(both) <= MAX_CONTENTS:
        return both
    items = [item for _, atom in both if isinstance(atom, Tuple) for item in atom.items]
    rests = [atom.rest for _, atom in both if isinstance(atom, Tuple) and atom.rest is not None]
    return just(Tuple((), joined(pair for item in (*items, *rests) for pair in item)))


def _append(call: Invocation) -> Value:
    item = call.argument(0)
    if not isinstance(call.receiver, Listing) or item is None:
        return just(NONE)
    return _changed(call, concatenated(_contents(call), just(Tuple((item,)))))


def _extend(call: Invocation) -> Value:
    items = call.argument(0)
    if not isinstance(call.receiver, Listing) or items is None:
        return just(NONE)
    more = iterated(call.run, call.state, items)
    return _changed(call, concatenated(_contents(call), more))


def _insert(call: Invocation) -> Value:
    position, item = call.argument(0), call.argument(1)
    if not isinstance(call.receiver, Listing) or item is None:
        return just(NONE)
    found, at = elements(call.state, call.receiver), _number(position)
    if position == just(constant(0)):
        return _changed(call, concatenated(just(Tuple((item,))), _contents(call)))
    if found is None or at is None:
        rest = joined([*any_element(call.run, call.state, call.receiver), *item])
        return _changed(call, just(Tuple((), rest)))
    return _changed(call, just(Tuple((*found[:at], item, *found[at:]))))


def _append_left(call: Invocation) -> Value:
    return _insert(replace(call, arguments=Arguments([just(constant(0)), *_given(call)])))


def _pop_left(call: Invocation) -> Value:
    return _pop(replace(call, arguments=Arguments([just(constant(0))])))


def _given(call: Invocation) -> list[Value]:
    return call.arguments.positional


def _number(value: Value | None) -> int | None:
    if value is not None and len(value) == 1 and isinstance(value[0][1], Constant):
        number = value[0][1].value
        return number if isinstance(number, int) else None
    return None


def _pop(call: Invocation) -> Value:
    if not isinstance(call.receiver, Listing):
        return call.unknown()
    found = elements(call.state, call.receiver)
    at = -1 if call.argument(0) is None else _number(call.argument(0))
    if found is None or at is None:
        some = any_element(call.run, call.state, call.receiver)
        _scramble(call)
        return some
    if not -len(found) <= at < len(found):
        call.state.dead = True
        return IMPOSSIBLE
    _changed(call, just(Tuple(_without(found, at))))
    return found[at]


def _without(found: tuple[Value, ...], at: int) -> tuple[Value, ...]:
    at %= len(found)
    return (*found[:at], *found[at + 1 :])


def delete_index(run: Run, state: State, listing: Listing, index: Value) -> None:
    """``del sequence[index]``."""
    found, at = elements(state, listing), _number(index)
    if found is not None and at is not None and -len(found) <= at < len(found):
        left = Tuple(_without(found, at))
    else:
        left = Tuple((), any_element(run, state, listing))
    state.write((listing.number, "content"), just(left))


def _scramble(call: Invocation) -> Value:
    if isinstance(call.receiver, Listing):
        rest = any_element(call.run, call.state, call.receiver)
        _changed(call, just(Tuple((), rest)))
    return just(NONE)


def _remove(call: Invocation) -> Value:
    """Remove the first element that is equal, if it is known which one that is."""
    item = call.argument(0)
    keys = _keys(call)
    wanted = key_of(item[0][1]) if item is not None and len(item) == 1 else None
    if keys is None or wanted is None:
        return _scramble(call)
    if wanted not in keys:
        return just(NONE)
    assert isinstance(call.receiver, Listing)
    found = elements(call.state, call.receiver) or ()
    return _changed(call, just(Tuple(_without(found, keys.index(wanted)))))


def _keys(call: Invocation) -> list[Hashable] | None:
    """What the receiver's elements are, if all of that is known."""
    found = elements(call.state, call.receiver) if call.receiver is not None else None
    if found is None or not isinstance(call.receiver, Listing):
        return None
    keys = [key_of(value[0][1]) if len(value) == 1 else None for value in found]
    return None if None in keys else keys


def _sort(call: Invocation) -> Value:
    return _changed(call, mapped(_contents(call), lambda atom: in_order(call, atom)))


def in_order(call: Invocation, atom: Atom) -> Value:
    """The elements of a Tuple in order, if that is known."""
    if not isinstance(atom, Tuple):
        return just(atom)
    texts = [known(v[0][1]) for v in atom.items if len(v) == 1 and isinstance(v[0][1], Text)]
    known_texts = [text for text in texts if text is not None]
    if call.arguments.keywords or len(known_texts) < len(atom.items) or atom.rest is not None:
        return just(Tuple((), any_element(call.run, call.state, atom)))
    ranked = sorted(zip(known_texts, atom.items, strict=True), key=lambda pair: pair[0])
    return just(Tuple(tuple(item for _, item in ranked)))


def _reverse(call: Invocation) -> Value:
    return _changed(call, mapped(_contents(call), backwards))


def backwards(atom: Atom) -> Value:
    """A Tuple from its end to its start."""
    if not isinstance(atom, Tuple) or atom.rest is None:
        return just(Tuple(atom.items[::-1]) if isinstance(atom, Tuple) else atom)
    every = (pair for item in (*atom.items, atom.rest) for pair in item)
    return just(Tuple((), joined(every)))


def _clear(call: Invocation) -> Value:
    return _changed(call, just(Tuple(())))


def _listed(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return just(new_listing(call.run, call.state, ()))
    listing = Listing(call.run.number())
    call.state.write((listing.number, "content"), iterated(call.run, call.state, items))
    return just(listing)


def _tupled(call: Invocation) -> Value:
    items = call.argument(0)
    return just(Tuple(())) if items is None else iterated(call.run, call.state, items)


def _copied(call: Invocation) -> Value:
    listing = Listing(call.run.number())
    call.state.write((listing.number, "content"), _contents(call))
    return just(listing)


def subscripted(run: Run, state: State, atom: Tuple | Listing, index: Atom) -> Value:
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
        for own, element in any_element(run, state, found):
            both = conjoin(condition, own)
            if both is not None:
                result.append((both, element))
    return joined(result) if result else run.unknown()


def any_of(run: Run, state: State, atom: Atom) -> Value:
    """An element or item of a container, not known which."""
    if isinstance(atom, Mapping):
        return any_item(run, state, atom.number)
    return any_element(run, state, atom)


SEQUENCE_OPERATIONS: dict[str, Operation] = {
    "list.append": _append,
    "list.add": _append,
    "list.appendleft": _append_left,
    "list.extend": _extend,
    "list.update": _extend,
    "list.insert": _insert,
    "list.pop": _pop,
    "list.popleft": _pop_left,
    "list.reverse": _reverse,
    "list.sort": _sort,
    "list.remove": _remove,
    "list.discard": _remove,
    "list.clear": _clear,
    "list.copy": _copied,
    "builtins.list": _listed,
    "builtins.set": _listed,
    "builtins.frozenset": _tupled,
    "builtins.tuple": _tupled,
    "builtins.iter": _tupled,
    "builtins.aiter": _tupled,
}
