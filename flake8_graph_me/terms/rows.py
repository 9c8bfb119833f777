"""Row types: what can be said, as data, about the libraries that programs use.

A row names a type or a callable by its dotted name and says what comes out of it and whether it is
a sink. The analysis reads rows and knows nothing else of any library. An *access path* is dotted
text that starts with a parameter's name, with ``self`` for the receiver, or with ``*`` for all
positional arguments: ``url``, ``self.headers``, ``data.scope`` for an item. Must not know any
particular library.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flake8_graph_me.terms.results import NOT_SAID, ArgumentView, Made, Result, Spelling


@dataclass(frozen=True, slots=True)
class Mark:
    """The label of a literal text: its tag, how it is called, and texts kept with it, by names."""

    tag: Hashable
    name: str
    kept: tuple[tuple[str, str], ...] = ()


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
    returns: Result = NOT_SAID
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


@dataclass(frozen=True, slots=True)
class RecordMaker:
    """A class decorator or a base that makes ``__init__`` from a class's fields.

    ``environment`` says that fields which a call leaves out may come from the environment.
    """

    name: str
    environment: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decorator:
    """A decorator that gives back what it is given, or something that is called alike.

    ``name`` is its dotted name, or ``*.method`` for that method of anything. ``registers`` says
    that what it is given is called by others as well.
    """

    name: str
    registers: bool = False
    also: tuple[str, ...] = ()


Row = Call | Type | RecordMaker | Decorator
