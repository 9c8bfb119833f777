"""A call of something that is not analysed, as the engine's operations and rows see it."""

from collections.abc import Callable
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import pieces_of
from flake8_graph_me.engine.domain.values import Atom, Text, Value
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import item_of_any


@dataclass(slots=True)
class Invocation:
    """One call: its receiver (None for functions), its arguments, its place and its state.

    ``parameters`` are the names of the positional parameters, if a row gives them.
    """

    run: Run
    receiver: Atom | None
    arguments: Arguments
    node: cst.CSTNode
    frame: Frame
    state: State
    parameters: tuple[str, ...] = ()

    def argument(self, position: int, name: str = "") -> Value | None:
        """An argument by position or keyword, perhaps one of an iterable that is spread; None if
        the call does not pass it.
        """
        given = self.arguments.positional
        if position < len(given):
            return given[position]
        found = self.arguments.keywords.get(name) if name else None
        more = self.arguments.more_positional
        if found is not None or more is None:
            return found
        return item_of_any(self.run, more, position - len(given))

    def every_argument(self) -> list[Value]:
        """All positional arguments; one stands for those of an iterable that is spread."""
        more = self.arguments.more_positional
        return [*self.arguments.positional, *(() if more is None else (more,))]

    def call(self, callee: Value, arguments: Arguments) -> Value:
        """Call each alternative of a value in turn with these arguments."""
        return mapped(
            callee,
            lambda atom: self.run.call(atom, arguments, self.node, self.frame, self.state),
        )

    def text(self, atom: Atom) -> Text:
        """The text of ``str(atom)``."""
        if isinstance(atom, Text):
            return atom
        return Text(pieces_of(atom, self.run.key("str", self.run.number())))

    def unknown(self) -> Value:
        """A value about which nothing is known."""
        return self.run.unknown_from(self.node)

    def note_arguments(self) -> None:
        """Note the expressions of the arguments, which become parts of a text."""
        keywords = self.arguments.keywords
        for name, node in self.arguments.nodes.items():
            value = self.argument(name) if isinstance(name, int) else keywords.get(name)
            self.run.events.note_expression(value or (), node)

    def receiver_value(self) -> Value:
        """The receiver as a value."""
        return just(self.receiver) if self.receiver is not None else self.run.unknown()


Implementation = Callable[[Invocation], Value]
