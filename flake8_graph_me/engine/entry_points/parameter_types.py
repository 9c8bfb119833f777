"""What a parameter without a known caller may be, by its annotation and its name, and which classes
stand behind the one that an annotation names.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, under
from flake8_graph_me.engine.domain.conditions import HEIR, OF_HEIRS, SUPPOSED
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Class,
    External,
    Function,
    Instance,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import one_of
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.handed_in import parameter_from_outside
from flake8_graph_me.engine.objects.annotations import (
    alternatives_of,
    annotated_type,
    example,
)
from flake8_graph_me.syntax.decorators import decorator_names
from flake8_graph_me.syntax.parameters import Parameter, parameters_of

STRUCTURAL = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
"""Bases of a class that other classes implement by what they define, without naming it."""
ABSTRACT = STRUCTURAL | {"abc.ABC"}
MAX_HEIRS = 4
"""How many heirs of a class are told apart where an annotation names it. Past it an object of a
further one is unknown.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose parameter is asked for, and where its annotation is read. ``build`` makes an example of
    a class, if there is none.
    """

    function: Function
    scope: Frame
    state: State
    build: Callable[[Class], None]


def of_its_kind(run: Run, asked: Asked, parameter: Parameter) -> Value:
    """A parameter known only by its annotation and its name: of one of the types that the
    annotation allows.
    """
    node, key = asked.function.node, (asked.function.number, parameter.name)
    others = [each for each in parameters_of(node) if each.name != parameter.name]
    served = any(_is_source(run, asked, each) for each in others)
    unknown = parameter_from_outside(run, parameter, decorator_names(node), node, served=served)
    types = alternatives_of(parameter.annotation)
    values = [_of_type(run, asked, each, unknown, key) for each in types]
    return one_of(run, values, "type", *key)


def _of_type(
    run: Run,
    asked: Asked,
    annotation: cst.BaseExpression | None,
    unknown: Unknown,
    key: tuple[Hashable, ...],
) -> Value:
    """A parameter of a type, or something unknown if that says nothing."""
    if isinstance(annotation, cst.Name) and annotation.value == "None":
        return just(NONE)
    kind = annotated_type(run, annotation, asked.scope, asked.state)
    if isinstance(kind, Class):
        return _of_class(run, asked, kind, unknown, key)
    found = example(run, kind, run.examples)
    for _, atom in found or ():
        if isinstance(atom, Instance) and isinstance(atom.type, str):
            run.keys["example", unknown.key] = atom.number
    return found or just(unknown)


def _of_class(
    run: Run, asked: Asked, cls: Class, unknown: Unknown, key: tuple[Hashable, ...]
) -> Value:
    """An object of a class or of its heirs, or of the one that is supposed to implement it."""
    file = asked.scope.scope.file
    if is_abstract(cls):
        kind = implementation(run, cls, file)
        found = None if kind is None else _built(run, asked, kind)
        supposed = frozenset((run.symbols.number((SUPPOSED, *key)),))
        return just(unknown) if found is None else under(supposed, found)
    others = derived(run, cls, file)
    exact, *heirs = (
        _built(run, asked, each) or just(unknown) for each in (cls, *others[:MAX_HEIRS])
    )
    if len(others) > MAX_HEIRS:
        heirs.append(just(unknown))
    if not heirs:
        return exact
    symbol = run.symbols.number((HEIR, *key, cls.number))
    return chosen_by(symbol, exact, one_of(run, heirs, OF_HEIRS, *key, cls.number))


def _built(run: Run, asked: Asked, cls: Class) -> Value | None:
    asked.build(cls)
    return example(run, cls, run.examples)


def _is_source(run: Run, asked: Asked, parameter: Parameter) -> bool:
    """Whether the name or the annotation of a parameter says that a caller's request is handed
    in.
    """
    row = run.rows.source(f"*.({parameter.name})")
    kind = annotated_type(run, parameter.annotation, asked.scope, asked.state)
    return (row is not None and not row.within) or isinstance(kind, Unknown)


def implementation(run: Run, cls: Class, file: str) -> Class | None:
    """The only class that a file and its imports show to implement an abstract one; None if there
    are several, or none.
    """
    seen = _seen(run, file)
    wanted = set(_methods(cls)) if _bases(cls) & STRUCTURAL else set[str]()
    alike = {
        each
        for each in seen
        if wanted and wanted <= {name for one in lineage(each) for name in _methods(one)}
    }
    named = {each for each in heirs(run, cls) if each in seen}
    found = {each for each in named | alike if each != cls and not is_abstract(each)}
    return found.pop() if len(found) == 1 else None


def derived(run: Run, cls: Class, file: str) -> list[Class]:
    """The other classes of which an object may be where an annotation in a file names a class: the
    heirs that the file and its imports show.
    """
    seen = _seen(run, file)
    return [each for each in heirs(run, cls) if each != cls and each in seen]


def heirs(run: Run, cls: Class) -> list[Class]:
    """The classes in whose lineage a class is, with itself."""
    if not run.heirs:
        for each in run.classes.values():
            for ancestor in lineage(each):
                if isinstance(ancestor, Class):
                    run.heirs.setdefault(ancestor, []).append(each)
    return run.heirs.get(cls, [])


def _seen(run: Run, file: str) -> list[Class]:
    """The classes of a file and its imports."""
    reached = () if run.project is None else run.project.reached(file)
    files = {file, *(place.file for place in reached)}
    return [each for each in run.classes.values() if each.file in files]


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
