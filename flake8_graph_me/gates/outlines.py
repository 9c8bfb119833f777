"""Which code of imported modules a file can reach, judged by names.

Code of another module runs only if something names it. A function or method is named by its own
name, a special method by its class, and a method that a library calls by the library's name for it.
A method also needs its class to be named. A bound value is named by its variable. Everything else
at the top level of a module runs with the module. Following names from part to part, starting with
those in a file, therefore finds all the code that the file can reach. Names are not resolved by
scope, so the result is too large, never too small. Must not need libcst.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from flake8_graph_me.gates.signs import names_owner, running, segments_in, text_of
from flake8_graph_me.gates.words import Segments

CALLED_BY_LIBRARIES = frozenset(
    {
        *("async_auth_flow", "auth_flow", "sync_auth_flow"),
        *("get_authorization_token", "get_token", "get_token_info"),
    }
)
"""Methods of a program's own objects that libraries call."""
_COMPUTING = {"getattr": 1, "attrgetter": 0, "methodcaller": 0}
"""Functions that read an attribute named by an argument, with the first one that names it."""
_ANY_NAME = frozenset({"__dict__", "globals", "locals", "vars"})
"""Names by which code comes to something without naming it."""
_PLAIN = frozenset({"staticmethod", "classmethod"})
"""Decorators of methods that are named where they are called."""
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a module's code: its names, whether it contains a path segment that names an owner,
    and whether it computes names and so may reach anything.
    """

    names: frozenset[str]
    owner: bool
    anything: bool


@dataclass(slots=True)
class Outline:
    """The parts of a module: those that ``always`` run with it, those ``named`` by a name, its
    ``methods`` by class and name, and those ``handed`` to functions of these names when the module
    runs. ``defined`` are the names of all functions and classes.
    """

    always: list[Part] = field(default_factory=list)
    named: dict[str, list[Part]] = field(default_factory=dict)
    methods: dict[str, list[tuple[str, Part]]] = field(default_factory=dict)
    handed: list[tuple[frozenset[str], Part]] = field(default_factory=list)
    defined: set[str] = field(default_factory=set)


def whole(source: str, tree: ast.Module) -> Part:
    """A module as one part."""
    return _part(segments_in(source, tree), tree)


def outlined(source: str, tree: ast.Module, *, may_be_main: bool) -> Outline:
    """The outline of a module; only one that ``may_be_main`` can run as the program."""
    outline = Outline()
    _note_all(tree.body, _At(outline, segments_in(source, tree), may_be_main))
    return outline


def comes_to_owner(start: Part, outlines: Iterable[Outline]) -> bool:
    """Whether a file can reach a path segment that names an owner, in its own code or in the
    modules that it imports.
    """
    return any(part.owner or part.anything for part in _reached(start, list(outlines)))


def _reached(start: Part, outlines: Sequence[Outline]) -> Iterator[Part]:
    """The parts that a file can reach, its own first."""
    defined = set().union(*(outline.defined for outline in outlines))
    pending = [start]
    for outline in outlines:
        pending += outline.always
        # What a function of the project is given, it may keep where all can find it.
        pending += [part for names, part in outline.handed if not names.isdisjoint(defined)]
    seen: set[str] = set()
    # Methods whose name or class is not named yet, by what is still to be named.
    waiting: dict[str, list[Part]] = {}
    while pending:
        part = pending.pop()
        yield part
        for name in part.names - seen:
            seen.add(name)
            pending += waiting.pop(name, ())
            for outline in outlines:
                pending += outline.named.get(name, ())
                for method, code in outline.methods.get(name, ()):
                    if method in seen or _is_called_unnamed(method):
                        pending.append(code)
                    else:
                        waiting.setdefault(method, []).append(code)


def _is_called_unnamed(method: str) -> bool:
    return method.startswith("__") or method in CALLED_BY_LIBRARIES


@dataclass(frozen=True, slots=True)
class _At:
    """Where a statement is: the module's outline, and the class."""

    outline: Outline
    segments: Segments
    may_be_main: bool
    cls: str | None = None


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
            at.outline.always.append(_part(at.segments, statement))


def _note_function(node: ast.FunctionDef | ast.AsyncFunctionDef, at: _At) -> None:
    outline, part = at.outline, _part(at.segments, node)
    outline.defined.add(node.name)
    if at.cls is not None:
        outline.methods.setdefault(at.cls, []).append((node.name, part))
    elif node.name.startswith("__"):
        outline.always.append(part)
    else:
        outline.named.setdefault(node.name, []).append(part)
    defaults = [each for each in (*node.args.defaults, *node.args.kw_defaults) if each is not None]
    _note_handed(outline, part, node.decorator_list, defaults)
    if at.cls is not None and not _PLAIN.issuperset(map(_last_name, node.decorator_list)):
        # A property is read like any other attribute, also where a library looks for one.
        outline.named.setdefault(at.cls, []).append(part)


def _note_class(node: ast.ClassDef, at: _At) -> None:
    outline = at.outline
    outline.defined.add(node.name)
    bases = [*node.bases, *(keyword.value for keyword in node.keywords)]
    outline.named.setdefault(node.name, []).append(_part(at.segments, *bases))
    own = Part(frozenset({node.name}), owner=False, anything=False)
    _note_handed(outline, own, node.decorator_list, bases)
    if at.cls is not None:
        outline.named.setdefault(at.cls, []).append(own)
    _note_all(node.body, replace(at, cls=node.name))


def _note_import(node: ast.Import | ast.ImportFrom, at: _At) -> None:
    if names_owner(node, at.segments):
        at.outline.always.append(_part(at.segments, node))
    for alias in node.names:
        if alias.asname is not None:
            names = frozenset(alias.name.split("."))
            part = Part(names, owner=False, anything=False)
            at.outline.named.setdefault(alias.asname, []).append(part)


def _note_assignment(node: ast.Assign | ast.AnnAssign, at: _At) -> None:
    """Note an assignment: its value is reached by the bound names, or by their class."""
    outline, part = at.outline, _part(at.segments, node)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [each for target in targets for each in _elements(target)]
    if not all(isinstance(name, ast.Name) for name in names):
        outline.always.append(part)
        return
    for name in names:
        if isinstance(name, ast.Name):
            outline.named.setdefault(name.id if at.cls is None else at.cls, []).append(part)
    _note_handed(outline, part, (), [] if node.value is None else [node.value])


def _elements(target: ast.expr) -> Iterator[ast.expr]:
    pending = [target]
    while pending:
        each = pending.pop()
        if isinstance(each, ast.Tuple | ast.List):
            pending += each.elts
        else:
            yield each.value if isinstance(each, ast.Starred) else each


def _note_block(node: ast.If | ast.Try | ast.With, at: _At) -> None:
    if isinstance(node, ast.If):
        at.outline.always.append(_part(at.segments, node.test))
        if at.may_be_main or not _asks_for_main(node.test):
            _note_all(node.body, at)
        _note_all(node.orelse, at)
    elif isinstance(node, ast.With):
        at.outline.always.append(_part(at.segments, *node.items))
        _note_all(node.body, at)
    else:
        kinds = [handler.type for handler in node.handlers if handler.type is not None]
        at.outline.always.append(_part(at.segments, *kinds))
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
    names = {_last_name(each) for each in decorators}
    for node in running(*decorators, *values):
        if isinstance(node, ast.Call):
            names.add(_last_name(node.func))
    if "" in names:
        outline.always.append(part)
    elif names:
        outline.handed.append((frozenset(names), part))


def _last_name(node: ast.expr) -> str:
    """The name of a callee; empty for a computed one."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _part(segments: Segments, *roots: ast.AST) -> Part:
    """The content of trees as one part."""
    names: set[str] = set()
    owner = anything = False
    plain: set[int] = set()
    for node in running(*roots):
        owner = owner or names_owner(node, segments)
        name = ""
        if isinstance(node, ast.Name):
            name = node.id
        elif isinstance(node, ast.Attribute):
            name = node.attr
        elif isinstance(node, ast.Call):
            if _names_plainly(node):
                plain.add(id(node.func))
        else:
            names.update(_further_names(node))
        if name:
            names.add(name)
            computing = name in _COMPUTING and id(node) not in plain
            anything = anything or computing or name in _ANY_NAME
    return Part(frozenset(names), owner, anything)


def _further_names(node: ast.AST) -> Iterable[str]:
    """The names mentioned by a node that is neither a name nor an attribute."""
    if isinstance(node, ast.alias):
        return (*node.name.split("."), *filter(None, (node.asname,)))
    if isinstance(node, ast.Constant):
        text = text_of(node)
        # It may name an attribute, or be a template that does.
        if "{" in text or all(part.isidentifier() for part in text.split(".")):
            return _WORD.findall(text)
    elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        return _in_texts(node.annotation)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
        return _in_texts(node.returns)
    return ()


def _in_texts(annotation: ast.expr) -> Iterator[str]:
    """The names in the texts of an annotation."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Constant):
            yield from _WORD.findall(text_of(node))


def _names_plainly(call: ast.Call) -> bool:
    """Whether a call reads attributes named by literals in it."""
    first = _COMPUTING.get(_last_name(call.func))
    if first is None or call.keywords:
        return False
    named = call.args[first : first + 1] if first else call.args
    return bool(named) and all(isinstance(each, ast.Constant) for each in named)
