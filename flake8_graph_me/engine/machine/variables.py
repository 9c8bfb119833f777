"""Variables: reading and writing names by Python's rules of scope."""

from flake8_graph_me.engine.domain.alternatives import just, where_absent, without_absent
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    IMPOSSIBLE,
    External,
    Scope,
    Value,
)

SCOPES_PER_STEP = 8
"""How many scopes can be looked through for the cost of evaluating one expression."""


def read_name(state: State, scope: Scope, name: str) -> Value:
    """The value of a name; an unbound name is a builtin."""
    found: list[Value] = []
    current: Scope | None = scope
    innermost = True
    if name in scope.elsewhere:
        value = without_absent(state.read((scope.elsewhere[name], name)))
        if value:
            return value
    passed = 0
    while current is not None:
        passed += 1
        if passed % SCOPES_PER_STEP == 0:
            state.work.done += 1
        if innermost or not current.is_class:
            value = state.read((current.number, name))
            present = without_absent(value)
            if present:
                if len(present) == len(value) or _is_of_function(current):
                    # Where a function binds a name at all, the name is that function's own.
                    return _chosen(found, present)
                found.append(value)
            elif not value and _is_of_function(current):
                return _chosen(found, IMPOSSIBLE)
        innermost = False
        current = current.parent
    return _chosen(found, just(External(f"builtins.{name}")) if not found else ())


def _chosen(partial: list[Value], last: Value) -> Value:
    """The first value that exists, out of values that may be absent and a last one that is not."""
    result = last
    for value in reversed(partial):
        result = where_absent(value, result)
    return result


def _is_of_function(scope: Scope) -> bool:
    return scope.module is not None and not scope.is_class


def unbind_name(state: State, scope: Scope, name: str) -> None:
    """``del name``: a function's local name stays local."""
    gone = IMPOSSIBLE if _is_of_function(scope) and name not in scope.elsewhere else NOTHING
    write_name(state, scope, name, gone)


def write_name(state: State, scope: Scope, name: str, value: Value) -> None:
    """Bind a name in a scope, or where ``global`` or ``nonlocal`` says."""
    state.write((scope.elsewhere.get(name, scope.number), name), value)


def declare_global(scope: Scope, name: str) -> None:
    """``global name``."""
    if scope.module is not None:
        scope.elsewhere[name] = scope.module.number


def declare_nonlocal(state: State, scope: Scope, name: str) -> None:
    """``nonlocal name``: the nearest enclosing function scope that binds it."""
    current = scope.parent
    while current is not None and current.module is not None:
        if not current.is_class and without_absent(state.read((current.number, name))):
            scope.elsewhere[name] = current.number
            return
        current = current.parent
