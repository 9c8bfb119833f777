"""Row types: what can be said, as data, about the libraries that programs use.

A row names a type or a callable by its dotted name and says what comes out of it and whether it is
a sink. The analysis reads rows and knows nothing else of any library. An *access path* is dotted
text that starts with a parameter's name, with ``self`` for the receiver, or with ``*`` for all
positional arguments: ``url``, ``self.headers``, ``data.scope`` for an item. Must not know any
particular library.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
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
class Unknown:
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
    """

    tag: Hashable
    keep: tuple[str, ...] = ()
    made: bool = True


@dataclass(frozen=True, slots=True)
class Passed:
    """Comes out: the value at the access path."""

    path: str


@dataclass(frozen=True, slots=True)
class Made:
    """Comes out: a new instance of a modelled type, attributes taken from access paths."""

    type: str
    attributes: tuple[tuple[str, str], ...] = ()


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


Result = Unknown | Nothing | Never | Labelled | Passed | Made | Operation | Deferred | Each | Either


@dataclass(frozen=True, slots=True)
class Sink:
    """A call at which values meet.

    ``parts`` names each part of interest and the access paths that may hold it, first given first.
    ``constants`` are parts fixed by the row. ``applied`` names parts that are callables which the
    library applies to an object of type ``applied_to`` before it sends; the analysis runs their
    method ``applied_method`` so that what they do to the object is seen in the part.
    """

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    constants: tuple[tuple[str, str], ...] = ()
    applied: tuple[str, ...] = ()
    applied_to: str = ""
    applied_method: str = "__call__"


@dataclass(frozen=True, slots=True)
class Call:
    """A callable: a function ``package.function`` or a method ``package.Type.method``.

    ``parameters`` are its positional parameters in order, without self. ``decide`` replaces
    ``returns`` where the result truly depends on the arguments. ``harmless`` says that texts handed
    to it have no further use that an edit of the text could break. ``stores`` is the
    receiver's attribute in which the result is kept as well.
    """

    name: str
    parameters: tuple[str, ...] = ()
    returns: Result = Unknown()
    sink: Sink | None = None
    decide: Callable[[ArgumentView], Result] | None = None
    harmless: bool = False
    stores: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Type:
    """A class of a library.

    ``attributes`` maps attributes of a new instance to access paths of the constructor's arguments;
    ``mappings`` are attributes that are a fresh dictionary where no argument fills them.
    ``supertypes`` are looked up for methods not given for the type itself.
    """

    name: str
    parameters: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    mappings: tuple[str, ...] = ()
    supertypes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows looked up by dotted name."""

    calls: dict[str, Call] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    patterns: tuple[tuple[str, Call], ...] = ()

    def call(self, name: str) -> Call | None:
        """The row of a callable; ``*.method`` is the row of that method of any unknown receiver.

        Names without a row of their own are looked up among the patterns.
        """
        found = self.calls.get(name)
        if found is None and self.patterns and not name.startswith("*."):
            return next((row for glob, row in self.patterns if fnmatchcase(name, glob)), None)
        return found

    def extended(self, patterns: tuple[tuple[str, Call], ...]) -> "Rows":
        """These rows and further ones by patterns of names."""
        return replace(self, patterns=patterns) if patterns else self

    def type(self, name: str) -> Type | None:
        """The row of a type."""
        return self.types.get(name)

    def method(self, type_name: str, method: str) -> Call | None:
        """The row of a method of a type, or of its nearest supertype that has one."""
        found = self.calls.get(f"{type_name}.{method}")
        if found is not None:
            return found
        row = self.types.get(type_name)
        for supertype in row.supertypes if row is not None else ():
            found = self.method(supertype, method)
            if found is not None:
                return found
        return None


def gathered(tables: tuple[tuple[Call | Type, ...], ...]) -> Rows:
    """All rows of the tables, each under its name and its other names; raises ValueError on a
    double.
    """
    rows = Rows()
    for row in (row for table in tables for row in table):
        for name in (row.name, *row.also):
            index: dict[str, Call] | dict[str, Type] = (
                rows.calls if isinstance(row, Call) else rows.types
            )
            if name in index:
                raise ValueError(f"two rows for {name}")
            index[name] = row  # type: ignore[assignment]  # the index was chosen by the row's type
    return rows
