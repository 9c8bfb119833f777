"""Which objects are one and the same, and which are alike."""

from collections.abc import Hashable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Dict,
    External,
    Function,
    Instance,
    List,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.branching import decision
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.operations.instances.functional_enumerations import PLAIN

WITHOUT_EQUALITY = frozenset(
    {
        *("builtins.object", "builtins.BaseException", "builtins.Exception"),
        *("abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol"),
    }
)
"""Classes whose objects are equal to themselves only."""
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


def asks_for_class(node: cst.BaseExpression) -> bool:
    """Whether an expression is the class of an object: ``x.__class__`` or ``type(x)``."""
    if isinstance(node, cst.Call):
        return isinstance(node.func, cst.Name) and node.func.value == "type" and len(node.args) == 1
    return isinstance(node, cst.Attribute) and node.attr.value == "__class__"


def identity_of(atom: Atom) -> Hashable | None:
    """By what an object is told from all others of which this is known; None for others."""
    if isinstance(atom, Class | Function):
        return ("object", atom.number)
    if isinstance(atom, Instance) and isinstance(atom.type, Class) and atom.type.style == "enum":
        return ("object", atom.number)
    if isinstance(atom, External) and atom.name.startswith("builtins."):
        return ("builtin", atom.name)
    return None


def is_plain_member(atom: Atom) -> bool:
    """Whether an atom is a member of an enumeration, and nothing else is equal to it."""
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return False
    outside = [each for each in lineage(atom.type) if isinstance(each, External)]
    return outside == [PLAIN] and _is_like_itself_only(atom)


def is_one_of_a_kind(run: Run, subject: Hashable, key: Hashable) -> Value:
    """Whether something unknown is a certain object: if it is, it is no other one."""
    holds, fails = run.symbols.equality(subject, key)
    holds |= {-run.symbols.number(("none", subject))}
    return ((holds, constant(value=True)), (fails, constant(value=False)))


def _stand_for_any(run: Run, first: Atom, second: Atom) -> bool:
    """Whether one of two objects stands for all that callers may hand in, which may be the other
    one or not: a receiver and a parameter of its class are one example.
    """
    if not isinstance(first, Instance) or not isinstance(second, Instance):
        return False
    one, other = first.type, second.type
    if not isinstance(one, Class) or not isinstance(other, Class):
        return False
    related = one in lineage(other) or other in lineage(one)
    return related and any(
        run.examples.get(each.number) in (first, second) for each in (one, other)
    )


def _is_like_itself_only(atom: Instance) -> bool:
    """Whether nothing but the object itself is equal to it: no class of its line says otherwise,
    and none is of a library, which might.
    """
    if not isinstance(atom.type, Class) or atom.type.style not in ("", "enum"):
        return False
    line = lineage(atom.type)
    own = [ancestor for ancestor in line if isinstance(ancestor, Class)]
    outside = {ancestor.name for ancestor in line if isinstance(ancestor, External)}
    if len(own) + len(outside) < len(line) or not (
        atom.type.style == "enum" or outside <= WITHOUT_EQUALITY
    ):
        return False
    return not any(
        isinstance(line, cst.FunctionDef) and line.name.value == "__eq__"
        for ancestor in own
        if ancestor.node is not None
        for line in ancestor.node.body.body
    )
