"""Methods that classes of the checked module inherit from other modules.

They run on objects of these classes as if all stood in one module.
"""

from collections.abc import Callable, Iterator, Set

import libcst as cst

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.values import Class, Function
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.walk import walk


def inherited_methods(
    run: Run, file: str, sought_in: Callable[[cst.ClassDef], Set[str]]
) -> Iterator[cst.FunctionDef]:
    """The public methods that classes of a file inherit from other files and that read one of the
    names ``sought_in`` the class from their object, directly or through another method of it.
    """
    for cls in list(run.classes.values()):
        if cls.file != file or cls.node is None:
            continue
        bases = {each for each in lineage(cls) if isinstance(each, Class) and each.file != file}
        names = sought_in(cls.node) if bases else frozenset()
        if names:
            read = {node: _read(node) for node in _methods_of(run, bases)}
            for node in _reading(read, names):
                if not node.name.value.startswith("_"):
                    yield node


def _methods_of(run: Run, owners: Set[Class]) -> list[cst.FunctionDef]:
    return [
        node
        for node, made in run.functions.items()
        if isinstance(node, cst.FunctionDef) and made[-1].owner in owners
    ]


def _read(method: cst.FunctionDef) -> frozenset[str]:
    """The attributes that a method reads from its object."""
    params = method.params
    first = [each.name.value for each in (*params.posonly_params, *params.params)][:1]
    return frozenset(
        node.attr.value
        for node in walk(method)
        if isinstance(node, cst.Attribute)
        and isinstance(node.value, cst.Name)
        and [node.value.value] == first
    )


def _reading(read: dict[cst.FunctionDef, frozenset[str]], names: Set[str]) -> set[cst.FunctionDef]:
    """The methods that read one of these names, directly or through another method."""
    found: set[cst.FunctionDef] = set()
    while True:
        wanted = names | {each.name.value for each in found}
        more = {each for each, its in read.items() if each not in found and its & wanted}
        if not more:
            return found
        found |= more


def is_inherited(function: Function, file: str) -> bool:
    """Whether a function is a method of a class of another file."""
    return function.owner is not None and function.owner.file != file
