"""Texts with which something unknown is compared: what comes of that depends on how they are
spelled.
"""

from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import List, Text, Tuple, Unknown, Value
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import content


def note_compared(run: Run, sides: Sequence[Value], node: cst.CSTNode, state: State) -> None:
    """Note that values are compared with each other: their texts and, where there is something
    unknown among them, all that is in them.
    """
    values = list(_with_elements(sides, state))
    run.events.note_escapes(values if any(map(_is_open, values)) else sides, node)


def note_joined(run: Run, sides: Sequence[Value], node: cst.CSTNode, state: State) -> None:
    """Note that an operator on sets compares their elements, where something unknown is among
    them.
    """
    if any(isinstance(atom, Tuple | List) for side in sides for _, atom in side):
        values = list(_with_elements(sides, state))
        if any(map(_is_open, values)):
            run.events.note_escapes(values, node)


def _is_open(value: Value) -> bool:
    """Whether a value may be something unknown, or a text with something unknown in it."""
    return any(
        isinstance(atom, Unknown) or (isinstance(atom, Text) and known(atom) is None)
        for _, atom in value
    )


def _with_elements(values: Iterable[Value], state: State) -> Iterator[Value]:
    """Values, and the elements of the sequences that they are, at any depth."""
    pending, seen = list(values), set[int]()
    while pending:
        value = pending.pop()
        yield value
        for _, atom in value:
            if isinstance(atom, Tuple):
                pending += atom.parts
            elif isinstance(atom, List) and atom.number not in seen:
                seen.add(atom.number)
                pending.append(content(state, atom))
