"""Pieces of programs, and how they are combined."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
W = TypeVar("W", bound=Callable[..., object])


@dataclass(frozen=True)
class Piece:
    """Code for a value.

    ``value`` is the expression that gives it; before it can be read, ``body`` has to run, wherever
    that stands. ``imports`` and ``setup`` belong at the top of a module. An import from a module
    of the program's own writes an ``@`` before its name. ``files`` are these modules.
    """

    value: str = ""
    imports: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    files: Mapping[str, "Piece"] = field(default_factory=dict)

    def then(
        self,
        value: str,
        *,
        imports: Sequence[str] = (),
        setup: Sequence[str] = (),
        body: Sequence[str] = (),
    ) -> "Piece":
        """Another value, for which more has to be done."""
        return Piece(
            value,
            (*self.imports, *imports),
            (*self.setup, *setup),
            (*self.body, *body),
            self.files,
        )

    def done_at_the_top(self) -> "Piece":
        """The same, with all that runs in the module's own body."""
        return replace(self, setup=(*self.setup, *self.body), body=())

    def inside(self, value: str, code: str, *, imports: Sequence[str] = ()) -> "Piece":
        """The value of code that runs this piece's body itself."""
        return replace(
            self,
            value=value,
            imports=(*self.imports, *imports),
            setup=(*self.setup, code),
            body=(),
        )

    def returning(self, depth: int = 1) -> str:
        """The lines of a function that gives the value."""
        return indented((*self.body, f"return {self.value}"), depth)


def joined(value: str, *pieces: Piece) -> Piece:
    """A value for which all the pieces are needed, in this order."""
    whole = Piece()
    for piece in pieces:
        whole = whole.then("", imports=piece.imports, setup=piece.setup, body=piece.body)
        whole = replace(whole, files={**whole.files, **piece.files})
    return replace(whole, value=value)


def indented(lines: Sequence[str], depth: int = 1) -> str:
    """The lines, so many levels deep."""
    return textwrap.indent("\n".join(lines), "    " * depth)


def block(text: str) -> str:
    """Lines of a program from a text as it stands in a test."""
    return textwrap.dedent(text).strip("\n")


def name_of(way: Callable[..., object]) -> str:
    """What a way is called in counts."""
    return way.__name__.removeprefix("_")


@dataclass(frozen=True)
class Maker:
    """What chance decides, the names that are taken, and the ways that were picked by name."""

    draw: Callable[[st.SearchStrategy[object]], object]
    taken: set[str] = field(default_factory=set)
    ways: set[str] = field(default_factory=set)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.number(0, len(options) - 1)]

    def way(self, options: Sequence[W]) -> W:
        """One of the ways, whose name is noted."""
        picked = self.pick(options)
        self.ways.add(name_of(picked))
        return picked

    def number(self, least: int, most: int) -> int:
        """A number, both ends included."""
        drawn = self.draw(st.integers(least, most))
        assert isinstance(drawn, int)
        return drawn

    def chance(self, of: int) -> bool:
        """True once in so many times; the simplest program never has it."""
        return self.number(0, of - 1) == of - 1

    def name(self, stem: str) -> str:
        """A name that nothing else in the program has."""
        name, count = stem, 1
        while name.lower() in self.taken:
            count += 1
            name = f"{stem}{count}" if not stem.isupper() else f"{stem}_{count}"
        self.taken.add(name.lower())
        return name

    def named(self, piece: Piece, stem: str) -> Piece:
        """The piece with its value in a variable."""
        if piece.value.isidentifier():
            return piece
        name = self.name(stem)
        return piece.then(name, body=(f"{name} = {piece.value}",))


class Simplest(Maker):
    """Takes the first of all options."""

    def number(self, least: int, most: int) -> int:
        """The least."""
        assert least <= most
        return least
