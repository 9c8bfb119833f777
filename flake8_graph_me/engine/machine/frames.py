"""One run of a module body or a function, and the arguments that a call passes."""

from collections.abc import Callable
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Atom, Class, Function, Scope, Value
from flake8_graph_me.engine.machine.events import CallSite

Answer = Callable[[Value, cst.CSTNode, State], Value]
"""What a generator gets for what it yields at a node, from whoever runs it to its end."""

Block = tuple[tuple[cst.CSTNode, ...], int, Condition]
"""The statements of a block, at which of these a part of it begins, and what held at its start."""


@dataclass(slots=True)
class Frame:
    """One run of a module body or function: its scope, and the exits collected so far. ``sent`` are
    the values that a generator is sent in turn, if it is resumed, ``waits`` the states in which it
    waits for more, with what it yields there, and ``waiting`` those in which it has yielded if it
    is run to its end. ``answer`` gives something for what is yielded instead, by the function
    ``answering``, or by all that are called if that is None. ``rounds`` has what held when a loop
    under way began its first round, by the first statement of its body, and ``blocks`` of which
    block a part that is run by itself is one, by the first statement of that part. ``again`` is
    what found a queue empty and runs beside it, to be run once more at its end.
    """

    scope: Scope
    sites: tuple[CallSite, ...] = ()
    function: Function | None = None
    receiver: Atom | None = None
    returns: list[tuple[State, Value]] = field(default_factory=list)
    yields: list[tuple[Condition, Value]] = field(default_factory=list)
    breaks: list[list[State]] = field(default_factory=list)
    continues: list[list[State]] = field(default_factory=list)
    raises: list[list[State]] = field(default_factory=list)
    kept: int = 0
    assumed: bool = False
    owner: Class | None = None
    answer: "Answer | None" = None
    answering: cst.CSTNode | None = None
    sent: tuple[Value, ...] | None = None
    waiting: list[State] = field(default_factory=list)
    waits: list[tuple[State, Value]] = field(default_factory=list)
    rounds: dict[cst.CSTNode, Condition] = field(default_factory=dict)
    blocks: dict[cst.CSTNode, Block] = field(default_factory=dict)
    again: list[Callable[[State], object]] = field(default_factory=list)

    def run_again(self, end: State | None) -> None:
        """Run what has waited for a queue in the state at the end, or in that of the last return,
        where others may have filled it. It waits on, for those that fill it later.
        """
        state = end if end is not None or not self.returns else self.returns[-1][0]
        waiting = list(self.again)
        if state is not None:
            for act in waiting:
                act(state)
        self.again = waiting


@dataclass(slots=True)
class Arguments:
    """The arguments of a call. ``nodes`` maps a position or keyword to its expression; ``sent`` are
    the values that a generator was sent since it was called so.
    """

    positional: list[Value] = field(default_factory=list)
    keywords: dict[str, Value] = field(default_factory=dict)
    more_positional: Value | None = None
    more_keywords: Value | None = None
    nodes: dict[int | str, cst.CSTNode] = field(default_factory=dict)
    sent: tuple[Value, ...] | None = None

    def after(self, count: int) -> "Arguments":
        """The arguments without the first ``count`` positional ones."""
        nodes = {
            key - count if isinstance(key, int) else key: node
            for key, node in self.nodes.items()
            if not isinstance(key, int) or key >= count
        }
        return Arguments(
            self.positional[count:],
            dict(self.keywords),
            self.more_positional,
            self.more_keywords,
            nodes,
        )

    def all_values(self) -> list[Value]:
        """All values that are passed."""
        more = [value for value in (self.more_positional, self.more_keywords) if value is not None]
        return [*self.positional, *self.keywords.values(), *more]
