"""The names that imports of the project's modules bind, judged by syntax alone."""

import ast
from collections.abc import Iterator

from flake8_graph_me.project.modules.interface import ProjectModules
from flake8_graph_me.syntax.python_tree import statements

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_INNER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
ALL = "__all__"


def exported_names(tree: ast.Module) -> tuple[str, ...]:
    """The names in ``__all__`` if it is a display of strings, else the public names that the module
    itself binds.
    """
    bound: dict[str, None] = {}
    listed: tuple[str, ...] | None = None
    for node in _outside_scopes(tree):
        bound.update(dict.fromkeys(_bound_by(node)))
        if isinstance(node, ast.Assign) and _binds_all(node):
            listed = _texts(node.value)
    if listed is not None:
        return listed
    return tuple(name for name in bound if not name.startswith("_"))


def binds(tree: ast.Module, name: str) -> bool:
    """Whether a module itself binds a name at top level."""
    return any(name in _bound_by(node) for node in _outside_scopes(tree))


def starred_imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The modules from which a module imports ``*``: dotted names and numbers of leading dots."""
    for node in _outside_scopes(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node.module or "", node.level


def imported_names(tree: ast.Module, file: str, project: ProjectModules | None) -> frozenset[str]:
    """The names by which the module in ``file`` imports something relevant from its project."""
    found: set[str] = set()
    for node in statements(tree) if project is not None else ():
        if isinstance(node, ast.Import):
            for alias in node.names:
                if project is not None and _matters(project, file, alias.name, 0):
                    found.add((alias.asname or alias.name).split(".")[0])
        elif isinstance(node, ast.ImportFrom) and project is not None:
            found.update(_imported_from(node, file, project))
    return frozenset(found)


def _imported_from(node: ast.ImportFrom, file: str, project: ProjectModules) -> Iterator[str]:
    place = project.find(file, node.module or "", node.level)
    if place is None:
        return
    whole = project.matters(place)
    for alias in node.names:
        below = project.below(place, alias.name)
        if not whole and (below is None or not project.matters(below)):
            continue
        if alias.name != "*":
            yield alias.asname or alias.name
        elif (parsed := project.parsed(place)) is not None:
            yield from exported_names(parsed.tree)


def _matters(project: ProjectModules, file: str, name: str, level: int) -> bool:
    place = project.find(file, name, level)
    return place is not None and project.matters(place)


def _outside_scopes(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes of a module outside of functions and classes; these are themselves included."""
    pending: list[ast.AST] = list(reversed(tree.body))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (*_SCOPES, *_INNER)):
            pending.extend(reversed(list(ast.iter_child_nodes(node))))


def _bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, _SCOPES):
        yield node.name
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).split(".")[0]
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name


def _binds_all(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == ALL for target in node.targets)


def _texts(node: ast.expr) -> tuple[str, ...] | None:
    """The texts of a display; None for anything else."""
    if not isinstance(node, ast.List | ast.Tuple | ast.Set):
        return None
    values = [each.value for each in node.elts if isinstance(each, ast.Constant)]
    texts = tuple(value for value in values if isinstance(value, str))
    return texts if len(texts) == len(node.elts) else None
