"""The methods of classes: which there are, which they inherit from other modules, what calls them,
and what they do to their object.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Class,
    Function,
    Instance,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.walk import walk, walk_to

MAKING = frozenset({"__init__", "__new__"})
"""Methods that have been run on an object that is there."""


def analysed_line(cls: Class) -> list[Class]:
    """A class and its bases that are analysed code, in the order in which attributes are looked
    up.
    """
    return [each for each in lineage(cls) if isinstance(each, Class)]


def methods_of(run: Run, owners: Set[Class]) -> list[cst.FunctionDef]:
    """The methods that some classes define, in the order in which they were made."""
    return [
        node
        for node, made in run.functions.items()
        if isinstance(node, cst.FunctionDef) and made[-1].owner in owners
    ]


def has_as_own(cls: Class, function: Function, state: State) -> bool:
    """Whether a function is what a class has by its name: no heir has replaced it."""
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class):
            stored = state.read((ancestor.number, function.name))
            found = [atom for _, atom in stored if atom is not ABSENT]
            if found:
                return function in found or ancestor == function.owner
    return False


def is_constructor(method: cst.FunctionDef) -> bool:
    """Whether making an object of a class runs a method, so that it is entered only if no object
    was made.
    """
    return method.name.value == "__init__"


def nested_in(function: cst.FunctionDef) -> set[cst.FunctionDef]:
    """The functions, and methods of classes, that a function makes."""
    return set(walk_to(function.body, cst.FunctionDef))


def leading_to(
    found: Set[cst.FunctionDef], named: Mapping[cst.FunctionDef, Set[str]]
) -> set[cst.FunctionDef]:
    """Functions, with those that name one of them, directly or through another."""
    every = set(found)
    while True:
        names = {each.name.value for each in every}
        more = {each for each, its in named.items() if each not in every and its & names}
        if not more:
            return every
        every |= more


def attributes_read(method: cst.FunctionDef) -> frozenset[str]:
    """The attributes that a method reads from its object."""
    return _attributes(method, [method])


def attributes_set(method: cst.FunctionDef) -> frozenset[str]:
    """The attributes that a method sets of its object."""
    targets: list[cst.CSTNode] = []
    for node in walk(method):
        if isinstance(node, cst.Assign):
            targets += [each.target for each in node.targets]
        elif isinstance(node, cst.AnnAssign | cst.AugAssign | cst.NamedExpr):
            targets.append(node.target)
    return _attributes(method, targets)


def _attributes(method: cst.FunctionDef, parts: Sequence[cst.CSTNode]) -> frozenset[str]:
    """The attributes of a method's object that parts of it name."""
    params = method.params
    first = [each.name.value for each in (*params.posonly_params, *params.params)][:1]
    return frozenset(
        node.attr.value
        for part in parts
        for node in walk(part)
        if isinstance(node, cst.Attribute)
        and isinstance(node.value, cst.Name)
        and [node.value.value] == first
    )


def held_as(one: Instance | None, cls: Class, name: Hashable, state: State) -> Value:
    """What an object of a class, or else the class, has as an attribute; nothing if it has none."""
    holders = [] if one is None else [one.number]
    holders += [each.number for each in analysed_line(cls)]
    values = (without_absent(state.read((number, name))) for number in holders)
    return next((value for value in values if value), ())


def inherited_methods(
    run: Run, file: str, sought_in: Callable[[cst.ClassDef], Set[str]]
) -> Iterator[cst.FunctionDef]:
    """The public methods that classes of a file inherit from other files and that read one of the
    names ``sought_in`` the class from their object, directly or through another method of it.
    """
    for cls in list(run.classes.values()):
        if cls.file != file or cls.node is None:
            continue
        bases = {each for each in analysed_line(cls) if each.file != file}
        names = sought_in(cls.node) if bases else frozenset()
        if names:
            read = {node: attributes_read(node) for node in methods_of(run, bases)}
            for node in leading_to({each for each, its in read.items() if its & names}, read):
                if not node.name.value.startswith("_"):
                    yield node


def is_inherited(function: Function, file: str) -> bool:
    """Whether a function is a method of a class of another file."""
    return function.owner is not None and function.owner.file != file
