"""What decorators make of functions and classes.

A decorator of the analysed code is called. One of which a row says that it gives back what it is
given, or something that is called alike, is transparent. Any other makes something unknown of it.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    Partial,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import CURRIED, HANDS_IN
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.escape import escape
from flake8_graph_me.engine.models.replacing import replacer_of, within
from flake8_graph_me.engine.operations import OPERATIONS
from flake8_graph_me.engine.operations.callables import TRANSPARENT, keeping
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.results import UnknownResult
from flake8_graph_me.terms.rows import Decorator, RecordMaker


def decorated(
    run: Run,
    decorator: cst.BaseExpression,
    wrapper: Value,
    value: Value,
    frame: Frame,
    state: State,
) -> Value:
    """What a decorator, which evaluates to ``wrapper``, makes of a function or class."""
    row = _row_of(run, decorator, frame, state)
    if len(wrapper) == 1 and replacer_of(run, wrapper[0][1]) is not None:
        return within(run, value, wrapper[0][1], state)
    if isinstance(row, Decorator):
        _note_escapes(run, decorator, frame, state)
        if row.registers:
            escape(run, (value,), decorator, frame, state)
        return keeping(value, row.keeps)
    if row is not None:
        return value
    if len(wrapper) == 1 and _is_transparent(run, wrapper[0][1]):
        return value
    if len(wrapper) == 1 and (is_local(wrapper[0][1]) or _is_modelled(run, wrapper[0][1])):
        made = run.call(wrapper[0][1], Arguments([value]), decorator, frame, state)
        if _hides(run, wrapper[0][1]) or not made or all(is_local(atom) for _, atom in made):
            return made or value
        if _is_modelled(run, wrapper[0][1]):
            return value
    escape(run, (value,), decorator, frame, state)
    return just(Unknown(run.key("decorated", id(decorator))))


def _note_escapes(run: Run, decorator: cst.BaseExpression, frame: Frame, state: State) -> None:
    """Note that the texts which a decorator is given are used by its library: as a route."""
    for arg in decorator.args if isinstance(decorator, cst.Call) else ():
        if not any(isinstance(each, cst.Call) for each in walk(arg.value)):
            run.events.note_escapes((run.evaluate(arg.value, frame, state),), decorator)


def _row_of(
    run: Run, decorator: cst.BaseExpression, frame: Frame, state: State
) -> Decorator | RecordMaker | None:
    """The row of a decorator by its dotted name, or by its method's name where its owner is not
    known.
    """
    named = decorator.func if isinstance(decorator, cst.Call) else decorator
    if not isinstance(named, cst.Name | cst.Attribute):
        return None
    method = f"*.{named.attr.value}" if isinstance(named, cst.Attribute) else ""
    if not _is_plain(named):
        return run.rows.decorator(method)
    for _, atom in run.evaluate(named, frame, state):
        known = atom.function if isinstance(atom, Bound) else atom
        if isinstance(known, External):
            row = run.rows.decorator(known.name) or run.rows.record(known.name)
            if row is not None or _is_modelled(run, known):
                return row
        if isinstance(known, External | Unknown) and method:
            return run.rows.decorator(method)
    return None


def _is_plain(node: cst.BaseExpression) -> bool:
    while isinstance(node, cst.Attribute):
        node = node.value
    return isinstance(node, cst.Name)


def _is_transparent(run: Run, wrapper: Atom) -> bool:
    if isinstance(wrapper, Partial):
        return wrapper.callee == HANDS_IN
    if isinstance(wrapper, External):
        return wrapper == TRANSPARENT
    return False


def _is_modelled(run: Run, wrapper: Atom) -> bool:
    """Whether a row or an operation says what the decorator does."""
    if not isinstance(wrapper, External):
        return False
    return run.rows.call(wrapper.name) is not None or wrapper.name in OPERATIONS


def _hides(run: Run, wrapper: Atom) -> bool:
    """Whether a row says of a decorator that it makes something else of a function."""
    row = run.rows.calls.get(wrapper.name) if isinstance(wrapper, External) else None
    return row is not None and row.returns == UnknownResult()


def is_local(atom: Atom) -> bool:
    """Whether an atom is a callable, or a class or an object of one, of the analysed code."""
    if isinstance(atom, Partial):
        called = atom.positional[0] if atom.callee == CURRIED else just(atom.callee)
        return all(is_local(one) for _, one in called)
    if isinstance(atom, Bound):
        return isinstance(atom.function, Function)
    if isinstance(atom, Instance):
        return isinstance(atom.type, Class)
    return isinstance(atom, Function | Class)
