"""What binds names in one scope of Python, and how.

Only the scope's own code counts, not that of nested functions, classes and lambdas.
"""

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.syntax.walk import children, walk

Owner = cst.Module | cst.FunctionDef | cst.Lambda | cst.ClassDef | cst.BaseComp


class Kind(enum.Enum):
    """How a name is bound.

    ``MODULE`` is a plain ``import name``. ``OTHER`` is any binding without a known value.
    ``ELSEWHERE`` says that a function inside the scope may rebind the name.
    """

    PARAMETER = enum.auto()
    ASSIGNMENT = enum.auto()
    MODULE = enum.auto()
    OTHER = enum.auto()
    DELETION = enum.auto()
    ELSEWHERE = enum.auto()


@dataclass(frozen=True, slots=True)
class Binding:
    """``by`` is the statement, parameter or expression that binds the name.

    ``value`` is what is assigned, or a parameter's default; None if there is none or it is not an
    expression.
    """

    name: str
    kind: Kind
    by: cst.CSTNode
    value: cst.BaseExpression | None = None
    annotation: cst.Annotation | None = None


def bindings(owner: Owner) -> dict[str, tuple[Binding, ...]]:
    """Everything that binds a name in the scope of ``owner``, by name.

    Names that the scope declares ``global`` or ``nonlocal`` are not among them.
    """
    found: dict[str, list[Binding]] = {}
    declared: set[str] = set()
    for binding in _all(owner):
        found.setdefault(binding.name, []).append(binding)
    for node in _own_nodes(owner):
        if not isinstance(owner, cst.Module) and isinstance(node, cst.Global | cst.Nonlocal):
            declared.update(item.name.value for item in node.names)
    return {name: tuple(every) for name, every in found.items() if name not in declared}


def plain_names(target: cst.BaseExpression) -> Iterator[str]:
    """The names that an assignment to ``target`` binds."""
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from plain_names(element.value)


def _all(owner: Owner) -> Iterator[Binding]:
    if isinstance(owner, cst.FunctionDef | cst.Lambda):
        yield from _parameters(owner.params)
    if isinstance(owner, cst.BaseComp):
        yield from _comprehension(owner)
        return
    for node in _own_nodes(owner):
        read = _READERS.get(type(node))
        if read is not None:
            yield from read(node)
    yield from _rebound_inside(owner)


def _own_nodes(owner: Owner) -> Iterator[cst.CSTNode]:
    """The nodes that run in the scope of ``owner`` (including those of comprehensions)."""
    stack: list[cst.CSTNode] = []
    stack += owner.body if isinstance(owner, cst.Module) else _body(owner)
    while stack:
        node = stack.pop()
        yield node
        inner = _body(node)
        stack += (child for child in children(node) if child not in inner)


def _body(node: cst.CSTNode) -> list[cst.CSTNode]:
    return [node.body] if isinstance(node, cst.FunctionDef | cst.ClassDef | cst.Lambda) else []


def _parameters(params: cst.Parameters) -> Iterator[Binding]:
    for param in (*params.posonly_params, *params.params, *params.kwonly_params):
        yield Binding(
            param.name.value, Kind.PARAMETER, param, param.default, annotation=param.annotation
        )
    for star in (params.star_arg, params.star_kwarg):
        if isinstance(star, cst.Param):
            yield Binding(star.name.value, Kind.OTHER, star)


def _comprehension(owner: cst.BaseComp) -> Iterator[Binding]:
    level: cst.CompFor | None = owner.for_in
    while level is not None:
        for name in plain_names(level.target):
            yield Binding(name, Kind.OTHER, level)
        level = level.inner_for_in


def _rebound_inside(owner: Owner) -> Iterator[Binding]:
    wanted = cst.Global if isinstance(owner, cst.Module) else cst.Nonlocal
    if isinstance(owner, cst.ClassDef):
        return
    for node in walk(owner):
        if isinstance(node, wanted):
            for item in node.names:
                yield Binding(item.name.value, Kind.ELSEWHERE, node)


def _assign(node: cst.Assign) -> Iterator[Binding]:
    for item in node.targets:
        yield from _assigned(item.target, node, node.value)


def _annotated(node: cst.AnnAssign) -> Iterator[Binding]:
    if node.value is not None and isinstance(node.target, cst.Name):
        name = node.target.value
        yield Binding(name, Kind.ASSIGNMENT, node, node.value, annotation=node.annotation)


def _augmented(node: cst.AugAssign) -> Iterator[Binding]:
    for name in plain_names(node.target):
        yield Binding(name, Kind.OTHER, node)


def _assigned(
    target: cst.BaseExpression, by: cst.CSTNode, value: cst.BaseExpression | None = None
) -> Iterator[Binding]:
    if isinstance(target, cst.Name):
        yield Binding(target.value, Kind.ASSIGNMENT, by, value)
        return
    for name in plain_names(target):
        yield Binding(name, Kind.ASSIGNMENT, by)


def _loop(node: cst.For) -> Iterator[Binding]:
    yield from _assigned(node.target, node)


def _with(node: cst.With) -> Iterator[Binding]:
    for item in node.items:
        if item.asname is not None:
            for name in plain_names(item.asname.name):
                yield Binding(name, Kind.OTHER, node)


def _handler(node: cst.ExceptHandler | cst.ExceptStarHandler) -> Iterator[Binding]:
    if node.name is not None:
        # The name is deleted where the handler ends.
        for name in plain_names(node.name.name):
            yield Binding(name, Kind.DELETION, node)


def _named(node: cst.NamedExpr) -> Iterator[Binding]:
    for name in plain_names(node.target):
        yield Binding(name, Kind.ASSIGNMENT, node, node.value)


def _import(node: cst.Import) -> Iterator[Binding]:
    for alias in node.names:
        if alias.asname is not None:
            for name in plain_names(alias.asname.name):
                yield Binding(name, Kind.OTHER, node)
        else:
            yield Binding(alias.evaluated_name.partition(".")[0], Kind.MODULE, node)


def _import_from(node: cst.ImportFrom) -> Iterator[Binding]:
    for alias in () if isinstance(node.names, cst.ImportStar) else node.names:
        yield Binding(alias.evaluated_alias or alias.evaluated_name, Kind.OTHER, node)


def _definition(node: cst.FunctionDef | cst.ClassDef | cst.TypeAlias) -> Iterator[Binding]:
    yield Binding(node.name.value, Kind.OTHER, node)


def _deletion(node: cst.Del) -> Iterator[Binding]:
    for name in plain_names(node.target):
        yield Binding(name, Kind.DELETION, node)


def _capture(node: cst.MatchAs | cst.MatchStar) -> Iterator[Binding]:
    if node.name is not None:
        yield Binding(node.name.value, Kind.OTHER, node)


def _rest(node: cst.MatchMapping) -> Iterator[Binding]:
    if node.rest is not None:
        yield Binding(node.rest.value, Kind.OTHER, node)


# Each reader takes nodes of the types that it stands under, which no type can say.
_READERS: Mapping[type[cst.CSTNode], Callable[..., Iterator[Binding]]] = {
    cst.AnnAssign: _annotated,
    cst.Assign: _assign,
    cst.AugAssign: _augmented,
    cst.ClassDef: _definition,
    cst.Del: _deletion,
    cst.ExceptHandler: _handler,
    cst.ExceptStarHandler: _handler,
    cst.For: _loop,
    cst.FunctionDef: _definition,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.MatchAs: _capture,
    cst.MatchMapping: _rest,
    cst.MatchStar: _capture,
    cst.NamedExpr: _named,
    cst.TypeAlias: _definition,
    cst.With: _with,
}
