"""String literals, f-strings and numbers."""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import (
    MAX_ALTERNATIVES,
    constant,
    just,
    mapped,
    paired,
)
from flake8_graph_me.engine.domain.numbers import is_huge
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    External,
    Instance,
    Label,
    Step,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.unknown_texts import few_enough
from flake8_graph_me.syntax.joined_literals import joined_text
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.terms.text import Hole, Literal


def evaluate_simple_string(run: Run, node: cst.SimpleString, frame: Frame, _state: State) -> Value:
    """A literal: its evaluated text, located in the source."""
    value = run.texts.get(node)
    if value is None:
        text = evaluated(node)
        pieces = (Literal(text, node, 0, exact=True),) if text else ()
        value = _marked(run, text, node, frame) or just(Text(pieces, "b" in node.prefix.lower()))
        run.texts[node] = value
    return value


def _marked(run: Run, text: str, node: cst.CSTNode, frame: Frame) -> Value | None:
    """A literal with a label; its content is not passed on."""
    mark = run.rows.marks(text) if run.rows.marks is not None else None
    if mark is None:
        return None
    kept = tuple((name, just(Text((Literal(each),)))) for name, each in mark.kept)
    label = Label(mark.tag, node, mark.name, kept, file=frame.scope.file)
    run.events.labels.setdefault((mark.tag, node), label)
    return just(Unknown(run.key("marked", run.number()), frozenset((label,)), sure=True))


def marked_as_one(run: Run, text: str | None, node: cst.CSTNode, frame: Frame) -> Value | None:
    """The value of literals that are joined to this text by a node, if they carry a label."""
    if text is None:
        return None
    value = run.texts.get(node)
    if value is None:
        value = _marked(run, text, node, frame)
        if value is not None:
            run.texts[node] = value
    return value


def evaluate_number(run: Run, node: cst.Integer | cst.Float, _f: Frame, _s: State) -> Value:
    """A number."""
    try:
        number = int(node.value, 0) if isinstance(node, cst.Integer) else float(node.value)
    except ValueError:
        # Python refuses numbers of thousands of digits.
        return run.unknown()
    return run.unknown() if is_huge(number) else just(constant(number))


def evaluate_concatenated(
    run: Run, node: cst.ConcatenatedString, frame: Frame, state: State
) -> Value:
    """Adjacent literals; they nest to the right, so they are handled in a loop."""
    labelled = marked_as_one(run, joined_text(node), node, frame)
    if labelled is not None:
        return labelled
    parts: list[Value] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.ConcatenatedString):
        parts.append(run.evaluate(current.left, frame, state))
        current = current.right
    return _put_together(run, [*parts, run.evaluate(current, frame, state)])


def _put_together(run: Run, parts: Sequence[Value]) -> Value:
    """The texts of values one after the other; certain neighbours are joined at once."""
    parts = few_enough(run, parts, MAX_ALTERNATIVES, "MAX_ALTERNATIVES")
    whole = just(Text(()))
    certain: list[Text] = []
    for part in parts:
        if len(part) == 1 and not part[0][0]:
            certain.append(text_of(run, part[0][1]))
            continue
        if certain:
            whole = _added(run, whole, just(texts.concatenated(certain)))
            certain = []
        whole = _added(run, whole, part)
    return _added(run, whole, just(texts.concatenated(certain))) if certain else whole


def _added(run: Run, first: Value, second: Value) -> Value:
    return paired(
        first, second, lambda a, b: just(texts.concatenated([text_of(run, a), text_of(run, b)]))
    )


def text_of(run: Run, atom: Atom) -> Text:
    """The text of ``str(atom)``."""
    if isinstance(atom, Text):
        return atom
    return Text(texts.pieces_of(atom, run.key("str", run.number())))


def evaluate_formatted(run: Run, node: cst.FormattedString, frame: Frame, state: State) -> Value:
    """An f-string: every combination of its replacement fields' alternatives."""
    parts: list[Value] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            parts.append(_written(run, part, node, frame))
        elif isinstance(part, cst.FormattedStringExpression):
            value = run.evaluate(part.expression, frame, state)
            plain = _is_plain(part.format_spec) and part.equal is None
            spec = not plain or part.conversion not in (None, "s")
            run.events.note_expression(value, part.expression, node)
            shown = mapped(value, lambda a, s=spec: _shown(run, a, s, frame, state, node))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            parts.append(shown)
    whole = _put_together(run, parts)
    return with_step(whole, Step(node, "part of this value", frame.scope.file))


def _is_plain(specification: Sequence[cst.BaseFormattedStringContent] | None) -> bool:
    """Whether a format specification changes no text."""
    match specification:
        case None | () | [cst.FormattedStringText(value="s")]:
            return True
    return False


def _written(
    run: Run, part: cst.FormattedStringText, node: cst.FormattedString, frame: Frame
) -> Value:
    value = run.texts.get(part)
    if value is None:
        text = evaluated(part, node)
        own = just(Text((Literal(text, part, 0, exact=True),)))
        value = run.texts[part] = _marked(run, text, part, frame) or own
    return value


def _shown(
    run: Run,
    atom: Atom,
    spec: bool,
    frame: Frame,
    state: State,
    node: cst.CSTNode,  # called through a lambda
) -> Value:
    """The text of a replacement field; with a format or conversion it is unknown."""
    if isinstance(atom, Instance) and not spec:
        return run.call(External("builtins.str"), Arguments([just(atom)]), node, frame, state)
    text = text_of(run, atom)
    # Bytes are written as their literal.
    if spec or text.binary:
        return just(Text((Hole(("format", run.number()), texts.labels_in(text.pieces)),)))
    return just(text)
