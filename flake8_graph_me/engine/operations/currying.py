"""Functions that keep arguments which they have got: until they have all that they need, or until
they are called.

Must not know which libraries make them.
"""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    External,
    Function,
    Partial,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import CURRIED
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.reaching import note_handed
from flake8_graph_me.syntax.parameters import parameters_of

SPREADING = External("spreading")
"""Calls a function with what is kept, which is of unknown number, and what it gets."""


def _partial(call: Invocation) -> Value:
    function = call.argument(0)
    if function is None:
        return call.unknown()
    rest = call.arguments.after(1)
    named = tuple(rest.keywords.items())
    if rest.more_positional is None:
        return mapped(function, lambda atom: just(Partial(atom, tuple(rest.positional), named)))
    given = just(Tuple(tuple(rest.positional), rest.more_positional))
    return mapped(function, lambda atom: just(Partial(SPREADING, (just(atom), given), named)))


def _spreading(call: Invocation) -> Value:
    """Call a function with arguments of which it is not known how many there are, and others."""
    function, kept, *others = call.arguments.positional
    given = call.arguments.after(2)
    first = kept[0][1] if len(kept) == 1 else None
    if not isinstance(first, Tuple):
        # There were too many of them to be kept.
        first = Tuple((), call.unknown())
    more = (*others, *(each for each in (first.rest, given.more_positional) if each is not None))
    arguments = replace(
        given,
        positional=list(first.items),
        more_positional=joined(pair for value in more for pair in value),
        nodes={},
    )
    return call.call(function, arguments)


def _curry(call: Invocation) -> Value:
    """Such a function with the arguments that come after it, or a partial call of unknown code."""
    function, rest = call.argument(0), call.arguments.after(1)
    if function is None or rest.more_positional is not None or rest.more_keywords is not None:
        return call.unknown()
    return mapped(function, lambda atom: _kept(call, atom, rest))


def _kept(call: Invocation, atom: Atom, given: Arguments) -> Value:
    if not isinstance(atom, Function) and not _is_bound(atom):
        return call.call(just(call.run.fresh()), Arguments([just(atom), *given.all_values()]))
    # What is made of it later may not be followed.
    note_handed(call.run, given.all_values(), call.node, call.state)
    positional = (just(atom), *given.positional)
    return just(Partial(CURRIED, positional, tuple(given.keywords.items())))


def _is_bound(atom: Atom) -> bool:
    return isinstance(atom, Bound) and isinstance(atom.function, Function)


def _curried(call: Invocation) -> Value:
    """Call the function if nothing that it needs is missing; else keep what it has got."""
    function, given = call.argument(0) or call.unknown(), call.arguments.after(1)
    if given.more_positional is not None or given.more_keywords is not None:
        return call.call(just(call.run.fresh()), call.arguments)
    return mapped(
        function,
        lambda atom: (
            _kept(call, atom, given) if _lacks(atom, given) else call.call(just(atom), given)
        ),
    )


def _lacks(atom: Atom, given: Arguments) -> bool:
    """Whether a function needs more arguments than these."""
    method = isinstance(atom, Bound)
    function = atom.function if isinstance(atom, Bound) else atom
    if not isinstance(function, Function):
        return False
    parameters = parameters_of(function.node)[int(method) :]
    placed = [p.name for p in parameters if p.kind == "positional"][: len(given.positional)]
    return any(
        p.default is None and p.name not in placed and p.name not in given.keywords
        for p in parameters
        if p.kind in ("positional", "keyword")
    )


CURRYING_OPERATIONS: dict[str, Implementation] = {
    "partial": _partial,
    SPREADING.name: _spreading,
    "curry": _curry,
    CURRIED.name: _curried,
}
