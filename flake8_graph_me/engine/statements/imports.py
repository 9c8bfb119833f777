"""Imports: modules of the project are bound as modules, all others by their dotted names."""

import sys
from collections.abc import Iterator, Sequence

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Constant,
    External,
    Imported,
    Module,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import write_name
from flake8_graph_me.engine.models.handed_in import from_outside
from flake8_graph_me.engine.models.replacing import in_place_of
from flake8_graph_me.engine.objects.may_change import open_names
from flake8_graph_me.engine.objects.modules import load, module_at, module_of
from flake8_graph_me.project.modules.exports import binds, exported_names, starred_imports
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import children

_IMPORTS = frozenset({cst.Import, cst.ImportFrom})


def dotted(node: cst.BaseExpression | None) -> str:
    """The text of a dotted name."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


def execute_import(run: Run, node: cst.Import, frame: Frame, state: State) -> State:
    """``import a.b`` binds a, ``import a.b as c`` binds a.b."""
    for alias in node.names:
        name = dotted(alias.name)
        found = module_of(run, frame.scope.file, name)
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            bound, atom = alias.asname.name.value, found or External(name)
        else:
            bound = name.split(".")[0]
            # A package of the project counts only if what is imported from it is there.
            top = None if found is None else module_of(run, frame.scope.file, bound)
            atom = top or External(bound)
        write_name(state, frame.scope, bound, just(atom))
        if found is not None and _is_for_its_effects(run, bound, frame):
            _run_for_them(run, found)
    return state


def _is_for_its_effects(run: Run, bound: str, frame: Frame) -> bool:
    """Whether what a module imports under a name is there for what it does: it is not mentioned
    again.
    """
    parsed = run.trees.get(frame.scope.file)
    of_module = frame.scope.module is None and not frame.scope.is_class
    return of_module and parsed is not None and bound not in parsed.once(_mentioned)


def _mentioned(parsed: ParsedModule) -> frozenset[str]:
    """The names that a module mentions besides those in its imports."""
    return frozenset().union(*parsed.each(_mentioned_in, None))


def _mentioned_in(statement: cst.CSTNode, _context: None) -> frozenset[str]:
    pending: list[cst.CSTNode] = [statement]
    found: set[str] = set()
    while pending:
        node = pending.pop()
        if type(node) is cst.Name:
            found.add(node.value)
        elif type(node) not in _IMPORTS:
            pending += children(node)
    return frozenset(found)


def _run_for_them(run: Run, module: Module) -> None:
    """Run a module for its effects, if it has any; others run when something of them is asked
    for.
    """
    if run.project is not None and run.project.acts(module.place):
        load(run, module)


def execute_import_from(run: Run, node: cst.ImportFrom, frame: Frame, state: State) -> State:
    """``from a import b`` binds a.b; a relative module that is not found keeps its dots."""
    name, level = dotted(node.module), len(node.relative)
    module = module_of(run, frame.scope.file, name, level)
    if isinstance(node.names, cst.ImportStar):
        if module is None and name.partition(".")[0] not in sys.stdlib_module_names:
            open_names(run, state, frame.scope.number, which=_may_be_rebound)
        for bound, atom in _all_names(run, module, "." * level + name):
            write_name(state, frame.scope, bound, just(atom))
        return state
    for alias in node.names:
        target = alias.asname.name if alias.asname is not None else alias.name
        if isinstance(target, cst.Name):
            value = _member(run, module, "." * level + name, alias, state)
            write_name(state, frame.scope, target.value, value)
            if module is not None and _is_for_its_effects(run, target.value, frame):
                below = _submodule(run, module, dotted(alias.name))
                _run_for_them(run, module if below is None else below)
    return state


def _may_be_rebound(name: str, value: Value) -> bool:
    """Whether a star import that is not followed may bind a name anew: a plain value's."""
    return not name.startswith("_") and all(
        isinstance(atom, Constant | Text | Tuple | Unknown) for _, atom in value
    )


def surely_succeed(run: Run, body: Sequence[cst.CSTNode], frame: Frame) -> bool:
    """Whether all statements are imports of things that the project is known to have."""
    lines = [line for line in body if isinstance(line, cst.SimpleStatementLine)]
    statements = [each for line in lines for each in line.body]
    return (
        run.project is not None
        and len(lines) == len(body)
        and all(_surely_succeeds(run, each, frame.scope.file) for each in statements)
    )


def _surely_succeeds(run: Run, node: cst.CSTNode, file: str) -> bool:
    if isinstance(node, cst.Import):
        return all(module_of(run, file, dotted(alias.name)) is not None for alias in node.names)
    if not isinstance(node, cst.ImportFrom) or isinstance(node.names, cst.ImportStar):
        return False
    module = module_of(run, file, dotted(node.module), len(node.relative))
    return module is not None and all(_has(run, module, dotted(a.name)) for a in node.names)


def _has(run: Run, module: Module, name: str) -> bool:
    """Whether a module of the project has a name, or a submodule of that name."""
    if run.project is None:
        return False
    parsed = run.project.parsed(module.place)
    if parsed is not None and binds(parsed.tree, name):
        return True
    return _submodule(run, module, name) is not None


def _submodule(run: Run, module: Module | None, name: str) -> Module | None:
    """The module of this name below another one."""
    below = None
    if run.project is not None and module is not None:
        below = run.project.below(module.place, name)
    return None if below is None else module_at(run, below)


def _member(
    run: Run, module: Module | None, module_name: str, alias: cst.ImportAlias, state: State
) -> Value:
    name = dotted(alias.name)
    if module is not None:
        return just(Imported(module, name))
    held = in_place_of(run, f"{module_name}.{name}", state)
    if held:
        return held
    separator = "" if module_name.endswith(".") or not module_name else "."
    return just(from_outside(run, f"{module_name}{separator}{name}", alias))


def _all_names(run: Run, module: Module | None, name: str) -> Iterator[tuple[str, Atom]]:
    """What ``import *`` binds: the public names of a project module, or what rows say about another
    one.
    """
    if module is not None:
        yield from _public_names(run, module, set())
        return
    for row in (*run.rows.types, *run.rows.calls):
        owner, _, last = row.rpartition(".")
        if owner == name:
            yield last, External(row)


def _public_names(run: Run, module: Module, seen: set[str]) -> Iterator[tuple[str, Atom]]:
    seen.add(module.place.key)
    parsed = None if run.project is None else run.project.parsed(module.place)
    if parsed is None:
        return
    for name, level in starred_imports(parsed.tree):
        inner = module_of(run, module.scope.file, name, level)
        if inner is not None and inner.place.key not in seen:
            yield from _public_names(run, inner, seen)
    for name in exported_names(parsed.tree):
        yield name, Imported(module, name)
