"""Binary operators on texts, sequences, dictionaries and numbers."""

import re
from collections.abc import Callable, Hashable, Sequence

import libcst as cst

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import constant, just, paired
from flake8_graph_me.engine.domain.numbers import is_huge
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Constant,
    Dict,
    External,
    Instance,
    List,
    Step,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.expressions.own_operators import has_operators, own_operator
from flake8_graph_me.engine.expressions.strings import marked_as_one, text_of
from flake8_graph_me.engine.machine.budget import PIECES_PER_STEP
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import (
    content,
    copied,
    elements,
    new_dict,
    new_list,
)
from flake8_graph_me.engine.objects.elements.updates import update_from
from flake8_graph_me.engine.operations.comparing.compared_texts import note_joined
from flake8_graph_me.engine.operations.containers.sequences import concatenated
from flake8_graph_me.engine.operations.text.templates.fields import MAX_FIELDS, combined, item_named
from flake8_graph_me.engine.operations.text.urls import slashed
from flake8_graph_me.syntax.joined_literals import joined_text
from flake8_graph_me.terms.text import Template

NAMED = re.compile(r"(?<!%)(?:%%)*%\(([^()]*)\)")
"""A field of a template that names an item of a mapping."""
MAX_TIMES = 32
"""How long a repeated sequence, or how often a repeated text, is written out. Past it the result is
unknown.
"""
PAIRS_PER_STEP = 4
"""How many pairs of alternatives can be combined for the cost of evaluating one expression."""
ON_SETS = (
    *(cst.BitAnd, cst.BitAndAssign, cst.BitXor, cst.BitXorAssign),
    *(cst.Subtract, cst.SubtractAssign),
)
"""Operators that compare the elements of sets."""
MANY_PAIRS = 32
"""How many pairs are no question. Past it each further one costs as much as an expression."""


def evaluate_binary(run: Run, node: cst.BinaryOperation, frame: Frame, state: State) -> Value:
    """A binary operation; long chains nest to the left, so they are handled in a loop."""
    chain: list[cst.BinaryOperation] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.BinaryOperation):
        chain.append(current)
        current = current.left
    chain.reverse()
    done, labelled = _labelled_start(run, current, chain, frame)
    value = run.evaluate(current, frame, state) if labelled is None else labelled
    run.events.note_expression(value, current)
    for operation in chain[done:]:
        right = run.evaluate(operation.right, frame, state)
        _note_operand(run, right, operation.right)
        value = operated(run, operation.operator, value, right, operation, frame, state)
        value = with_step(value, Step(operation, "part of this value", frame.scope.file))
    return value


def _note_operand(run: Run, value: Value, node: cst.BaseExpression) -> None:
    """Note the expression of an operand, or those of the elements that a template gets."""
    if not isinstance(node, cst.Tuple):
        run.events.note_expression(value, node)
        return
    for _, atom in value:
        if isinstance(atom, Tuple) and len(atom.items) == len(node.elements):
            for item, element in zip(atom.items, node.elements, strict=True):
                run.events.note_expression(item, element.value)


def _labelled_start(
    run: Run, first: cst.BaseExpression, chain: Sequence[cst.BinaryOperation], frame: Frame
) -> tuple[int, Value | None]:
    """How many operations of a chain join literals that carry a label together, and their value."""
    texts = [joined_text(first)]
    for operation in chain if texts[0] is not None else ():
        text = joined_text(operation.right) if isinstance(operation.operator, cst.Add) else None
        if text is None:
            break
        texts.append(text)
    done = len(texts) - 1
    if not done:
        return 0, None
    whole = "".join(text for text in texts if text is not None)
    value = marked_as_one(run, whole, chain[done - 1], frame)
    return (0, None) if value is None else (done, value)


def operated(
    run: Run,
    operator: cst.CSTNode,
    left: Value,
    right: Value,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """The result of an operator on two values."""
    combine = _combiner(run, operator, node, frame, state)
    if isinstance(operator, ON_SETS):
        note_joined(run, (left, right), node, state)

    def either(first: Atom, second: Atom) -> Value:
        if isinstance(first, Instance) and has_operators(run, operator, first):
            return own_operator(run, operator, first, second, node, frame, state)
        return run.unknown() if combine is None else combine(first, second)

    pairs = len(left) * len(right)
    run.budget.work.done += max(pairs // PAIRS_PER_STEP, pairs - MANY_PAIRS)
    return paired(left, right, either)


def _combiner(
    run: Run, operator: cst.CSTNode, node: cst.CSTNode, frame: Frame, state: State
) -> Callable[[Atom, Atom], Value] | None:
    if isinstance(operator, cst.Add | cst.AddAssign):
        return lambda a, b: _plus(run, a, b, state)
    if isinstance(operator, cst.Modulo | cst.ModuloAssign):
        return lambda a, b: _percent(run, a, b, node, frame, state)
    if isinstance(operator, cst.Divide | cst.DivideAssign):
        return lambda a, b: _slash(run, a, b)
    if isinstance(operator, cst.BitOr | cst.BitOrAssign):
        return lambda a, b: _union(run, a, b, state)
    if isinstance(operator, cst.Subtract | cst.SubtractAssign):
        return lambda a, b: _minus(run, a, b)
    if isinstance(operator, cst.Multiply | cst.MultiplyAssign):
        return lambda a, b: _repeated(run, a, b, state)
    return None


def _number(run: Run, value: int) -> Value:
    return run.unknown() if is_huge(value) else just(constant(value))


def _repeated(run: Run, first: Atom, second: Atom, state: State) -> Value:
    """Sequences and texts repeated a known number of times."""
    if isinstance(first, Constant):
        first, second = second, first
    times = second.value if isinstance(second, Constant) else None
    if not isinstance(times, int):
        return run.unknown()
    if isinstance(first, Constant) and isinstance(first.value, int):
        return _number(run, first.value * times)
    times = max(times, 0)
    if isinstance(first, Text) and times <= MAX_TIMES:
        return just(texts.concatenated([first] * times))
    found = elements(state, first)
    if found is None:
        return run.unknown()
    if len(found) * times > MAX_TIMES:
        return just(run.beyond("MAX_TIMES"))
    if isinstance(first, Tuple):
        return just(Tuple(found * times))
    return just(new_list(run, state, found * times))


def _plus(run: Run, first: Atom, second: Atom, state: State) -> Value:
    if _may_be_text(first, second):
        text = texts.concatenated([text_of(run, first), text_of(run, second)])
        run.budget.work.done += len(text.pieces) // PIECES_PER_STEP
        return just(text)
    if isinstance(first, Tuple | List) and isinstance(second, Tuple | List):
        both = concatenated(content(state, first), content(state, second))
        if isinstance(first, Tuple):
            return both
        sequence = List(run.number())
        state.write((sequence.number, "content"), both)
        return just(sequence)
    if isinstance(first, Constant) and isinstance(second, Constant):
        if isinstance(first.value, int) and isinstance(second.value, int):
            return _number(run, first.value + second.value)
        return run.unknown()
    return run.unknown()


def _may_be_text(first: Atom, second: Atom) -> bool:
    """Whether a sum may be a text; that of two unknowns is one if they carry a label."""
    if isinstance(first, Unknown) and isinstance(second, Unknown):
        return bool(first.labels or second.labels)
    return isinstance(first, Text) or isinstance(second, Text)


def _minus(run: Run, first: Atom, second: Atom) -> Value:
    a, b = getattr(first, "value", None), getattr(second, "value", None)
    return _number(run, a - b) if isinstance(a, int) and isinstance(b, int) else run.unknown()


def _slash(run: Run, first: Atom, second: Atom) -> Value:
    """Paths and URLs of the ``pathlib`` kind."""
    if isinstance(first, Text) or (isinstance(first, Unknown) and isinstance(second, Text)):
        return just(slashed(text_of(run, first), text_of(run, second)))
    return run.unknown()


def _union(run: Run, first: Atom, second: Atom, state: State) -> Value:
    if isinstance(first, Dict) or isinstance(second, Dict):
        made = copied(run, state, first.number) if isinstance(first, Dict) else new_dict(run, state)
        if not isinstance(first, Dict):
            update_from(run, state, made.number, first)
        update_from(run, state, made.number, second)
        return just(made)
    if isinstance(first, Class | External | Tuple) and isinstance(second, Class | External):
        # Classes united with ``|`` are asked for as a tuple of them is.
        others = first.items if isinstance(first, Tuple) else (just(first),)
        return just(Tuple((*others, just(second))))
    return run.unknown()


def _percent(
    run: Run, first: Atom, second: Atom, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """A template filled with every combination of its arguments' alternatives."""
    if not isinstance(first, Text):
        return run.unknown()
    template = texts.as_template(first, Template("percent", node))
    fields: list[tuple[Hashable, Value]]
    if isinstance(second, Tuple):
        given = elements(state, second)
        if given is None:
            return run.unknown()
        fields = list(enumerate(given))
    elif names := dict.fromkeys(NAMED.findall(texts.flat(template))):
        call = Invocation(run, first, Arguments(), node, frame, state)
        fields = [(name, item_named(call, just(second), name)) for name in names]
    else:
        fields = [(0, just(second))]

    def fill(found: dict[Hashable, Atom]) -> Value:
        done = texts.interpolated(
            template, lambda name: text_of(run, found[name] if name in found else run.fresh())
        )
        return run.unknown() if done is None else just(done)

    return combined(run, fields[:MAX_FIELDS], fill)
