"""Imports: what is not analysed is known by its dotted name."""

import libcst as cst

from flake8_graph_me.engine.alternatives import just
from flake8_graph_me.engine.names import write_name
from flake8_graph_me.engine.run import Frame, Run
from flake8_graph_me.engine.state import State
from flake8_graph_me.engine.values import External


def dotted(node: cst.BaseExpression | None) -> str:
    """The text of a dotted name."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


def execute_import(_run: Run, node: cst.Import, frame: Frame, state: State) -> State:
    """``import a.b`` binds a, ``import a.b as c`` binds a.b."""
    for alias in node.names:
        name = dotted(alias.name)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            write_name(state, frame.scope, alias.asname.name.value, just(External(name)))
        else:
            first = name.split(".")[0]
            write_name(state, frame.scope, first, just(External(first)))
    return state


def execute_import_from(run: Run, node: cst.ImportFrom, frame: Frame, state: State) -> State:
    """``from a import b`` binds a.b; a relative module keeps its dots."""
    module = "." * len(node.relative) + dotted(node.module)
    if isinstance(node.names, cst.ImportStar):
        for name in (*run.rows.types, *run.rows.calls):
            owner, _, last = name.rpartition(".")
            if owner == module:
                write_name(state, frame.scope, last, just(External(name)))
        return state
    for alias in node.names:
        name = dotted(alias.name)
        bound = alias.asname.name if alias.asname is not None else alias.name
        if isinstance(bound, cst.Name):
            separator = "" if module.endswith(".") and not dotted(node.module) else "."
            full = f"{module}{separator}{name}"
            write_name(state, frame.scope, bound.value, just(External(full)))
    return state
