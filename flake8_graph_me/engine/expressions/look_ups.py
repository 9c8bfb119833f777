"""Looking something up in what is not known, and telling that from a request."""

from collections.abc import Hashable

from flake8_graph_me.engine.domain.alternatives import chosen_by, just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import is_certain, subject_of
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.terms.text import Literal

LOOK_UPS = frozenset({"get", "getboolean", "getint"})
"""Methods by which settings are read: the same arguments give the same setting."""


def may_send(method: str, arguments: Arguments) -> bool:
    """Whether a method of something unknown may send a request: ``get`` with a name and a default
    looks something up.
    """
    given = arguments.positional
    looks_up = method in LOOK_UPS and len(given) == 2 and not arguments.keywords
    return has_text(arguments) and not (
        looks_up and isinstance(key := first_key(arguments), str) and "/" not in key
    )


def has_text(arguments: Arguments) -> bool:
    """Whether an argument of a call is a text with a slash in it."""
    return any(
        isinstance(piece, Literal) and "/" in piece.text
        for value in arguments.all_values()
        for _, atom in value
        if isinstance(atom, Text)
        for piece in atom.pieces
    )


def first_key(arguments: Arguments) -> Hashable | None:
    """The key in the first argument, if it is known."""
    first = arguments.positional[0] if arguments.positional else ()
    return key_of(first[0][1]) if len(first) == 1 else None


def or_default(
    run: Run, method: Unknown, found: Unknown, arguments: Arguments, state: State
) -> Value:
    """What a method of something unknown looks up; if it is labelled, or the default may be a path,
    that may stand in its place.
    """
    if len(arguments.positional) < 2:
        return just(found)
    if not found.labels:
        paths = Arguments([arguments.positional[1]])
        if not has_text(paths) or _is_there(run, method, arguments, state):
            return just(found)
        default = run.symbols.default(("look-up", run.number()))
        return chosen_by(default, arguments.positional[1], just(found))
    symbol = run.symbols.number(("look-up", run.number()))
    return chosen_by(symbol, just(found), arguments.positional[1])


def _is_there(run: Run, method: Unknown, arguments: Arguments, state: State) -> bool:
    """Whether the program has asked for an item before, and goes on only if it is there."""
    owner, key = run.owner_of(method), first_key(arguments)
    alone = looked_up(run, method, Arguments(arguments.positional[:1]))
    asked: list[Hashable] = [("true", subject_of(run, alone))]
    if owner is not None:
        asked.append(("in", key, subject_of(run, owner)))
    return is_certain(run, asked, state)


def looked_up(run: Run, atom: Unknown, arguments: Arguments) -> Unknown:
    """A look-up in an unknown object: the same result for the same arguments."""
    if atom.labels:
        return run.derived(atom, "call", run.number())
    texts = tuple(
        tuple(getattr(p, "text", None) or getattr(p, "key", None) for p in getattr(a, "pieces", ()))
        or a
        for value in arguments.positional
        for _, a in value
    )
    return run.derived(atom, "look-up", texts)
