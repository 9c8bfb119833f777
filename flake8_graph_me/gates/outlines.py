"""What code a module is made of, and by which names other code comes to it.

Code of another module runs only if something names it. A function is named by its own name, a
method by that of its class, since only what names the class can have an instance of it, and a bound
value by its variable. Everything else at the top level of a module runs with the module. Names are
not resolved by scope, so that too much is named, never too little. Must not need libcst.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from flake8_graph_me.gates.parts import Chain, Part, last_name, part_of
from flake8_graph_me.gates.signs import names_owner, running, segments_in
from flake8_graph_me.gates.words import Segments

SYS = "sys"
MODULES = "modules"
"""Of the module above: how code comes to a module that it does not import. No other way is followed
by the analysis.
"""
RUNS_WITH_MODULE = ""
"""In place of a name: code that runs whenever its module does."""


class Bound(NamedTuple):
    """A name that an import binds: to a module, counted from ``level`` leading dots, or to the
    ``member`` of one (``*`` for all). ``first`` says that it is bound to the first part of the
    module's dotted name.
    """

    name: str
    module: str
    level: int = 0
    member: str = ""
    first: bool = False


@dataclass(slots=True)
class Outline:
    """The parts of a module, each with the name by which code comes to it; those ``handed`` to
    functions of these names when the module runs; what is ``executed`` when it does; the names that
    imports bind anywhere in it; its classes with their bases, and which of them may be ``hooking``
    their heirs.
    """

    parts: list[tuple[str, Part]] = field(default_factory=list)
    handed: list[tuple[frozenset[str], Part]] = field(default_factory=list)
    executed: set[Chain] = field(default_factory=set)
    bound: list[Bound] = field(default_factory=list)
    classes: dict[str, Part] = field(default_factory=dict)
    hooking: set[str] = field(default_factory=set)


def whole(source: str, tree: ast.Module) -> Part:
    """A module as one part."""
    return part_of(segments_in(source, tree), tree)


def outlined(source: str, tree: ast.Module, *, may_be_main: bool) -> Outline:
    """The outline of a module; only one that ``may_be_main`` can run as the program."""
    outline = Outline(bound=list(bound_in(tree)))
    _note_all(tree.body, _At(outline, segments_in(source, tree), may_be_main))
    return outline


def bound_in(tree: ast.Module) -> Iterator[Bound]:
    """The names that the imports of a module bind."""
    for node in running(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                yield Bound(name, alias.name, first=alias.asname is None)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = alias.asname or alias.name
                yield Bound(name, node.module or "", node.level, alias.name)


def comes_to_modules(part: Part, bound: Iterable[Bound]) -> bool:
    """Whether a part of a module in which imports bind these names may look up any module."""
    if any(map(_renames, bound)):
        return any(MODULES in (name, *read) for name, read, _ in part.chains)
    return any(
        name == SYS and (read[:1] == (MODULES,) or not read) for name, read, _ in part.chains
    )


def _renames(bound: Bound) -> bool:
    if bound.module == SYS:
        return bound.name != SYS
    return bound.member in (SYS, MODULES)


@dataclass(frozen=True, slots=True)
class _At:
    """Where a statement is: the module's outline, and the class."""

    outline: Outline
    segments: Segments
    may_be_main: bool
    cls: str | None = None

    def note(self, name: str, part: Part) -> None:
        """Note a part that code comes to by a name, or by that of the class."""
        self.outline.parts.append((name if self.cls is None else self.cls, part))

    def run(self, *nodes: ast.AST) -> Part:
        """The part of these nodes, which run with the module."""
        part = part_of(self.segments, *nodes)
        self.outline.executed |= part.chains
        return part


def _note_all(statements: Iterable[ast.stmt], at: _At) -> None:
    for statement in statements:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            _note_function(statement, at)
        elif isinstance(statement, ast.ClassDef):
            _note_class(statement, at)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            _note_import(statement, at)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            _note_assignment(statement, at)
        elif isinstance(statement, ast.If | ast.Try | ast.With):
            _note_block(statement, at)
        else:
            at.outline.parts.append((RUNS_WITH_MODULE, at.run(statement)))


def _note_function(node: ast.FunctionDef | ast.AsyncFunctionDef, at: _At) -> None:
    part = part_of(at.segments, node)
    defaults = [each for each in (*node.args.defaults, *node.args.kw_defaults) if each is not None]
    at.run(*node.decorator_list, *defaults)
    # What a module calls by itself has such a name too.
    hook = at.cls is None and node.name.startswith("__")
    at.note(RUNS_WITH_MODULE if hook else node.name, part)
    _note_handed(at.outline, part, node.decorator_list, defaults)


def _note_class(node: ast.ClassDef, at: _At) -> None:
    outline = at.outline
    bases = [*node.bases, *(keyword.value for keyword in node.keywords)]
    own = Part(frozenset({Chain(node.name)}))
    outline.classes[node.name] = at.run(*bases)
    outline.parts.append((node.name, outline.classes[node.name]))
    if node.keywords or any(_is_hook(each) for each in node.body):
        outline.hooking.add(node.name)
    at.run(*node.decorator_list)
    _note_handed(outline, own, node.decorator_list, bases)
    if at.cls is not None:
        at.note(node.name, own)
    _note_all(node.body, replace(at, cls=node.name))


def _is_hook(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef) and statement.name == "__init_subclass__"


def _note_import(node: ast.Import | ast.ImportFrom, at: _At) -> None:
    if names_owner(node, at.segments):
        at.outline.parts.append((RUNS_WITH_MODULE, at.run(node)))


def _note_assignment(node: ast.Assign | ast.AnnAssign, at: _At) -> None:
    """Note an assignment: its value is reached by the bound names, or by their class."""
    part = at.run(node)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [each for target in targets for each in _elements(target)]
    if not all(isinstance(name, ast.Name) for name in names):
        at.outline.parts.append((RUNS_WITH_MODULE, part))
        return
    for name in names:
        if isinstance(name, ast.Name):
            at.note(name.id, part)
    _note_handed(at.outline, part, (), [] if node.value is None else [node.value])


def _elements(target: ast.expr) -> Iterator[ast.expr]:
    pending = [target]
    while pending:
        each = pending.pop()
        if isinstance(each, ast.Tuple | ast.List):
            pending += each.elts
        else:
            yield each.value if isinstance(each, ast.Starred) else each


def _note_block(node: ast.If | ast.Try | ast.With, at: _At) -> None:
    parts = at.outline.parts
    if isinstance(node, ast.If):
        parts.append((RUNS_WITH_MODULE, at.run(node.test)))
        if at.may_be_main or not _asks_for_main(node.test):
            _note_all(node.body, at)
        _note_all(node.orelse, at)
    elif isinstance(node, ast.With):
        parts.append((RUNS_WITH_MODULE, at.run(*node.items)))
        _note_all(node.body, at)
    else:
        kinds = [handler.type for handler in node.handlers if handler.type is not None]
        parts.append((RUNS_WITH_MODULE, at.run(*kinds)))
        for body in (node.body, *(h.body for h in node.handlers), node.orelse, node.finalbody):
            _note_all(body, at)


def _asks_for_main(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and test.left.id == "__name__"
        and [type(each) for each in test.ops] == [ast.Eq]
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value == "__main__"
    )


def _note_handed(
    outline: Outline, part: Part, decorators: Sequence[ast.expr], values: Sequence[ast.expr]
) -> None:
    """Note that a part runs with its module, or is passed to code that does."""
    names = {last_name(each) for each in decorators}
    for node in running(*decorators, *values):
        if isinstance(node, ast.Call):
            names.add(last_name(node.func))
    if "" in names:
        outline.parts.append((RUNS_WITH_MODULE, part))
    elif names:
        outline.handed.append((frozenset(names), part))
