"""The results of calls, as rows declare them. Must not know any particular library."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Spelling:
    """How to change a text that code states through a library, without writing it.

    ``replacement`` is source that replaces an attribute's name, with ``{}`` for the new expression;
    ``argument`` is the keyword by which a call takes it. ``encoded`` says that the library does not
    encode it for a URL. ``prefix`` precedes a user that the library would not recognise by an
    ``@``.
    """

    replacement: str = ""
    argument: str = ""
    encoded: bool = False
    prefix: str = ""


class ArgumentView(Protocol):
    """What a row's predicate may ask about one argument of a call."""

    def given(self, path: str) -> bool | None:
        """Whether there is a value other than None at an access path; None if unknown."""
        ...

    def flag(self, path: str) -> bool | None:
        """Whether the value at an access path is true; None if unknown."""
        ...

    def text(self, path: str) -> str | None:
        """The text at an access path, with ``HOLE_MARK`` for each unknown part; None if it is not a
        single text.
        """
        ...

    def type(self, path: str) -> str | None:
        """The name of the modelled type of the instance at a path, else None."""
        ...

    def environment(self, name: str) -> str | None:
        """The value to which the program set an environment variable, if known."""
        ...


@dataclass(frozen=True, slots=True)
class UnknownResult:
    """Result: an unknown value. With ``stable``, equal arguments give the same one."""

    stable: bool = False


NOT_SAID = UnknownResult()
"""What comes out where a row says nothing of it."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Result: None."""


@dataclass(frozen=True, slots=True)
class Said:
    """Result: this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Never:
    """The call does not return."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Result: an unknown value with a label; ``keep`` are the access paths kept with the label.

    ``made`` says that this call makes the labelled value, rather than passing it on. ``asks`` are
    the access paths of the label request; the first one provided counts. ``asked`` says in what
    form it asks. ``sure`` says that it is always there. ``shown`` is what people call it, if that
    is not the name of what was called.
    """

    tag: Hashable
    keep: tuple[str, ...] = ()
    made: bool = True
    asks: tuple[str, ...] = ()
    sure: bool = True
    asked: Hashable = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Result: the value at the access path."""

    path: str


@dataclass(frozen=True, slots=True)
class Made:
    """Result: a new instance of a modelled type, with attributes taken from access paths.

    An attribute that is named several times takes the first path that is provided. ``written`` are
    attributes that default to these texts, as in a ``Sink``.
    """

    type: str
    attributes: tuple[tuple[str, str], ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    spelling: "Spelling | None" = None


@dataclass(frozen=True, slots=True)
class Operation:
    """Result: that of the engine's operation of this name (``partial``, ``join-url``, …).

    ``skip`` is the number of leading arguments that do not concern the operation. ``replaces`` says
    that it puts something in the place of other code. ``path`` is the access path of its only
    argument, if it does not get those of the call.
    """

    name: str
    skip: int = 0
    replaces: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True)
class Deferred:
    """Result: a callable that calls ``method`` of the value at the access path.

    It gets the call's arguments after the first ``skip`` ones.
    """

    path: str
    method: str
    skip: int = 1


@dataclass(frozen=True, slots=True)
class Each:
    """Result: that of ``method`` of one of the elements at the access path."""

    path: str
    method: str


@dataclass(frozen=True, slots=True)
class Either:
    """Result: one of several results; it is unknown which."""

    results: tuple["Result", ...]


@dataclass(frozen=True, slots=True)
class Called:
    """Result: that of calling ``method`` of the value at the access path, or the value itself if no
    method is named; None where the value is None.

    It gets the elements at the access path ``arguments``, if there are any.
    """

    path: str
    method: str
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """Result: that of calling the value at the access path at some time, with the elements and the
    items at the access paths ``arguments`` and ``keywords``.
    """

    path: str
    arguments: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class Equipped:
    """Result: the receiver, with an attribute set to another result from then on.

    Without a receiver, as for a static method, it is a new instance of the type.
    """

    type: str
    attribute: str
    result: "Result"


@dataclass(frozen=True, slots=True)
class Handed:
    """Result: a decorator that injects another result for a parameter of this name."""

    name: str
    result: "Result"


@dataclass(frozen=True, slots=True)
class Filled:
    """Result: the description of a parameter for which a framework hands in another result."""

    result: "Result"


@dataclass(frozen=True, slots=True)
class Decided:
    """Result: the one that a predicate returns."""

    decide: Callable[[ArgumentView], "Result"]


Result = (
    UnknownResult
    | Nothing
    | Said
    | Never
    | Labelled
    | Passed
    | Made
    | Operation
    | Deferred
    | Each
    | Either
    | Called
    | Started
    | Handed
    | Equipped
    | Filled
    | Decided
)
