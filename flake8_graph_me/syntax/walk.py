"""Fast, iterative traversal of a libcst tree.

libcst's own ``node.children`` builds a visitor and copies the node; this reads the fields directly,
using names computed once per node type. Layout is left out: whitespace, comments, parentheses,
commas, dots, operators, the bare markers of parameters (``*``, ``/``), ``import *`` and ``async``.
"""

import dataclasses
import enum
import functools
import operator
import typing
from collections.abc import Callable, Iterator, Sequence
from types import UnionType
from typing import TypeVar, cast

import libcst as cst

_LAYOUT: tuple[type[cst.CSTNode], ...] = (
    cst.BaseParenthesizableWhitespace,
    cst.TrailingWhitespace,
    cst.EmptyLine,
    cst.Newline,
    cst.Comment,
    cst.LeftParen,
    cst.RightParen,
    cst.LeftSquareBracket,
    cst.RightSquareBracket,
    cst.LeftCurlyBrace,
    cst.RightCurlyBrace,
    cst.AssignEqual,
    cst.Colon,
    cst.Comma,
    cst.Dot,
    cst.Semicolon,
    cst.ParamSlash,
    cst.ParamStar,
    cst.ImportStar,
    cst.Asynchronous,
    cst.BaseAugOp,
    cst.BaseBinaryOp,
    cst.BaseBooleanOp,
    cst.BaseCompOp,
    cst.BaseUnaryOp,
)

# Types whose fields are not declared in the order in which they stand in the source.
_SOURCE_ORDER: dict[type[cst.CSTNode], tuple[str, ...]] = {
    cst.Arg: ("keyword", "value"),
    cst.ClassDef: ("decorators", "name", "type_parameters", "bases", "keywords", "body"),
    cst.ExceptHandler: ("type", "name", "body"),
    cst.ExceptStarHandler: ("type", "name", "body"),
    cst.FunctionDef: ("decorators", "name", "type_parameters", "params", "returns", "body"),
    cst.IfExp: ("body", "test", "orelse"),
    cst.MatchCase: ("pattern", "guard", "body"),
    cst.Parameters: ("posonly_params", "params", "star_arg", "kwonly_params", "star_kwarg"),
    cst.TypeAlias: ("name", "type_parameters", "value"),
}

_N = TypeVar("_N", bound=cst.CSTNode)
_Reader = Callable[[cst.CSTNode], Sequence[cst.CSTNode]]


class _Shape(enum.Enum):
    """What a field holds: one node, a node or nothing, a sequence of nodes, or any of these or
    layout.
    """

    NODE = enum.auto()
    OPTIONAL = enum.auto()
    SEQUENCE = enum.auto()
    ANY = enum.auto()


def children(node: cst.CSTNode) -> Sequence[cst.CSTNode]:
    """The children of ``node`` in the order of the source, without layout (see the module)."""
    return _reader(type(node))(node)


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """``node`` and all nodes below it except layout, each before its children, in source order.
    Works on trees of any depth.
    """
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        below = _reader(type(node))(node)
        if below:
            stack += below[::-1]


def walk_to(node: cst.CSTNode, *kinds: type[_N]) -> Iterator[_N]:
    """Of what ``walk`` gives, the nodes of just these types. To ask for their types exactly is much
    faster than ``isinstance``, as the types of nodes have an abstract base.
    """
    stack = [node]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind in kinds:
            yield cast("_N", node)
        below = _reader(kind)(node)
        if below:
            stack += below[::-1]


@functools.cache
def _reader(node_type: type[cst.CSTNode]) -> _Reader:
    """The fastest way to read the children of nodes of this type."""
    fields = _child_fields(node_type)
    if not fields:
        return _no_children
    names = [name for name, _ in fields]
    if all(shape is _Shape.NODE for _, shape in fields):
        # attrgetter gives a tuple for two names and more, but the bare value for one.
        return operator.attrgetter(*names) if len(names) > 1 else _single(names[0])
    if len(fields) == 1 and fields[0][1] is _Shape.SEQUENCE:
        return operator.attrgetter(names[0])
    return _mixed(fields)


def _no_children(_node: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
    return ()


def _single(name: str) -> _Reader:
    get = operator.attrgetter(name)

    def read(node: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
        return (get(node),)

    return read


def _mixed(fields: Sequence[tuple[str, _Shape]]) -> _Reader:
    # This loop is most of a walk: what it asks of a shape is asked once.
    getters = [
        (operator.attrgetter(name), shape is _Shape.SEQUENCE, shape is _Shape.ANY)
        for name, shape in fields
    ]
    default = cst.MaybeSentinel.DEFAULT

    def read(node: cst.CSTNode) -> list[cst.CSTNode]:
        found: list[cst.CSTNode] = []
        for get, many, anything in getters:
            value = get(node)
            if value is None or value is default:
                continue
            kind: type[cst.CSTNode] = type(value)
            if many or (anything and isinstance(value, (tuple, list))):
                found += value
            elif not anything or not _is_layout(kind):
                found.append(value)
        return found

    return read


@functools.cache
def _is_layout(node_type: type[cst.CSTNode]) -> bool:
    return issubclass(node_type, _LAYOUT)


def _child_fields(node_type: type[cst.CSTNode]) -> list[tuple[str, _Shape]]:
    """The fields of a node type that hold children, in the order of the source."""
    shapes = {
        field.name: shape
        for field in dataclasses.fields(node_type)
        if (shape := _shape(field.type)) is not None
    }
    order = _SOURCE_ORDER.get(node_type, tuple(shapes))
    return [(name, shapes[name]) for name in order]


def _shape(annotation: object) -> _Shape | None:
    """What a field of this declared type holds, or None if it is not a node or only layout."""
    parts = _union_members(annotation)
    node_types = [
        part for part in parts if isinstance(part, type) and issubclass(part, cst.CSTNode)
    ]
    kept = [node_type for node_type in node_types if not issubclass(node_type, _LAYOUT)]
    sequences = [part for part in parts if typing.get_origin(part) is Sequence]
    many = any(_shape(typing.get_args(part)[0]) is not None for part in sequences)
    if many:
        return _Shape.SEQUENCE if len(parts) == 1 else _Shape.ANY
    if not kept:
        return None
    if len(kept) < len(node_types):
        return _Shape.ANY
    return _Shape.NODE if len(kept) == len(parts) else _Shape.OPTIONAL


def _union_members(annotation: object) -> list[object]:
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return [getattr(cst, annotation)]
    if typing.get_origin(annotation) in {typing.Union, UnionType}:
        return [member for part in typing.get_args(annotation) for member in _union_members(part)]
    return [annotation]
