"""Methods that classes of the checked module inherit from other modules.

They run on objects of these classes as if all stood in one module.
"""

from collections.abc import Callable, Iterator

import libcst as cst

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.values import Class, Function
from flake8_graph_me.engine.machine.run import Run


def inherited_methods(
    run: Run, file: str, concerned: Callable[[cst.ClassDef], bool]
) -> Iterator[cst.FunctionDef]:
    """The public methods that the ``concerned`` classes of a file inherit from other files."""
    for cls in list(run.classes.values()):
        if cls.file != file or cls.node is None:
            continue
        bases = {each for each in lineage(cls) if isinstance(each, Class) and each.file != file}
        if bases and concerned(cls.node):
            yield from _methods_of(run, bases)


def _methods_of(run: Run, owners: set[Class]) -> Iterator[cst.FunctionDef]:
    for node, made in list(run.functions.items()):
        if not isinstance(node, cst.FunctionDef) or made[-1].owner not in owners:
            continue
        if not node.name.value.startswith("_"):
            yield node


def is_inherited(function: Function, file: str) -> bool:
    """Whether a function is a method of a class of another file."""
    return function.owner is not None and function.owner.file != file
