"""Row types: what can be stated, as data, about the libraries that programs use.

A row names a type or a callable by its dotted name, and states its result and whether it is a sink.
The analysis reads rows and knows nothing else about any library. An *access path* is a dotted text
that starts with a parameter's name, ``self`` for the receiver, or ``*`` for all positional
arguments, such as ``url``, ``self.headers``, or ``data.scope`` for an item. With ``=`` before it,
what it provides counts even if that is None. Must not know any particular library.
"""

import enum
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flake8_graph_me.terms.layers import Layer
from flake8_graph_me.terms.results import NOT_SAID, ArgumentView, Made, Result, Spelling


@dataclass(frozen=True, slots=True)
class Mark:
    """The label of a literal text: its tag, its display name, and texts kept with it, by name."""

    tag: Hashable
    name: str
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Making:
    """How a library makes the request of a call by a method of the receiver, where that is code of
    the program.

    ``method`` is handed a new object of the type ``of``, or, if that is empty, the arguments
    themselves: in both cases those called ``names`` by name, and None for those that are not given.
    What it gives is sent by the receiver's method ``sender``, with the arguments called ``kept``.
    """

    method: str
    sender: str
    names: tuple[str, ...]
    of: str = ""
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a library hands to callables of the program once it has sent a request: an object of
    this ``type``, which keeps the request as its ``request``.

    ``paths`` are the access paths of a callable or of a sequence of them; the first one counts that
    is neither None nor empty. ``members`` are attributes of the object that are new objects of
    these types, ``keywords`` what else each is handed, of which nothing is known.
    """

    type: str
    paths: tuple[str, ...]
    members: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sink:
    """A callable at which values meet: a call of it is a sink call.

    ``parts`` names each part of interest and the access paths that may hold it; the first one
    provided counts. ``constants`` are parts fixed by the row. ``written`` are parts that default to
    these texts: the call itself stands for such a text, and ``spelling`` says how to change it.
    ``carried`` are parts given by these results. ``applied`` names parts that are callables: the
    library applies them to an object of type ``applied_to`` before it sends. The analysis runs
    their method ``applied_method``, so that the part shows their effect on the object. ``below``
    names what the library sends it by: where the program has put something else in the place of one
    of these, nothing is known to be sent. Where code of the program is among the ``layers``, a
    request object is handed from one to the next: the argument ``request``, or a new one of the
    type ``applied_to``, whose URL is one of the type ``url_type``. What they leave is sent by
    ``sent``, the dotted name of a row. ``making`` says how a method of the receiver makes that
    object, and ``answer`` what is called once it is sent.
    """

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    constants: tuple[tuple[str, str], ...] = ()
    applied: tuple[str, ...] = ()
    applied_to: str = ""
    applied_method: str = "__call__"
    written: tuple[tuple[str, str], ...] = ()
    spelling: Spelling | None = None
    carried: tuple[tuple[str, Result], ...] = ()
    below: tuple[str, ...] = ()
    layers: tuple[Layer, ...] = ()
    request: str = ""
    url_type: str = ""
    sent: str = ""
    making: Making | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A callable: a function ``package.function`` or a method ``package.Type.method``.

    ``parameters`` are its positional parameters in order, without self. ``decide`` replaces
    ``returns`` if the result depends on the arguments. ``harmless`` says that texts passed to it
    have no further use that an edit could break. ``stores`` is a receiver's attribute that also
    keeps the result, or the dotted name of something outside. ``by`` is the dotted name of such an
    object: where the program has set it, its method ``through`` does the work. ``shown`` is the
    display name of a label that it makes, if not its last name. ``through`` is otherwise the
    receiver's method that does the work; it gets the sink's method, the first argument, and the
    others by name. ``sole`` says that of what is stored there is one at a time: where a second one
    is, nothing is known of it. ``enters`` are access paths of functions that the library calls with
    the result, each with the dotted name under which it keeps what entering that gives. ``spread``
    says that it keeps an object with the items of a dictionary, and nothing of anything else.
    ``noted`` is what is noted of each call of it. ``of_class`` says of a method that a class is its
    receiver.
    """

    name: str
    parameters: tuple[str, ...] = ()
    returns: Result = NOT_SAID
    sink: Sink | None = None
    decide: Callable[[ArgumentView], Result] | None = None
    harmless: bool = False
    stores: str = ""
    sole: bool = False
    enters: tuple[tuple[str, str], ...] = ()
    spread: bool = False
    shown: str = ""
    noted: Hashable = None
    through: str = ""
    by: str = ""
    of_class: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Objects whose attributes build a text step by step.

    ``step`` maps an attribute's name to the text that it adds, with ``{}`` for each argument of a
    call. Each step results in an object of ``type`` that keeps the text so far in the attribute
    ``text``, and the previous object's attributes in ``keep``. ``spellings`` says how the last step
    can be changed, by the end of the text so far. ``ends`` replaces texts of a step where the text
    so far matches a regular expression at its end.
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

    ``attributes`` maps attributes of a new instance to access paths of the constructor's arguments.
    ``mappings`` are attributes that default to a new dictionary. ``results`` are attributes
    computed by these results from the constructor's arguments. ``members`` are attributes of every
    instance, made from it when they are read. ``properties`` are attributes that the calls of
    these names give whenever they are read, without arguments, and that the type's ``__setattr__``
    sets. ``supertypes`` are searched for methods that the type
    itself does not define. ``stands_in`` is the type of what every attribute is that nothing has
    set, and that does nothing. ``replaces`` are dotted names in whose place something else is while
    an instance is entered, and during calls of a function that it decorates; it is None for what
    replaces nothing, and empty for what says itself what it replaces. ``handed`` says that the
    function that it decorates is handed what entering it gives, as its last positional argument.
    ``objects`` are the dotted names of instances that the library has made. ``holds`` is the
    attribute in which an instance holds the list or dictionary whose elements and items it has.
    """

    name: str
    parameters: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    mappings: tuple[str, ...] = ()
    supertypes: tuple[str, ...] = ()
    results: tuple[tuple[str, Result], ...] = ()
    members: tuple[tuple[str, Made], ...] = ()
    properties: tuple[str, ...] = ()
    chain: Chain | None = None
    stands_in: str = ""
    replaces: tuple[str, ...] | None = None
    handed: bool = False
    objects: tuple[str, ...] = ()
    holds: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordMaker:
    """A class decorator or a base that makes ``__init__`` from a class's fields.

    ``environment`` says that fields omitted in a call may come from the environment. ``hook`` is
    the method that this ``__init__`` calls at its end. ``beside`` is the name under which a
    decorator writes it where the class has one of its own.
    """

    name: str
    hook: str = ""
    beside: str = ""
    environment: bool = False
    also: tuple[str, ...] = ()


class Keeps(enum.Enum):
    """For how long a function keeps a result for further calls with the same arguments."""

    NOT = enum.auto()
    A_WHILE = enum.auto()
    ALWAYS = enum.auto()


@dataclass(frozen=True, slots=True)
class Decorator:
    """A decorator that gives back what it is given, or something that is called alike.

    ``name`` is its dotted name, ``package.*`` for all that a package or module has, ``*.method``
    for that method of anything, or ``*.on_*`` for the methods that begin so. ``registers`` says
    that what it is given is called by others as well, ``keeps`` for how long it keeps a result for
    further calls with the same arguments. ``hands_in`` is the dotted name of what it hands in as
    the first argument.
    """

    name: str
    registers: bool = False
    keeps: Keeps = Keeps.NOT
    hands_in: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Something from outside of the program of which all that it gives has a label.

    ``name`` is its dotted name. ``*.name`` is that attribute of anything, ``*.[name]`` that item of
    anything, in lower case, and ``*.(name)`` a parameter of this name whose callers are not known;
    ``within`` restricts this to functions with a decorator of one of these names, or
    with another parameter that is a source. ``shared`` are attributes that are the same object for
    every one of it, ``own`` those in which the program keeps what is its own: they have no label.
    ``alike`` says that its attributes are its items. ``held`` are attributes, each with the dotted
    name under which a row keeps what it is.
    """

    name: str
    tag: Hashable
    within: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    alike: bool = False
    held: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of this name whose callers are not known: a framework for tests hands it in.

    ``made`` is what it is, and is entered before the function is.
    """

    name: str
    made: Made
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForTests:
    """Functions that a framework for tests calls, ``*.test*`` by how their names begin: what one of
    them begins ends with it, or with the tests if it ``lasts``; then it may be a decorator's name.
    """

    name: str
    also: tuple[str, ...] = ()
    lasts: bool = False


Row = Call | Parameter | Type | RecordMaker | Decorator | Source | ForTests
