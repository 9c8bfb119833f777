"""Methods of lists and sets, and the builtins that walk over sequences."""

from flake8_graph_me.engine.conditions import conjoin
from flake8_graph_me.engine.invocation import Invocation, Operation
from flake8_graph_me.engine.objects import (
    MAX_ITEMS,
    any_element,
    any_item,
    content,
    elements,
    known_elements,
    new_listing,
)
from flake8_graph_me.engine.operations.mappings import key_value
from flake8_graph_me.engine.run import Arguments, Run
from flake8_graph_me.engine.state import State
from flake8_graph_me.engine.values import (
    NONE,
    Alternative,
    Atom,
    Constant,
    Listing,
    Mapping,
    Opaque,
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
    return just(Tuple((), run.unknown()))


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
    if position == just(constant(0)):
        return _changed(call, concatenated(just(Tuple((item,))), _contents(call)))
    rest = joined([*any_element(call.run, call.state, call.receiver), *item])
    return _changed(call, just(Tuple((), rest)))


def _pop(call: Invocation) -> Value:
    if not isinstance(call.receiver, Listing):
        return call.unknown()
    found = elements(call.state, call.receiver)
    at = call.argument(0)
    if found and (at is None or at == just(constant(0))):
        _changed(call, just(Tuple(found[1:] if at is not None else found[:-1])))
        return found[0 if at is not None else -1]
    return any_element(call.run, call.state, call.receiver)


def _scramble(call: Invocation) -> Value:
    if isinstance(call.receiver, Listing):
        rest = any_element(call.run, call.state, call.receiver)
        _changed(call, just(Tuple((), rest)))
    return just(NONE)


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


def _walked(call: Invocation, reverse: bool) -> Value:  # one of two directions
    items = call.argument(0)
    if items is None:
        return call.unknown()

    def turned(atom: Atom) -> Value:
        if reverse and isinstance(atom, Tuple):
            return just(Tuple(atom.items[::-1], atom.rest))
        return just(atom)

    return mapped(iterated(call.run, call.state, items), turned)


def _range(call: Invocation) -> Value:
    bounds = [value[0][1] for value in call.arguments.positional if len(value) == 1]
    known = [a.value for a in bounds if isinstance(a, Constant) and isinstance(a.value, int)]
    if len(known) == len(call.arguments.positional) in (1, 2, 3) and known[2:] != [0]:
        numbers = range(*known)
        if len(numbers) <= MAX_ITEMS:
            return just(Tuple(tuple(just(constant(number)) for number in numbers)))
    return just(Tuple((), call.unknown()))


def _zip(call: Invocation) -> Value:
    columns = []
    for value in call.arguments.positional:
        found = known_elements(call.state, iterated(call.run, call.state, value))
        if found is None or len(found) != 1:
            rests = tuple(
                mapped(
                    iterated(call.run, call.state, each),
                    lambda atom: any_element(call.run, call.state, atom),
                )
                for each in call.arguments.positional
            )
            return just(Tuple((), just(Tuple(rests))))
        columns.append(found[0][1])
    return just(Tuple(tuple(just(Tuple(row)) for row in zip(*columns, strict=False))))


def _enumerate(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return call.unknown()

    def numbered(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        pairs = tuple(
            just(Tuple((just(constant(index)), item))) for index, item in enumerate(atom.items)
        )
        rest = None if atom.rest is None else just(Tuple((call.unknown(), atom.rest)))
        return just(Tuple(pairs, rest))

    return mapped(iterated(call.run, call.state, items), numbered)


def _map(call: Invocation) -> Value:
    function, items = call.argument(0), call.argument(1)
    if function is None or items is None:
        return call.unknown()

    def applied(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        done = tuple(call.call(function, Arguments([item])) for item in atom.items)
        rest = None if atom.rest is None else call.call(function, Arguments([atom.rest]))
        return just(Tuple(done, rest))

    return mapped(iterated(call.run, call.state, items), applied)


def _filter(call: Invocation) -> Value:
    items = call.argument(1)
    if items is None:
        return call.unknown()
    inner = mapped(
        iterated(call.run, call.state, items),
        lambda atom: any_element(call.run, call.state, atom),
    )
    return just(Tuple((), inner))


def _next(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return call.unknown()
    default = call.argument(1, "default")

    def first(atom: Atom) -> Value:
        if isinstance(atom, Tuple) and atom.rest is None and atom.items:
            return atom.items[0]
        if isinstance(atom, Tuple) and not atom.items and atom.rest is None:
            return default or ()
        found = any_element(call.run, call.state, atom)
        if default is None:
            return found
        symbol = call.run.symbols.number(("next", call.run.number()))
        return joined([*under(frozenset((symbol,)), found), *under(frozenset((-symbol,)), default)])

    return mapped(iterated(call.run, call.state, items), first)


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
    "list.appendleft": _scramble,
    "list.extend": _extend,
    "list.update": _extend,
    "list.insert": _insert,
    "list.pop": _pop,
    "list.popleft": _pop,
    "list.reverse": _scramble,
    "list.sort": _scramble,
    "list.remove": _scramble,
    "list.copy": _copied,
    "builtins.list": _listed,
    "builtins.set": _listed,
    "builtins.frozenset": _tupled,
    "builtins.tuple": _tupled,
    "builtins.iter": _tupled,
    "builtins.aiter": _tupled,
    "builtins.range": _range,
    "builtins.reversed": lambda call: _walked(call, reverse=True),
    "builtins.sorted": lambda call: _walked(call, reverse=False),
    "builtins.zip": _zip,
    "builtins.enumerate": _enumerate,
    "builtins.map": _map,
    "builtins.filter": _filter,
    "builtins.next": _next,
    "builtins.anext": _next,
}
