"""What comes out of a call, as rows say it. Must not know any particular library."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Spelling:
    """How code that uses a library says something else than a text that stands nowhere in it.

    ``replacement`` is source that goes in the place of an attribute's name, with ``{}`` for the
    expression of what is to be said; ``argument`` is the keyword under which a call is given it.
    ``encoded`` says that the library does not encode it for a URL. ``prefix`` goes before
    what the library does not know for a user by an ``@`` in it.
    """

    replacement: str = ""
    argument: str = ""
    encoded: bool = False
    prefix: str = ""


class ArgumentView(Protocol):
    """What a row's predicate may ask about one argument of a call."""

    def given(self, path: str) -> bool | None:
        """Whether a value other than None stands at an access path; None if that is not known."""
        ...

    def flag(self, path: str) -> bool | None:
        """Whether the value at an access path is true; None if that is not known."""
        ...

    def text(self, path: str) -> str | None:
        """The text at an access path, with ``HOLE_MARK`` for each part that is not known; None
        if it is not a text or not one text alone.
        """
        ...

    def type(self, path: str) -> str | None:
        """The name of the modelled type of which an instance stands at a path, else None."""
        ...

    def environment(self, name: str) -> str | None:
        """The value that the program gave to a variable of the environment, if that is known."""
        ...


@dataclass(frozen=True, slots=True)
class UnknownResult:
    """Comes out: nothing that is known. With ``stable``, equal arguments give the same unknown."""

    stable: bool = False


NOT_SAID = UnknownResult()
"""What comes out where a row says nothing of it."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Comes out: None."""


@dataclass(frozen=True, slots=True)
class Never:
    """The call does not return."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Comes out: an unknown value with a label; ``keep`` are the access paths kept with the label.

    ``made`` says that this call makes what is labelled, rather than passing it on from elsewhere.
    ``asks`` are the access paths at which the call says what it asks for, first given first.
    """

    tag: Hashable
    keep: tuple[str, ...] = ()
    made: bool = True
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """Comes out: the value at the access path."""

    path: str


@dataclass(frozen=True, slots=True)
class Made:
    """Comes out: a new instance of a modelled type, attributes taken from access paths.

    An attribute named several times is what its paths give first. ``written`` are attributes that
    are these texts where no access path gives them, as in a ``Sink``.
    """

    type: str
    attributes: tuple[tuple[str, str], ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    spelling: "Spelling | None" = None


@dataclass(frozen=True, slots=True)
class Operation:
    """Comes out: what the analysis' own operation of this name gives (``partial``, ``join-url``,
    …).

    ``skip`` is the number of leading arguments that do not concern the operation.
    """

    name: str
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Deferred:
    """Comes out: a callable that calls ``method`` of the value at the access path.

    The call's arguments after the first ``skip`` ones are given along.
    """

    path: str
    method: str
    skip: int = 1


@dataclass(frozen=True, slots=True)
class Each:
    """Comes out: what ``method`` gives of one of the elements at the access path."""

    path: str
    method: str


@dataclass(frozen=True, slots=True)
class Either:
    """Comes out: one of several results, not known which."""

    results: tuple["Result", ...]


@dataclass(frozen=True, slots=True)
class Called:
    """Comes out: what ``method`` of the value at the access path gives without any arguments, or
    the value itself if no method is named; None where the value is None.
    """

    path: str
    method: str


@dataclass(frozen=True, slots=True)
class Equipped:
    """Comes out: the receiver, whose attribute is what a result gives from then on.

    Without a receiver, as of a static method, it is a new instance of the type.
    """

    type: str
    attribute: str
    result: "Result"


@dataclass(frozen=True, slots=True)
class Handed:
    """Comes out: a decorator that hands in a parameter of this name what a result gives."""

    name: str
    result: "Result"


@dataclass(frozen=True, slots=True)
class Decided:
    """Comes out: what a predicate says."""

    decide: Callable[[ArgumentView], "Result"]


Result = (
    UnknownResult
    | Nothing
    | Never
    | Labelled
    | Passed
    | Made
    | Operation
    | Deferred
    | Each
    | Either
    | Called
    | Handed
    | Equipped
    | Decided
)
