"""The builtins that iterate over sequences."""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import constant, joined, just, mapped, under
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Constant,
    List,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.branching import outcomes
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import (
    any_element,
    known_elements,
)
from flake8_graph_me.engine.operations.containers.iterators import once
from flake8_graph_me.engine.operations.containers.own_iterators import iterated_by
from flake8_graph_me.engine.operations.containers.sequences import (
    backwards,
    concatenated,
    in_order,
)
from flake8_graph_me.engine.operations.text.strings import constant_number

MAX_NUMBERS = 256
"""How many numbers of a ``range`` are told apart. Past it each number is unknown."""


def _reversed(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return call.unknown()
    return mapped(iterated_by(call, items), backwards)


def _sorted(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return call.unknown()
    ordered = mapped(iterated_by(call, items), lambda atom: in_order(call, atom))
    sequence = List(call.run.number())
    call.state.write((sequence.number, "content"), ordered)
    return just(sequence)


def _range(call: Invocation) -> Value:
    bounds = [value[0][1] for value in call.arguments.positional if len(value) == 1]
    known = [a.value for a in bounds if isinstance(a, Constant) and isinstance(a.value, int)]
    if len(known) == len(call.every_argument()) in (1, 2, 3) and known[2:] != [0]:
        numbers = range(*known)
        if not numbers[MAX_NUMBERS:]:
            return just(Tuple(tuple(just(constant(number)) for number in numbers)))
    return just(Tuple((), just(call.run.element())))


def _zip(call: Invocation) -> Value:
    """Rows of elements; of an iterator that stands for several columns it is not known which."""
    sources = [a for v in call.arguments.positional for _, a in v if isinstance(a, List) and a.once]
    if len(sources) != len(set(sources)):
        row = tuple(_any_of(call, each) for each in call.arguments.positional)
        return just(Tuple((), just(Tuple(row, _any_of_more(call)))))
    before = {one: any_element(call.run, call.state, one) for one in sources}
    rows = _rows(call)
    if isinstance(rows[0][1], Tuple) and len(call.every_argument()) > 1:
        for one, some in before.items():
            # The shortest column ends all others.
            call.state.write((one.number, "content"), just(Tuple((), some)))
    return rows


def _any_of(call: Invocation, value: Value) -> Value:
    return mapped(value, lambda atom: any_element(call.run, call.state, atom))


def _any_of_more(call: Invocation) -> Value | None:
    """An element of any of the iterables that are spread."""
    more = call.arguments.more_positional
    return None if more is None else _any_of(call, iterated_by(call, more))


def _rows(call: Invocation) -> Value:
    if call.arguments.more_positional is not None:
        return _rows_of_many(call, call.arguments.more_positional)
    columns = []
    contents = [iterated_by(call, value) for value in call.arguments.positional]
    for content in contents:
        found = known_elements(call.state, content)
        if found is None or len(found) != 1:
            rests = tuple(_any_of(call, each) for each in contents)
            return just(Tuple((), just(Tuple(rests))))
        columns.append(found[0][1])
    return just(Tuple(tuple(just(Tuple(row)) for row in zip(*columns, strict=False))))


def _rows_of_many(call: Invocation, more: Value) -> Value:
    """Rows of which it is not known how many elements they have."""
    found = known_elements(call.state, iterated_by(call, more))
    if found is not None and len(found) == 1 and not call.arguments.positional:
        return just(Tuple(tuple(just(Tuple((), item)) for item in found[0][1])))
    first = tuple(_any_of(call, iterated_by(call, each)) for each in call.arguments.positional)
    return just(Tuple((), just(Tuple(first, _any_of_more(call)))))


def _enumerate(call: Invocation) -> Value:
    items, start = call.argument(0), call.argument(1, "start") or just(constant(0))
    if items is None:
        return call.unknown()
    first = start[0][1].value if len(start) == 1 and isinstance(start[0][1], Constant) else None

    def numbered(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        pairs = tuple(
            just(Tuple((call.unknown() if first is None else just(constant(index)), item)))
            for index, item in enumerate(atom.items, first if isinstance(first, int) else 0)
        )
        rest = None if atom.rest is None else just(Tuple((call.unknown(), atom.rest)))
        return just(Tuple(pairs, rest))

    return mapped(iterated_by(call, items), numbered)


def _map(call: Invocation) -> Value:
    function = call.argument(0)
    if function is None or len(call.every_argument()) < 2:
        return call.unknown()
    rows = _zip(replace(call, arguments=call.arguments.after(1)))

    def applied(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        done = tuple(call.call(function, _row(item)) for item in atom.items)
        rest = None if atom.rest is None else call.call(function, _row(atom.rest))
        return just(Tuple(done, rest))

    return mapped(rows, applied)


def _row(value: Value) -> Arguments:
    """The elements of one tuple from ``zip``, as arguments."""
    ((_, atom),) = value
    assert isinstance(atom, Tuple)
    return Arguments(list(atom.items), more_positional=atom.rest)


def _filter(call: Invocation) -> Value:
    """The elements that pass the test, if it is decided for each of them."""
    function, items = call.argument(0), call.argument(1)
    if function is None or items is None:
        return call.unknown()

    def passed(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        kept: list[Value] = []
        for item in (*atom.items, *(() if atom.rest is None else (atom.rest,))):
            test = item if function == just(NONE) else call.call(function, Arguments([item]))
            holds, fails = outcomes(call.run, test, call.state)
            if holds and (fails or atom.rest is not None):
                return just(Tuple((), any_element(call.run, call.state, atom)))
            if holds:
                kept.append(item)
        return just(Tuple(tuple(kept)))

    return mapped(iterated_by(call, items), passed)


def islice(call: Invocation) -> Value:
    """The elements between two places, in steps. Of an iterator those behind are still left."""
    items, bounds = call.argument(0), call.arguments.positional[1:]
    if items is None:
        return call.unknown()
    known = [None if bound == just(NONE) else constant_number(bound, 0) or 0 for bound in bounds]
    told = 0 < len(bounds) <= 3 and all(map(_is_place, bounds)) and known[2:] != [0]
    told = told and call.arguments.more_positional is None
    ends = slice(*known) if told else slice(None)

    def cut(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        if not told or (atom.rest is not None and (ends.stop or MAX_NUMBERS) > len(atom.items)):
            return just(Tuple((), any_element(call.run, call.state, atom)))
        return just(Tuple(atom.items[ends]))

    def left(atom: Atom) -> Value:
        if not told or not isinstance(atom, Tuple):
            return just(Tuple((), any_element(call.run, call.state, atom)))
        behind = () if ends.stop is None else atom.items[ends.stop :]
        return just(Tuple(behind, atom.rest))

    source = items[0][1] if len(items) == 1 else None
    content = iterated_by(call, items)
    if isinstance(source, List) and source.once:
        call.state.write((source.number, "content"), mapped(content, left))
    return mapped(content, cut)


def _is_place(bound: Value) -> bool:
    """Whether a bound is None or a known number that is not negative."""
    number = constant_number(bound, 0)
    return bound == just(NONE) or (number is not None and number >= 0)


def _reduce(call: Invocation) -> Value:
    """The elements combined from left to right, starting with the first or the initial value."""
    function, items = call.argument(0, "function"), call.argument(1, "iterable")
    if function is None or items is None:
        return call.unknown()
    initial = call.argument(2, "initial")

    def together(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        found = [*([] if initial is None else [initial]), *atom.items]
        if atom.rest is not None or not found:
            call.call(function, Arguments([call.unknown(), call.unknown()]))
            return call.unknown()
        whole = found[0]
        for item in found[1:]:
            whole = call.call(function, Arguments([whole, item]))
        return whole

    return mapped(iterated_by(call, items), together)


def _chain(call: Invocation) -> Value:
    """The elements of all arguments, one argument after the other."""
    whole = just(Tuple(()))
    for items in call.arguments.positional:
        whole = concatenated(whole, iterated_by(call, items))
    more = _any_of_more(call)
    return whole if more is None else concatenated(whole, just(Tuple((), more)))


def _chain_from(call: Invocation) -> Value:
    """The elements of all elements of the argument."""
    given = call.argument(0, "iterable")
    found = known_elements(call.state, iterated_by(call, given)) if given else None
    if found is None or len(found) != 1:
        return just(Tuple((), call.unknown()))
    return _chain(replace(call, arguments=Arguments(list(found[0][1]))))


def _batched(items_at: int) -> Implementation:  # the place of the items, the other one's is theirs
    """The elements in tuples of a length; the last one may be shorter."""

    def operation(call: Invocation) -> Value:
        items = call.argument(items_at, "iterable")
        number = constant_number(call.argument(1 - items_at, "n"), 0)
        content = () if items is None else iterated_by(call, items)
        found = known_elements(call.state, content) if items is not None else None
        if not found or not number or number < 1:
            inner = mapped(content, lambda atom: any_element(call.run, call.state, atom))
            return just(Tuple((), just(Tuple((), inner or call.unknown()))))
        return joined(
            pair
            for condition, all_of in found
            for pair in under(condition, just(_in_tuples(all_of, number)))
        )

    return operation


def _in_tuples(elements: tuple[Value, ...], length: int) -> Tuple:
    starts = range(0, len(elements), length)
    return Tuple(tuple(just(Tuple(elements[start : start + length])) for start in starts))


ITERATION_OPERATIONS: dict[str, Implementation] = {
    "builtins.range": _range,
    "builtins.reversed": once(_reversed),
    "builtins.sorted": _sorted,
    "builtins.zip": once(_zip),
    "builtins.enumerate": once(_enumerate),
    "builtins.map": once(_map),
    "builtins.filter": once(_filter),
    "islice": once(islice),
    "reduce": _reduce,
    "batched": once(_batched(0)),
    "batched-by-first": once(_batched(1)),
    "chain": once(_chain),
    "chain-from": once(_chain_from),
}
