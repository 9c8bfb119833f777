"""Which class stands behind an abstract one: the only one that implements it."""

from collections.abc import Iterator

import libcst as cst

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.values import Class, External
from flake8_graph_me.engine.machine.run import Run

STRUCTURAL = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
"""Bases of a class that other classes implement by what they define, without naming it."""
ABSTRACT = STRUCTURAL | {"abc.ABC"}


def implementation(run: Run, cls: Class, file: str) -> Class | None:
    """The class that an annotation with ``cls`` in a file stands for: itself, or the only class
    that the file and its imports show to implement it if it is abstract; None if there are several,
    or none.
    """
    if not is_abstract(cls):
        return cls
    reached = () if run.project is None else run.project.reached(file)
    files = {file, *(place.file for place in reached)}
    seen = [each for each in run.classes.values() if each.file in files]
    named = {each for each in seen if cls in lineage(each)[1:]}
    wanted = set(_methods(cls)) if _bases(cls) & STRUCTURAL else set[str]()
    alike = {
        each
        for each in seen
        if wanted and wanted <= {name for one in lineage(each) for name in _methods(one)}
    }
    found = {each for each in named | alike if each != cls and not is_abstract(each)}
    return found.pop() if len(found) == 1 else None


def is_abstract(cls: Class) -> bool:
    """Whether a class is an interface: it names ``Protocol`` or ``ABC`` as a base."""
    return not _bases(cls).isdisjoint(ABSTRACT)


def _bases(cls: Class) -> set[str]:
    return {base.name for base in cls.bases if isinstance(base, External)}


def _methods(cls: object) -> Iterator[str]:
    """The names of the methods that the body of a class defines."""
    if isinstance(cls, Class) and cls.node is not None:
        for statement in cls.node.body.body:
            if isinstance(statement, cst.FunctionDef):
                yield statement.name.value
