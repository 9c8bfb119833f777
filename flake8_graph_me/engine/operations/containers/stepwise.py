"""What goes through a sequence element by element: as long as a test holds, summing up, and several
times side by side.
"""

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped
from flake8_graph_me.engine.domain.values import NONE, External, List, Tuple, Value
from flake8_graph_me.engine.machine.branching import outcomes
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import any_element, new_iterator
from flake8_graph_me.engine.operations.containers.iterators import once
from flake8_graph_me.engine.operations.containers.own_iterators import iterated_by
from flake8_graph_me.engine.operations.text.strings import constant_number

MAX_SIDE_BY_SIDE = 64
"""How many iterators over one sequence are told apart. Past it each is unknown."""


def _while(*, taking: bool) -> Implementation:
    """The elements before the first one for which a test fails, or that one and those behind it."""

    def operation(call: Invocation) -> Value:
        function, items = call.argument(0, "predicate"), call.argument(1, "iterable")
        if function is None or items is None:
            return call.unknown()
        contents = _all_of(call, items)
        return mapped(contents, lambda atom: just(_part(call, function, atom, taking=taking)))

    return operation


def _all_of(call: Invocation, items: Value) -> Value:
    """All elements; of an iterator it is not known which are left, if it is not read to its end."""
    iterators = [atom for _, atom in items if isinstance(atom, List) and atom.once]
    some = [any_element(call.run, call.state, atom) for atom in iterators]
    contents = iterated_by(call, items)
    for iterator, element in zip(iterators, some, strict=True):
        call.state.write((iterator.number, "content"), just(Tuple((), element)))
    return contents


def _part(call: Invocation, function: Value, atom: object, *, taking: bool) -> Tuple:
    if not isinstance(atom, Tuple):
        return Tuple((), call.unknown())
    for at, item in enumerate(atom.items):
        holds, fails = outcomes(call.run, call.call(function, Arguments([item])), call.state)
        if holds and fails:
            behind = _any_of(atom.items[at:], atom.rest)
            return Tuple(atom.items[:at] if taking else (), behind)
        if fails:
            return Tuple(atom.items[:at]) if taking else Tuple(atom.items[at:], atom.rest)
    if atom.rest is not None:
        call.call(function, Arguments([atom.rest]))
    return atom if taking else Tuple((), atom.rest)


def _any_of(items: tuple[Value, ...], rest: Value | None) -> Value:
    return joined(pair for value in (*items, *(() if rest is None else (rest,))) for pair in value)


def _accumulated(call: Invocation) -> Value:
    """The first element, or an initial value, and what it comes to with each further one."""
    items, function = call.argument(0, "iterable"), call.argument(1, "func") or just(NONE)
    if items is None:
        return call.unknown()
    combine = just(External("operator.add")) if function == just(NONE) else function
    initial = call.arguments.keywords.get("initial") or just(NONE)

    def sums(atom: object) -> Value:
        if not isinstance(atom, Tuple):
            return just(Tuple((), call.unknown()))
        found = [*([] if initial == just(NONE) else [initial]), *atom.items]
        whole: list[Value] = []
        for item in found:
            one = call.call(combine, Arguments([whole[-1], item])) if whole else item
            whole.append(one)
        if atom.rest is not None:
            call.call(combine, Arguments([call.unknown(), atom.rest]))
        return just(Tuple(tuple(whole), None if atom.rest is None else call.unknown()))

    return mapped(iterated_by(call, items), sums)


def _side_by_side(call: Invocation) -> Value:
    """Several iterators over the same elements."""
    items, count = call.argument(0, "iterable"), constant_number(call.argument(1, "n"), 2)
    if items is None or count is None or count < 0:
        return just(Tuple((), call.unknown()))
    if count > MAX_SIDE_BY_SIDE:
        return just(Tuple((), just(call.run.beyond("MAX_SIDE_BY_SIDE"))))
    contents = iterated_by(call, items)
    iterators = (new_iterator(call.run, call.state, contents) for _ in range(count))
    return just(Tuple(tuple(just(iterator) for iterator in iterators)))


STEPWISE_OPERATIONS: dict[str, Implementation] = {
    "take-while": once(_while(taking=True)),
    "drop-while": once(_while(taking=False)),
    "accumulate": once(_accumulated),
    "side-by-side": _side_by_side,
}
