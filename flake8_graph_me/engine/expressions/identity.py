"""Which objects are one and the same, and which are alike."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.branching import decision
from flake8_graph_me.engine.machine.run import Run

OBJECTS = Instance | Class | Dict | List | Function


def same_objects(run: Run, first: Atom, second: Atom) -> Value:
    """Whether two of ``OBJECTS`` are one."""
    if _stand_for_any(run, first, second):
        return decision(run, ("same", run.number()))
    return just(constant(value=first == second))


def equal_objects(run: Run, first: Atom, second: Atom) -> Value:
    """Objects with an ``__eq__`` may be equal without being identical."""
    if _stand_for_any(run, first, second):
        return decision(run, ("equal", run.number()))
    if first == second and not isinstance(first, Tuple):
        return just(constant(value=True))
    if all(isinstance(atom, Instance) and _is_like_itself_only(atom) for atom in (first, second)):
        return just(constant(value=False))
    if isinstance(first, Instance) or isinstance(second, Instance):
        return run.unknown()
    return decision(run, ("equal", run.number()))


def _stand_for_any(run: Run, first: Atom, second: Atom) -> bool:
    """Whether one of two objects stands for all that callers may hand in, which may be the other
    one or not: a receiver and a parameter of its class are one example.
    """
    if not isinstance(first, Instance) or not isinstance(second, Instance):
        return False
    kinds = [atom.type for atom in (first, second) if isinstance(atom.type, Class)]
    return any(run.examples.get(kind.number) in (first, second) for kind in kinds)


def _is_like_itself_only(atom: Instance) -> bool:
    if not isinstance(atom.type, Class) or atom.type.style not in ("", "enum"):
        return False
    own = [ancestor for ancestor in lineage(atom.type) if isinstance(ancestor, Class)]
    return not any(
        isinstance(line, cst.FunctionDef) and line.name.value == "__eq__"
        for ancestor in own
        if ancestor.node is not None
        for line in ancestor.node.body.body
    )
