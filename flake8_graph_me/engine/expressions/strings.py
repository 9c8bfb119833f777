"""String literals, f-strings, and the operators that put texts together."""

import ast
from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine import texts
from flake8_graph_me.engine.literals import evaluated
from flake8_graph_me.engine.objects import (
    content,
    copied,
    elements,
    get_item,
    key_of,
    new_mapping,
    update_from,
)
from flake8_graph_me.engine.operations.sequences import concatenated
from flake8_graph_me.engine.operations.urls import slashed
from flake8_graph_me.engine.run import Arguments, Frame, Run
from flake8_graph_me.engine.state import State
from flake8_graph_me.engine.values import (
    Atom,
    Class,
    Constant,
    External,
    Hop,
    Instance,
    Listing,
    Mapping,
    Opaque,
    Text,
    Tuple,
    Value,
    constant,
    hopped,
    just,
    mapped,
    paired,
)
from flake8_graph_me.terms.text import Hole, Literal, Template


def evaluate_simple_string(run: Run, node: cst.SimpleString, _frame: Frame, _state: State) -> Value:
    """A literal: its evaluated text, which stands where it is written."""
    value = run.texts.get(node)
    if value is None:
        text = evaluated(node)
        pieces = (Literal(text, node, 0, exact=True),) if text else ()
        value = just(Text(pieces, "b" in node.prefix.lower()))
        run.texts[node] = value
    return value


def evaluate_number(run: Run, node: cst.Integer | cst.Float, _f: Frame, _s: State) -> Value:
    """A number."""
    try:
        return just(constant(ast.literal_eval(node.value)))
    except (ValueError, SyntaxError):
        return run.unknown()


def evaluate_concatenated(
    run: Run, node: cst.ConcatenatedString, frame: Frame, state: State
) -> Value:
    """Literals side by side; they nest to the right, so they are walked."""
    whole = just(Text(()))
    current: cst.BaseExpression = node
    while isinstance(current, cst.ConcatenatedString):
        whole = _added(run, whole, run.evaluate(current.left, frame, state))
        current = current.right
    return _added(run, whole, run.evaluate(current, frame, state))


def _added(run: Run, first: Value, second: Value) -> Value:
    return paired(
        first, second, lambda a, b: just(texts.concatenated([_text(run, a), _text(run, b)]))
    )


def _text(run: Run, atom: Atom) -> Text:
    if isinstance(atom, Text):
        return atom
    return Text(texts.pieces_of(atom, run.key("str", run.number())))


def evaluate_formatted(run: Run, node: cst.FormattedString, frame: Frame, state: State) -> Value:
    """An f-string: every combination of its holes' alternatives."""
    whole = just(Text(()))
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            piece = Literal(evaluated(part, node), part, 0, exact=True)
            whole = _added(run, whole, just(Text((piece,))))
        elif isinstance(part, cst.FormattedStringExpression):
            value = run.evaluate(part.expression, frame, state)
            spec = part.format_spec is not None or part.conversion not in (None, "s")
            value = mapped(value, lambda a, s=spec: _shown(run, a, s, frame, state, node))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            whole = _added(run, whole, value)
    return hopped(whole, Hop(node, "put together here", frame.scope.file))


def _shown(
    run: Run,
    atom: Atom,
    spec: bool,
    frame: Frame,
    state: State,
    node: cst.CSTNode,  # called through a lambda
) -> Value:
    """The text of a hole; with a format or a conversion it is not known."""
    if isinstance(atom, Instance) and isinstance(atom.type, Class) and not spec:
        return run.call(External("builtins.str"), Arguments([just(atom)]), node, frame, state)
    text = _text(run, atom)
    if spec:
        return just(Text((Hole(("format", run.number()), texts.labels_in(text.pieces)),)))
    return just(text)


def evaluate_binary(run: Run, node: cst.BinaryOperation, frame: Frame, state: State) -> Value:
    """A binary operation; long chains nest to the left, so they are walked."""
    chain: list[cst.BinaryOperation] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.BinaryOperation):
        chain.append(current)
        current = current.left
    value = run.evaluate(current, frame, state)
    for operation in reversed(chain):
        right = run.evaluate(operation.right, frame, state)
        value = operated(run, operation.operator, value, right, operation, state)
        value = hopped(value, Hop(operation, "put together here", frame.scope.file))
    return value


def operated(
    run: Run,
    operator: cst.CSTNode,
    left: Value,
    right: Value,
    node: cst.CSTNode,
    state: State,
) -> Value:
    """What an operator makes of two values."""
    combine: Callable[[Atom, Atom], Value]
    if isinstance(operator, cst.Add | cst.AddAssign):
        combine = lambda a, b: _plus(run, a, b, state)  # noqa: E731  # one of four small functions
    elif isinstance(operator, cst.Modulo | cst.ModuloAssign):
        combine = lambda a, b: _percent(run, a, b, node, state)  # noqa: E731  # the same
    elif isinstance(operator, cst.Divide | cst.DivideAssign):
        combine = lambda a, b: _slash(run, a, b)  # noqa: E731  # the same
    elif isinstance(operator, cst.BitOr | cst.BitOrAssign):
        combine = lambda a, b: _union(run, a, b, state)  # noqa: E731  # the same
    else:
        return run.unknown()
    return paired(left, right, combine)


def _plus(run: Run, first: Atom, second: Atom, state: State) -> Value:
    if isinstance(first, Text) or isinstance(second, Text):
        return just(texts.concatenated([_text(run, first), _text(run, second)]))
    if isinstance(first, Tuple | Listing) and isinstance(second, Tuple | Listing):
        both = concatenated(content(state, first), content(state, second))
        if isinstance(first, Tuple):
            return both
        listing = Listing(run.number())
        state.write((listing.number, "content"), both)
        return just(listing)
    if isinstance(first, Constant) and isinstance(second, Constant):
        if isinstance(first.value, int) and isinstance(second.value, int):
            return just(constant(first.value + second.value))
        return run.unknown()
    if isinstance(first, Opaque) and isinstance(second, Opaque):
        # Two unknowns added may be text: what they carry goes on.
        return just(texts.concatenated([_text(run, first), _text(run, second)]))
    return run.unknown()


def _slash(run: Run, first: Atom, second: Atom) -> Value:
    """Paths and URLs of the ``pathlib`` kind."""
    if isinstance(first, Text) or (isinstance(first, Opaque) and isinstance(second, Text)):
        return just(slashed(_text(run, first), _text(run, second)))
    return run.unknown()


def _union(run: Run, first: Atom, second: Atom, state: State) -> Value:
    if isinstance(first, Mapping):
        made = copied(run, state, first.number)
        update_from(run, state, made.number, second)
        return just(made)
    if isinstance(second, Mapping):
        made = new_mapping(run, state)
        update_from(run, state, made.number, first)
        update_from(run, state, made.number, second)
        return just(made)
    if isinstance(first, Class | External | Tuple) and isinstance(second, Class | External):
        # Classes united with ``|`` are asked for as a tuple of them is.
        others = first.items if isinstance(first, Tuple) else (just(first),)
        return just(Tuple((*others, just(second))))
    return run.unknown()


def _percent(run: Run, first: Atom, second: Atom, node: cst.CSTNode, state: State) -> Value:
    if not isinstance(first, Text):
        return run.unknown()
    template = texts.as_template(first, Template("percent", node))
    given = elements(state, second) if isinstance(second, Tuple) else None
    if isinstance(second, Tuple) and given is None:
        return run.unknown()

    def find(name: str | int) -> Text:
        value: Value | None = None
        if isinstance(name, str) and isinstance(second, Mapping):
            value = get_item(run, state, second.number, key_of(Text((Literal(name),))))
        elif isinstance(name, int) and given is not None and name < len(given):
            value = given[name]
        elif isinstance(name, int) and given is None and name == 0:
            return _text(run, second)
        if value is None or len(value) != 1:
            labels = frozenset(
                label
                for _, atom in value or ()
                for label in texts.labels_in(_text(run, atom).pieces)
            )
            return Text((Hole(("argument", run.number()), labels),))
        return _text(run, value[0][1])

    done = texts.interpolated(template, find)
    return run.unknown() if done is None else just(done)
