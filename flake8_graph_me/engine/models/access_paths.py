"""Access paths: resolving the text in a row to a value in a call."""

from collections.abc import Iterable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Alternative,
    Atom,
    Constant,
    Dict,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.objects.containers import get_item

DECIDING = "="
"""Before an access path: what it provides counts even if that is None."""


def resolve(call: Invocation, path: str) -> Value | None:
    """The value at an access path, or None if the call does not provide it."""
    first, *rest = path.removeprefix(DECIDING).split(".")
    value: Value | None
    if first == "self":
        value = None if call.receiver is None else just(call.receiver)
    elif first == "*":
        value = just(Tuple(tuple(call.arguments.positional), call.arguments.more_positional))
    else:
        value = bind_row(call.parameters, call.arguments).get(first)
        if value is None and call.arguments.more_keywords is not None:
            value = call.arguments.more_keywords
    for name in rest:
        if value is None:
            return None
        value = mapped(value, lambda atom, name=name: _step(call, atom, name))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    return value


def _step(call: Invocation, atom: Atom, name: str) -> Value:
    if isinstance(atom, Dict):
        return get_item(call.run, call.state, atom.number, name)
    if isinstance(atom, Text | Constant):
        return just(NONE)
    return call.run.attribute(atom, name, call.node, call.frame, call.state)


def first_given(call: Invocation, paths: tuple[str, ...]) -> Value | None:
    """The first access path that the call provides; where its value is None, the next one counts,
    unless the path is a deciding one.
    """
    found: Value | None = None
    for path in reversed(paths):
        value = resolve(call, path)
        if value is None:
            continue
        if found is None or path.startswith(DECIDING):
            found = value
            continue
        alternatives: list[Alternative] = []
        for condition, atom in value:
            alternatives.extend(under(condition, found) if atom == NONE else ((condition, atom),))
        found = joined(alternatives)
    return found


def bind_row(parameters: Iterable[str], arguments: Arguments) -> dict[str, Value]:
    """The arguments of a call by a row's parameter names; extra positional arguments are
    dropped.
    """
    bound = dict(zip(parameters, arguments.positional, strict=False))
    for name, value in arguments.keywords.items():
        bound[name] = mapped(value, lambda atom: just(NONE if atom is ABSENT else atom))
    return bound


def node_of(name: str, parameters: tuple[str, ...], arguments: Arguments) -> cst.CSTNode | None:
    """The argument expression of a row's parameter, if the call has one."""
    if name in arguments.nodes:
        return arguments.nodes[name]
    if name in parameters:
        return arguments.nodes.get(parameters.index(name))
    return None


def node_of_all(arguments: Arguments) -> cst.CSTNode | None:
    """The expression that gives all positional arguments, if it is a single one."""
    found = {arguments.nodes.get(index) for index in range(len(arguments.positional))}
    return found.pop() if len(found) == 1 else None
