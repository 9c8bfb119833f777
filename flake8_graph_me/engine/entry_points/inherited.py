"""Methods that classes of the checked module inherit from other modules.

They run on objects of these classes as if all stood in one module.
"""

from collections.abc import Callable, Iterator, Set

import libcst as cst

from flake8_graph_me.engine.domain.values import Function
from flake8_graph_me.engine.entry_points.methods import (
    analysed_line,
    attributes_read,
    leading_to,
    methods_of,
)
from flake8_graph_me.engine.machine.run import Run


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
