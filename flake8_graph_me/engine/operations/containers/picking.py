"""What takes some elements out of sequences, or combines those of several."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.domain.values import (
    External,
    List,
    Partial,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import any_element, known_elements, new_dict
from flake8_graph_me.engine.objects.elements.updates import update
from flake8_graph_me.engine.operations.containers.iteration import ITERATION_OPERATIONS, islice
from flake8_graph_me.engine.operations.containers.iterators import once
from flake8_graph_me.engine.operations.containers.own_iterators import iterated_by
from flake8_graph_me.engine.operations.text.strings import constant_number

MAX_COMBINED = 256
"""How many tuples of elements a product gives. Past it each is one of any elements."""
COMPOSED = External("composed")
Change = Callable[[tuple[Value, ...]], Value | None]


def _some(call: Invocation, items: Value | None) -> Value:
    """Any element of what is iterated over."""
    if items is None:
        return call.unknown()
    content = iterated_by(call, items)
    return mapped(content, lambda atom: any_element(call.run, call.state, atom))


def _changed(
    call: Invocation,
    items: Value | None,
    change: Change,
    otherwise: Value,
    used: int | None = None,
) -> Value:
    """What becomes of the elements if they are known; else what may come out all the same.

    ``used`` is how many of them are taken out of an iterator, None for all; of one that is not
    known any element may be left.
    """
    if items is None:
        return call.unknown()
    iterators = [atom for _, atom in items if isinstance(atom, List) and atom.once]
    some = [any_element(call.run, call.state, atom) for atom in iterators]
    found = known_elements(call.state, iterated_by(call, items))
    for atom, any_of in zip(iterators, some, strict=True):
        left = just(Tuple((), any_of))
        if found is not None:
            left = joined(
                pair
                for condition, all_of in found
                for pair in under(condition, just(Tuple(all_of[used:] if used is not None else ())))
            )
        call.state.write((atom.number, "content"), left)
    if found is None:
        return otherwise
    results = [(condition, change(all_of)) for condition, all_of in found]
    return joined(
        pair
        for condition, result in results
        for pair in under(condition, call.unknown() if result is None else result)
    )


def _element(at: int, used: int | None = None) -> Implementation:
    """The element at a place, or the default of a call where there is none; ``used`` elements are
    looked at for that, or all.
    """

    def operation(call: Invocation) -> Value:
        items, default = call.argument(0), call.argument(1, "default")

        def one(all_of: tuple[Value, ...]) -> Value | None:
            return all_of[at] if len(all_of) > max(at, -at - 1) else default

        return _changed(call, items, one, call.unknown(), used)

    return operation


def _nth(items_at: int) -> Implementation:
    """The element at a place that is given."""

    def operation(call: Invocation) -> Value:
        place = constant_number(call.argument(1 - items_at, "n"), -1)
        if place is None or place < 0:
            return call.unknown()
        arguments = Arguments([call.argument(items_at) or call.unknown()])
        return _element(place, place + 1)(replace(call, arguments=arguments))

    return operation


def _windows(call: Invocation, items: Value | None, length: int | None, step: int) -> Value:
    """The elements in tuples of a length, each a step behind the one before."""
    inner = just(Tuple((), just(Tuple((), call.unknown()))))
    if not length or length < 1:
        return inner

    def tuples(all_of: tuple[Value, ...]) -> Value:
        starts = range(0, len(all_of) - length + 1, step)
        return just(Tuple(tuple(just(Tuple(all_of[at : at + length])) for at in starts)))

    return _changed(call, items, tuples, inner)


def _by_length(step: int | None) -> Implementation:
    """Tuples of a length that comes first, one beside the other or, with a step, overlapping."""

    def operation(call: Invocation) -> Value:
        length = constant_number(call.argument(0, "n"), 0)
        if len(call.arguments.positional) != 2:
            return just(Tuple((), call.unknown()))
        return _windows(call, call.argument(1), length, step or length or 1)

    return operation


def _windowed(call: Invocation) -> Value:
    """Overlapping tuples; one that is too long for the elements is not known."""
    length = constant_number(call.argument(1, "n"), 0)
    found = _windows(call, call.argument(0, "seq"), length, 1)
    several = len(call.arguments.positional) != 2 or call.arguments.keywords
    return just(Tuple((), call.unknown())) if several or found == just(Tuple(())) else found


def _taken(call: Invocation) -> Value:
    """``take``: the first elements, as a list."""
    first, items = call.argument(0) or call.unknown(), call.argument(1) or call.unknown()
    return islice(replace(call, arguments=Arguments([items, first])))


def _all_known(call: Invocation, several: Sequence[Value]) -> list[tuple[Value, ...]] | None:
    columns = [known_elements(call.state, iterated_by(call, each)) for each in several]
    if any(found is None or len(found) != 1 for found in columns):
        return None
    return [found[0][1] for found in columns if found is not None]


def _product(call: Invocation) -> Value:
    several = call.arguments.more_positional is not None
    columns = None if several else _all_known(call, call.arguments.positional)
    count = 1
    for column in columns or ():
        count *= len(column)
    if columns is None or call.arguments.keywords or count > MAX_COMBINED:
        return just(Tuple((), just(Tuple((), call.unknown()))))
    return just(Tuple(tuple(just(Tuple(row)) for row in product(*columns))))


def _starred(call: Invocation) -> Value:
    """The results of a function for the elements of each element."""
    function, rows = call.argument(0) or call.unknown(), call.argument(1) or call.unknown()
    found = _all_known(call, [rows])
    each = [_all_known(call, [row]) for row in found[0]] if found is not None else [None]
    given = [row[0] for row in each if row is not None]
    if len(given) < len(each):
        return just(Tuple((), call.unknown()))
    return just(Tuple(tuple(call.call(function, Arguments(list(row))) for row in given)))


def _any_number(call: Invocation) -> Value:
    """The elements any number of times."""
    return just(Tuple((), _some(call, call.argument(0))))


def _repeated(call: Invocation) -> Value:
    return just(Tuple((), call.argument(0) or call.unknown()))


def _piped(call: Invocation) -> Value:
    """A value, handed from one function to the next."""
    if call.arguments.more_positional is not None or not call.arguments.positional:
        return call.unknown()
    value, *functions = call.arguments.positional
    for function in functions:
        value = call.call(function, Arguments([value]))
    return value


def _composing(*, left: bool) -> Implementation:
    """A function that calls others, each with what the one before gives."""

    def operation(call: Invocation) -> Value:
        functions = call.arguments.positional
        if call.arguments.more_positional is not None or not functions:
            return call.unknown()
        ordered = functions if left else functions[::-1]
        return just(Partial(COMPOSED, (just(Tuple(tuple(ordered))),), ()))

    return operation


def _composed(call: Invocation) -> Value:
    """Call such a function."""
    found = _all_known(call, [call.argument(0) or call.unknown()])
    if found is None:
        return call.unknown()
    first, *others = found[0]
    value = call.call(first, call.arguments.after(1))
    return _piped(replace(call, arguments=Arguments([value, *others])))


def _mapped_and_joined(call: Invocation) -> Value:
    results = ITERATION_OPERATIONS["builtins.map"](call)
    return ITERATION_OPERATIONS["chain-from"](replace(call, arguments=Arguments([results])))


def _merged(call: Invocation) -> Value:
    """A new dictionary with the items of all."""
    mapping = new_dict(call.run, call.state)
    for source in call.arguments.positional:
        update(call.run, call.state, mapping.number, source)
    plain = not call.arguments.keywords and call.arguments.more_positional is None
    several = len(call.arguments.positional) > 1
    return just(mapping) if plain and several else call.unknown()


PICKING_OPERATIONS: dict[str, Implementation] = {
    "first-element": _element(0, 1),
    "only-element": _element(0),
    "second-element": _element(1, 2),
    "last-element": _element(-1),
    "element-at": _nth(0),
    "element-at-first": _nth(1),
    "in-pairs": once(lambda call: _windows(call, call.argument(0), 2, 1)),
    "in-parts": once(_by_length(None)),
    "in-windows-by-first": once(_by_length(1)),
    "in-windows": once(_windowed),
    "take-elements": _taken,
    "every-combination": once(_product),
    "map-starred": once(_starred),
    "any-number": once(_any_number),
    "repeated": once(_repeated),
    "pipe": _piped,
    "compose": _composing(left=False),
    "compose-left": _composing(left=True),
    "composed": _composed,
    "map-and-join": _mapped_and_joined,
    "merged": _merged,
}
