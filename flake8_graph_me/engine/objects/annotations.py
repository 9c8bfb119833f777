"""Example values for annotated parameters, for functions that are entered without a known caller.

An annotation that names a class of the analysed code or a modelled type says what a parameter is.
Other annotations are ignored.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Class,
    External,
    Instance,
    Partial,
    Scope,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import ANNOTATED
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run

WRAPPERS = frozenset({"Optional", "Annotated", "Final", "ClassVar", "Required"})
MAX_ANNOTATION = 400
"""How many characters a quoted annotation may have. Past it the annotation says nothing."""


def type_frame(run: Run, frame: Frame) -> Frame:
    """A frame for annotations, which also see names imported only for type checking."""
    scope = frame.scope.module or frame.scope
    number = run.key("types", scope.number)
    return Frame(Scope(number, frame.scope, is_class=True, file=frame.scope.file))


def annotated_type(
    run: Run, node: cst.BaseExpression | None, frame: Frame, state: State
) -> Class | str | Unknown | None:
    """The class, or the name of the modelled type, that an annotation names, or a labelled class
    from outside; None for any other.
    """
    if isinstance(node, cst.SimpleString):
        return annotated_type(run, _parsed(node), frame, state)
    if isinstance(node, cst.Subscript):
        name = _last_name(node.value)
        part = node.slice[0].slice if node.slice else None
        if name in WRAPPERS and isinstance(part, cst.Index):
            return annotated_type(run, part.value, frame, state)
        whole = annotated_type(run, node.value, frame, state)
        return whole if isinstance(whole, Unknown) else None
    if isinstance(node, cst.BinaryOperation):
        return annotated_type(run, node.left, frame, state) or annotated_type(
            run, node.right, frame, state
        )
    if not isinstance(node, cst.Name | cst.Attribute):
        return None
    return _type_among(run, run.evaluate(node, type_frame(run, frame), state))


def alternatives_of(node: cst.BaseExpression | None) -> list[cst.BaseExpression | None]:
    """The types of which an annotation allows one, ``None`` among them; itself if there is one."""
    if isinstance(node, cst.SimpleString):
        parsed = _parsed(node)
        return [node] if parsed is None else alternatives_of(parsed)
    if isinstance(node, cst.BinaryOperation):
        return [*alternatives_of(node.left), *alternatives_of(node.right)]
    if isinstance(node, cst.Subscript):
        parts = [each.slice.value for each in node.slice if isinstance(each.slice, cst.Index)]
        name = _last_name(node.value)
        if name == "Union" or (name in WRAPPERS and parts):
            asked = parts if name == "Union" else parts[:1]
            found = [part for each in asked for part in alternatives_of(each)]
            return [*found, *([cst.Name("None")] if name == "Optional" else [])]
    return [node]


def _last_name(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _type_among(run: Run, value: Value) -> Class | str | Unknown | None:
    for _, atom in value:
        if isinstance(atom, Class) or (isinstance(atom, Unknown) and atom.labels):
            return atom
        if isinstance(atom, External):
            row = run.rows.type(atom.name)
            if row is not None:
                return row.name
        if isinstance(atom, Partial) and atom.callee == ANNOTATED:
            return _type_among(run, atom.positional[0])
    return None


def metadata(run: Run, node: cst.BaseExpression | None, frame: Frame, state: State) -> Value:
    """What an annotation says besides the type, written out or through an alias."""
    if isinstance(node, cst.SimpleString):
        node = _parsed(node)
    if isinstance(node, cst.Subscript) and _last_name(node.value) != "Annotated":
        return ()
    if not isinstance(node, cst.Name | cst.Attribute | cst.Subscript):
        return ()
    return tuple(
        alternative
        for _, atom in run.evaluate(node, frame, state)
        if isinstance(atom, Partial) and atom.callee == ANNOTATED
        for value in atom.positional[1:]
        for alternative in value
    )


def _parsed(node: cst.SimpleString) -> cst.BaseExpression | None:
    """The expression in a quoted annotation."""
    text = node.raw_value
    if len(text) > MAX_ANNOTATION:
        return None
    try:
        return cst.parse_expression(text)
    except cst.ParserSyntaxError:
        return None


def example(
    run: Run, kind: Class | str | Unknown | None, examples: dict[int, Instance]
) -> Value | None:
    """An instance of which only the type is known; None without a type."""
    if isinstance(kind, Unknown):
        return just(Unknown(run.key("example", run.number()), kind.labels))
    if isinstance(kind, str):
        return just(Instance(run.number(), kind))
    if isinstance(kind, Class):
        found = examples.get(kind.number)
        return None if found is None else just(found)
    return None
