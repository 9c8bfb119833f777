"""Looking up rows by dotted name. Must not know any particular library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from flake8_graph_me.terms.results import Made
from flake8_graph_me.terms.rows import (
    Call,
    Chain,
    Decorator,
    ForTests,
    Mark,
    Parameter,
    RecordMaker,
    Row,
    Source,
    Type,
)

ANY_RECEIVER = "*."


def means(glob: str, name: str) -> bool:
    """Whether a dotted name or glob refers to what has this dotted name.

    It does if it matches the whole name, or the name without leading packages and modules. A method
    needs its class. Of a name with leading dots, only the end is known.
    """
    if name.startswith("."):
        end = name.lstrip(".")
        return any(fnmatchcase(end, tail) for tail in _tails(glob)) or means(glob, end)
    return any(fnmatchcase(tail, glob) for tail in _tails(name))


def _tails(name: str) -> Iterator[str]:
    """A dotted name, and its shorter forms without leading parts, up to the first class."""
    yield name
    first, _, rest = name.partition(".")
    while rest and not _is_class(first):
        yield rest
        first, _, rest = rest.partition(".")


def _is_class(part: str) -> bool:
    """Whether a part of a dotted name is spelled like a class name."""
    return part.lstrip("_")[:1].isupper()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows looked up by dotted name; ``marks`` decides which literal texts have a label. ``kept``
    are the dotted names under which calls keep objects that others read.
    """

    calls: dict[str, Call] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    records: dict[str, RecordMaker] = field(default_factory=dict)
    decorators: dict[str, Decorator] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    tests: dict[str, ForTests] = field(default_factory=dict)
    objects: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    patterns: tuple[tuple[str, Call], ...] = ()
    marks: Callable[[str], Mark | None] | None = None

    def call(self, name: str) -> Call | None:
        """The row of a callable; ``*.method`` is the row of that method of any unknown receiver.

        Names without their own row are looked up among the patterns.
        """
        if self.patterns and name.startswith(ANY_RECEIVER):
            return self._of_any_receiver(name) or self.calls.get(name)
        found = self.calls.get(name)
        return self.own(name) if found is None and self.patterns else found

    def own(self, name: str) -> Call | None:
        """The row of the first pattern that refers to a name, renamed to that name."""
        for glob, row in self.patterns:
            if means(glob, name):
                return replace(row, name=name)
        return None

    def _of_any_receiver(self, name: str) -> Call | None:
        for glob, row in self.patterns:
            method = glob.removeprefix(ANY_RECEIVER)
            if method != glob and method.strip("*?") and fnmatchcase(name[2:], method):
                return replace(row, name=name)
        return None

    def extended(self, patterns: tuple[tuple[str, Call], ...]) -> "Rows":
        """These rows and further ones by patterns of names."""
        return replace(self, patterns=patterns) if patterns else self

    def type(self, name: str) -> Type | None:
        """The row of a type; a class with a method named by a pattern is a type with no other
        content.
        """
        found = self.types.get(name)
        if found is None and self.patterns and _is_class(name.rpartition(".")[2]):
            owners = (glob.rpartition(".")[0] for glob, _ in self.patterns)
            if any(_is_class(owner.rpartition(".")[2]) and means(owner, name) for owner in owners):
                return Type(name)
        return found

    def record(self, name: str) -> RecordMaker | None:
        """The row of a class decorator or base that makes records."""
        return self.records.get(name)

    def record_hooks(self) -> tuple[str, ...]:
        """The methods that the ``__init__`` of records calls at its end."""
        return tuple(dict.fromkeys(row.hook for row in self.records.values() if row.hook))

    def decorator(self, name: str) -> Decorator | None:
        """The row of a decorator; ``*.method`` is the row of that method of anything.

        A row may name all that a package or module has, ``package.*``, and methods by how they
        begin, ``*.on_*``.
        """
        found = self.decorators.get(name)
        if found is None and name.startswith(ANY_RECEIVER):
            return self.decorators.get(f"{name.partition('_')[0]}_*")
        while found is None and name:
            name = name.rpartition(".")[0]
            found = self.decorators.get(f"{name}.*")
        return found

    def source(self, name: str) -> Source | None:
        """The row of something from outside that gives labelled values."""
        return self.sources.get(name)

    def parameter(self, name: str) -> Parameter | None:
        """The row of a parameter by its name."""
        return self.parameters.get(f"*.({name})")

    def for_tests(self, function: str) -> ForTests | None:
        """The row of functions of this name that a framework for tests calls."""
        found = (row for name, row in self.tests.items() if fnmatchcase(f"*.{function}", name))
        return next(found, None)

    def chain(self, type_name: str) -> Chain | None:
        """How the attributes of a type, or of its nearest supertype with a chain, build a text."""
        row = self.types.get(type_name)
        if row is None or row.chain is not None:
            return None if row is None else row.chain
        found = (self.chain(supertype) for supertype in row.supertypes)
        return next((chain for chain in found if chain is not None), None)

    def member(self, type_name: str, name: str) -> Made | None:
        """How an attribute of a type, or of its nearest supertype that has it, is made."""
        row = self.types.get(type_name)
        if row is None:
            return None
        own = dict(row.members).get(name)
        found = (own, *(self.member(supertype, name) for supertype in row.supertypes))
        return next((made for made in found if made is not None), None)

    def computes(self, type_name: str, name: str) -> bool:
        """Whether an attribute of a type, or of a supertype of it, is given by a call."""
        row = self.types.get(type_name)
        return row is not None and (
            name in row.properties or any(self.computes(each, name) for each in row.supertypes)
        )

    def method(self, type_name: str, method: str) -> Call | None:
        """The row of a method of a type, or of its nearest supertype that has one."""
        found = self.calls.get(f"{type_name}.{method}")
        if found is not None:
            return found
        row = self.types.get(type_name)
        if row is None and self.patterns:
            return self.own(f"{type_name}.{method}")
        for supertype in row.supertypes if row is not None else ():
            found = self.method(supertype, method)
            if found is not None:
                return found
        return None


def gathered(tables: tuple[tuple[Row, ...], ...]) -> Rows:
    """All rows of the tables, each under its name and its aliases; raises ValueError on a
    duplicate.
    """
    rows = Rows()
    index: dict[type[Row], dict[str, Any]] = {
        Call: rows.calls,
        Type: rows.types,
        RecordMaker: rows.records,
        Decorator: rows.decorators,
        Source: rows.sources,
        Parameter: rows.parameters,
        ForTests: rows.tests,
    }
    for row in (row for table in tables for row in table):
        for name in (row.name, *row.also):
            if name in index[type(row)]:
                raise ValueError(f"two rows for {name}")
            index[type(row)][name] = row
        if isinstance(row, Type):
            rows.objects.update(dict.fromkeys(row.objects, row.name))
        if isinstance(row, Call):
            rows.kept.update((*((row.stores,) if row.sole else ()), *dict(row.enters).values()))
        if isinstance(row, Decorator) and row.hands_in:
            rows.kept.add(row.hands_in)
    return rows
