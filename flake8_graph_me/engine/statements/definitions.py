"""Definitions of functions and classes. Decorators of the analysed code are called, others are
transparent.
"""

from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just, without_absent
from flake8_graph_me.engine.domain.mro import has_too_many
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    External,
    Function,
    Partial,
    Scope,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import FILLING, GIVEN, HANDS_IN
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import write_name
from flake8_graph_me.engine.objects.records import is_field, with_default
from flake8_graph_me.engine.operations.instances.enumerations import make_members
from flake8_graph_me.engine.operations.instances.unknown_bases import doubt_constants
from flake8_graph_me.engine.statements.class_hooks import after_class
from flake8_graph_me.engine.statements.decorators import decorated
from flake8_graph_me.engine.statements.imports import dotted
from flake8_graph_me.syntax.parameters import parameters_of
from flake8_graph_me.terms.rows import RecordMaker

ENUM_BASES = frozenset(
    {"enum.Enum", "enum.StrEnum", "enum.IntEnum", "enum.Flag", "enum.IntFlag", "enum.ReprEnum"}
)


def execute_function(run: Run, node: cst.FunctionDef, frame: Frame, state: State) -> State | None:
    """``def``: binds the function to its name, after applying its decorators."""
    defaults = tuple(
        (parameter.name, run.evaluate(parameter.default, frame, state))
        for parameter in parameters_of(node)
        if parameter.default is not None
    )
    scope = frame.scope
    outer = scope if not scope.is_class else scope.parent
    assert outer is not None
    run.captured.add(frame.scope.number)
    function = Function(run.number(), node.name.value, node, outer, defaults, frame.owner)
    value = _decorated_function(run, node, function, frame, state)
    if value is not None:
        write_name(state, scope, node.name.value, value)
    return None if state.dead else state


def _decorated_function(
    run: Run, node: cst.FunctionDef, function: Function, frame: Frame, state: State
) -> Value | None:
    """The decorated function; None for a setter, which is kept separately."""
    kind = ""
    others: list[tuple[cst.BaseExpression, Value]] = []
    for decorator in reversed(node.decorators):
        name = dotted(decorator.decorator)
        last = name.rpartition(".")[2]
        if last == "staticmethod":
            kind = "static"
        elif last == "classmethod":
            kind = "class"
        elif last.endswith("property") and frame.owner is not None:
            kind = "kept property" if "cached" in last else "property"
        elif last == "default" and _gives_default(name, function, frame, state):
            return None
        elif last in ("setter", "deleter", "getter") and frame.owner is not None:
            setter = replace(function, owner=frame.owner)
            state.write((frame.owner.number, f"{node.name.value} {last}"), just(setter))
            _note(run, node, setter)
            return None
        else:
            wrapper = run.evaluate(decorator.decorator, frame, state)
            others.append((decorator.decorator, wrapper))
    defaults = _with_handed(run, function, [wrapper for _, wrapper in others])
    function = replace(function, kind=kind, defaults=defaults)
    _note(run, node, function)
    value: Value = just(function)
    for expression, wrapper in others:
        value = decorated(run, expression, wrapper, value, frame, state)
    return value


def _note(run: Run, node: cst.FunctionDef, function: Function) -> None:
    run.functions.setdefault(node, []).append(function)
    run.makings.append(node)


def _with_handed(
    run: Run, function: Function, decorators: list[Value]
) -> tuple[tuple[str, Value], ...]:
    """A function's defaults, and the values that its decorators inject for parameters."""
    names = [parameter.name for parameter in parameters_of(function.node)]
    handed: dict[str, Value] = {}
    for _, atom in (pair for decorator in decorators for pair in decorator):
        if isinstance(atom, Partial) and atom.callee == HANDS_IN:
            handed |= {name: value for name, value in atom.keywords if name in names}
        row = run.rows.decorator(atom.name) if isinstance(atom, External) else None
        if row is not None and row.hands_in and names:
            what = just(External(row.hands_in))
            handed[names[0]] = just(Partial(GIVEN, (what,), ()))
    return tuple({**dict(function.defaults), **handed}.items()) if handed else function.defaults


def _gives_default(name: str, function: Function, frame: Frame, state: State) -> bool:
    """Whether a method is the default of a field of its class; if so, the field records it."""
    if frame.owner is None:
        return False
    location = (frame.owner.number, name.rpartition(".")[0])
    described = state.read(location)
    if not is_field(described):
        return False
    state.write(location, with_default(described, just(replace(function, owner=frame.owner))))
    return True


def execute_class(run: Run, node: cst.ClassDef, frame: Frame, state: State) -> State | None:
    """``class``: runs the body in its own scope, which becomes its attributes."""
    bases: list[Atom] = []
    for arg in node.bases:
        if arg.keyword is None and not arg.star:
            value = run.evaluate(arg.value, frame, state)
            bases.append(value[0][1] if len(value) == 1 else run.fresh())
    if has_too_many(bases):
        bases = [run.beyond("MAX_BASES")]
    number = run.number()
    run.captured.add(frame.scope.number)
    run.captured.add(number)
    outer = frame.scope
    style = _style(run, node, bases, frame, state)
    cls = Class(number, node.name.value, node, tuple(bases), style, file=outer.file)
    scope = Scope(number, outer, module=outer.module or outer, is_class=True, file=outer.file)
    inner = replace(frame, scope=scope, owner=cls)
    after = run.execute(tuple(node.body.body), inner, state)
    if after is None:
        return None
    cls = replace(cls, metaclass=_metaclass(run, node, frame, after))
    cls = replace(cls, fields=_fields(node, number, after) if cls.style == "record" else ())
    _write_init(run, node, cls, frame, after)
    if cls.style == "enum":
        make_members(run, node, cls, inner, after)
    if not cls.style:
        doubt_constants(run, node, cls, after)
    run.classes[node] = cls
    run.heirs = {}
    value = after_class(run, node, cls, frame, after)
    for decorator in reversed(node.decorators):
        wrapper = run.evaluate(decorator.decorator, frame, after)
        value = decorated(run, decorator.decorator, wrapper, value, frame, after)
    write_name(after, frame.scope, node.name.value, value)
    return after


def _metaclass(run: Run, node: cst.ClassDef, frame: Frame, state: State) -> Class | None:
    """The metaclass of the analysed code that a class statement names."""
    for arg in node.keywords:
        if arg.keyword is not None and arg.keyword.value == "metaclass":
            value = run.evaluate(arg.value, frame, state)
            if len(value) == 1 and isinstance(value[0][1], Class):
                return value[0][1]
    return None


def _style(run: Run, node: cst.ClassDef, bases: list[Atom], frame: Frame, state: State) -> str:
    if _record_decorator(run, node, frame, state) is not None:
        return "record"
    for base in bases:
        if isinstance(base, External) and run.rows.record(base.name):
            return "record"
        if isinstance(base, External) and base.name in ENUM_BASES:
            return "enum"
        if isinstance(base, Class) and base.style:
            return base.style
    return ""


def _record_decorator(
    run: Run, node: cst.ClassDef, frame: Frame, state: State
) -> tuple[cst.BaseExpression, RecordMaker] | None:
    """The decorator that makes a class one of records, with its row; None if it has none."""
    for decorator in node.decorators:
        expression = decorator.decorator
        callee = expression.func if isinstance(expression, cst.Call) else expression
        for _, atom in run.evaluate(callee, frame, state):
            row = run.rows.record(atom.name) if isinstance(atom, External) else None
            if row is not None:
                return expression, row
    return None


def _write_init(run: Run, node: cst.ClassDef, cls: Class, frame: Frame, state: State) -> None:
    """Write the ``__init__`` that a decorator gives a class which has none of its own, or what it
    writes beside one.
    """
    found = _record_decorator(run, node, frame, state) if cls.style == "record" else None
    if found is None:
        return
    decorator, row = found
    own = without_absent(state.read((cls.number, "__init__")))
    said = decorator.args if isinstance(decorator, cst.Call) else ()
    asked = not any(
        arg.keyword is not None
        and arg.keyword.value == "init"
        and run.evaluate(arg.value, frame, state) == just(constant(value=False))
        for arg in said
    )
    name = "__init__" if asked and not own else row.beside
    if name:
        state.write((cls.number, name), just(Partial(FILLING, (just(cls),), ())))


def _fields(node: cst.ClassDef, number: int, state: State) -> tuple[tuple[str, Value | None], ...]:
    """The fields of a record class: its annotated names with their defaults, and names assigned a
    field description.
    """
    found: list[tuple[str, Value | None]] = []
    for line in node.body.body:
        for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name):
                if "ClassVar" in dotted_annotation(small.annotation.annotation):
                    continue
                name = small.target.value
                default = without_absent(state.read((number, name))) if small.value else None
                found.append((name, default))
            elif isinstance(small, cst.Assign) and isinstance(small.targets[0].target, cst.Name):
                name = small.targets[0].target.value
                default = state.read((number, name))
                if is_field(default):
                    found.append((name, default))
    return tuple(found)


def dotted_annotation(node: cst.BaseExpression) -> str:
    """The dotted name of an annotation, without its parameters."""
    return dotted(node.value if isinstance(node, cst.Subscript) else node)
