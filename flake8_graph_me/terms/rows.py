"""Row types: what can be said, as data, about the libraries that programs use.

A row names a type or a callable by its dotted name and says what comes out of it and whether it is
a sink. The analysis reads rows and knows nothing else of any library. An *access path* is dotted
text that starts with a parameter's name, with ``self`` for the receiver, or with ``*`` for all
positional arguments: ``url``, ``self.headers``, ``data.scope`` for an item. Must not know any
particular library.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final, Protocol

HOLE: Final = "\ufffc"
"""Stands for a part that is not known where a text is shown to a predicate."""


class ArgumentView(Protocol):
    """What a row's predicate may ask about one argument of a call."""

    def given(self, path: str) -> bool | None:
        """Whether a value other than None stands at an access path; None if that is not known."""
        ...

    def flag(self, path: str) -> bool | None:
        """Whether the value at an access path is true; None if that is not known."""
        ...

    def text(self, path: str) -> str | None:
        """The text at an access path, with ``HOLE`` for each part that is not known; None if it is
        not a text or not one text alone.
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


@dataclass(frozen=True, slots=True)
class Mark:
    """The label of a literal text: its tag, how it is called, and texts kept with it, by names."""

    tag: Hashable
    name: str
    kept: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Sink:
    """A call at which values meet.

    ``parts`` names each part of interest and the access paths that may hold it, first given first.
    ``constants`` are parts fixed by the row. ``written`` are parts that are these texts where no
    access path gives them: the call itself stands for such a text, and ``spelling`` says how to
    change it. ``carried`` are parts that are what these results give. ``applied`` names parts that
    are callables which the library applies to an object of type ``applied_to`` before it sends; the
    analysis runs their method ``applied_method`` so that what they do to the object is seen in the
    part.
    """

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    constants: tuple[tuple[str, str], ...] = ()
    applied: tuple[str, ...] = ()
    applied_to: str = ""
    applied_method: str = "__call__"
    written: tuple[tuple[str, str], ...] = ()
    spelling: Spelling | None = None
    carried: tuple[tuple[str, Result], ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A callable: a function ``package.function`` or a method ``package.Type.method``.

    ``parameters`` are its positional parameters in order, without self. ``decide`` replaces
    ``returns`` where the result truly depends on the arguments. ``harmless`` says that texts handed
    to it have no further use that an edit of the text could break. ``stores`` is the
    receiver's attribute in which the result is kept as well. ``shown`` is how a label made by it is
    called, if not by its last name. ``through`` is the receiver's method that does the
    work, given the sink's method, the first argument, and the others by name.
    """

    name: str
    parameters: tuple[str, ...] = ()
    returns: Result = UnknownResult()
    sink: Sink | None = None
    decide: Callable[[ArgumentView], Result] | None = None
    harmless: bool = False
    stores: str = ""
    shown: str = ""
    through: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Objects whose attributes build up a text, step by step.

    ``step`` gives the text that an attribute of a name adds, with ``{}`` for each argument that it
    is then called with. Each step gives an object of ``type`` that keeps the text so far in the
    attribute ``text`` and the attributes in ``keep`` of the one before. ``spellings`` says by the
    end of the text so far how the last step can be changed. ``ends`` says of texts of a step what
    they are instead where the text so far ends as a regular expression says.
    """

    type: str
    text: str
    step: Callable[[str], str]
    keep: tuple[str, ...] = ()
    spellings: tuple[tuple[str, Spelling], ...] = ()
    ends: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Type:
    """A class of a library.

    ``attributes`` maps attributes of a new instance to access paths of the constructor's arguments;
    ``mappings`` are attributes that are a fresh dictionary where no argument fills them.
    ``results`` are attributes that are what these results give of the constructor's arguments.
    ``members`` are attributes that each instance has, made of itself when they are read.
    ``supertypes`` are looked up for methods not given for the type itself.
    """

    name: str
    parameters: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    mappings: tuple[str, ...] = ()
    supertypes: tuple[str, ...] = ()
    results: tuple[tuple[str, Result], ...] = ()
    members: tuple[tuple[str, Made], ...] = ()
    chain: Chain | None = None
    also: tuple[str, ...] = ()
