"""What the functions, statements and assignments of a module mention and write."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import libcst as cst

KEPT_INTERESTS = 16
"""How many interests are kept, so that the same one is told to be so. Past it what was found under
the one used longest ago is worked out again when it is needed.
"""


@dataclass(frozen=True, slots=True)
class Interest:
    """Which texts are sought, without which nothing is of interest, and which others may contribute
    to a label.
    """

    sought: Callable[[str], bool]
    telling: Callable[[str], bool]


@dataclass(slots=True)
class Mentions:
    """What one function, one assignment or one value mentions and writes.

    ``names`` are all names and attributes; ``free`` are the attributes and the non-local names.
    ``stems`` are the attributes that stand right behind a name, each with that name, ``further``
    the other attributes. ``captured`` are the names that functions in it share, ``assigned`` what
    its assignments write. ``sought`` and ``telling`` say whether it contains such texts.
    """

    names: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)
    stems: set[tuple[str, str]] = field(default_factory=set)
    further: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    local: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    captured: set[str] = field(default_factory=set)
    assigned: list[tuple["Written", "Mentions"]] = field(default_factory=list)
    sought: bool = False
    telling: bool = False


@dataclass(slots=True)
class Written:
    """What an assignment writes: names, or their items, and attributes, or theirs."""

    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


Pair = tuple[set[str], Mentions]
"""Names, and what is mentioned by what they are to hold."""


@dataclass(slots=True)
class MentionIndex:
    """What a module mentions, by function and by the names that assignments write.

    ``classes`` maps functions to their class names, and ``around`` to their enclosing functions.
    ``statements`` are what each statement of the module mentions outside of functions, ``outside``
    the assignments there, ``inside`` what those in functions write that code outside of these can
    read. ``packages`` are the top-level names of all imported modules, ``imported`` the dotted
    names of these and of what is imported from them, ``modules`` the names to which whole modules
    are bound, ``bound`` those that an assignment, a definition or anything else binds. ``joined``
    are the nodes whose literals were noted with others that they are joined to.
    """

    interest: Interest
    functions: dict[cst.FunctionDef, Mentions] = field(default_factory=dict)
    classes: dict[cst.FunctionDef, str] = field(default_factory=dict)
    around: dict[cst.FunctionDef, cst.FunctionDef] = field(default_factory=dict)
    statements: list[Mentions] = field(default_factory=list)
    outside: list[Pair] = field(default_factory=list)
    inside: list[Pair] = field(default_factory=list)
    packages: set[str] = field(default_factory=set)
    imported: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    joined: set[cst.CSTNode] = field(default_factory=set)

    def add(self, other: "MentionIndex") -> None:
        """Add what further statements of the module mention."""
        self.functions |= other.functions
        self.classes |= other.classes
        self.around |= other.around
        self.statements += other.statements
        self.outside += other.outside
        self.inside += other.inside
        self.packages |= other.packages
        self.imported |= other.imported
        self.modules |= other.modules
        self.bound |= other.bound
        self.joined |= other.joined

    def called(self, function: cst.FunctionDef) -> str:
        """The name by which code reaches a function; for a special method, its class name."""
        name = function.name.value
        return (self.classes.get(function) or name) if name.startswith("__") else name

    def outer(self, function: cst.FunctionDef) -> Iterator[cst.FunctionDef]:
        """The functions that enclose a function."""
        while function in self.around:
            function = self.around[function]
            yield function

    def names(self) -> set[str]:
        """All names mentioned in functions and outside of them."""
        mentioned = (mentions.names for mentions in self.functions.values())
        return set().union(*mentioned, *(mentions.names for mentions in self.statements))

    def targets(self) -> set[str]:
        """The names that an assignment sets, the local ones of functions apart."""
        return set().union(*(names for names, _ in (*self.outside, *self.inside)))

    def own_names(self, mentions: Mentions) -> set[str]:
        """The names that may be those of something of this module: that of an attribute of another
        module is none of them.
        """
        plain = self.modules - self.bound
        of_modules = {name for root, name in mentions.stems if root in plain}
        others = {name for root, name in mentions.stems if root not in plain}
        return mentions.free - (of_modules - others - mentions.further - mentions.bare)
