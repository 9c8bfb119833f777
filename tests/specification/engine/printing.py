"""Abstract values in readable form, the same in every run.

A text is quoted, with its unknown parts in braces as in an f-string; ``?`` is unknown, ``red?`` is
unknown with the label red. Sequences are in brackets, with a star before an element that may occur
any number of times. Alternatives are joined by ``or``, ``?`` last; ``never`` is an impossible
value. Conditions are not shown, but alternatives that they exclude are omitted.
"""

from collections.abc import Iterable
from enum import Enum

from flake8_graph_me.engine.domain.alternatives import without_absent
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition, conjoin
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Absent,
    Atom,
    Bound,
    Class,
    Constant,
    Dict,
    DictSnapshot,
    External,
    Function,
    Instance,
    Label,
    List,
    Names,
    Partial,
    Super,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.engine.objects.elements.item_keys import BYTES, ItemKey
from flake8_graph_me.terms.text import Literal, Piece

UNKNOWN = "?"


def show(value: Value, condition: Condition = ALWAYS) -> str:
    """The value's alternatives that can hold under a condition."""
    shown = {
        _atom(atom, both) for own, atom in value if (both := conjoin(own, condition)) is not None
    }
    return " or ".join(sorted(shown, key=lambda text: (text == UNKNOWN, text))) or "never"


def show_meeting(sink_call: SinkCall) -> str:
    """A call of a sink with what met there."""
    name = sink_call.row.name.rpartition(".")[2]
    condition = sink_call.condition
    parts = (f"{part}={show(value, condition)}" for part, value in sink_call.parts.items())
    return f"{name}({', '.join(parts)})"


def _atom(atom: Atom, condition: Condition) -> str:
    match atom:
        case Text(pieces=pieces, binary=binary):
            return _text(pieces, binary=binary)
        case Unknown(labels=labels):
            return f"{_labels(labels)}{UNKNOWN}"
        case Tuple(items=items, rest=rest):
            return _sequence(items, rest, condition)
        case DictSnapshot(items=items, rest=rest):
            return _dictionary(items, rest, condition)
        case Partial(callee=callee, positional=positional, keywords=keywords):
            given = [show(value, condition) for value in positional]
            given += [f"{name}={show(value, condition)}" for name, value in keywords]
            return f"partial({', '.join([_atom(callee, condition), *given])})"
        case Bound(function=Function(name=name), receiver=receiver):
            return f"{_atom(receiver, condition)}.{name}"
        case Bound(function=External(name=name), receiver=receiver):
            return f"{_atom(receiver, condition)}.{name.rpartition('.')[2]}"
        case _:
            return _simple(atom)


def _simple(atom: Atom) -> str:
    match atom:
        case Constant(value=value):
            return repr(value)
        case Function(name=name):
            return name or "<lambda>"
        case External(name=name) | Class(name=name):
            return name
        case Instance(type=kind):
            return f"<{kind if isinstance(kind, str) else kind.name}>"
        case Super(owner=owner):
            return f"<super of {owner.name}>"
        case List():
            return "[…]"
        case Dict() | Names():
            return "{…}"
        case Absent():
            return "absent"
        case _:
            raise TypeError(f"no way to print {atom!r}")


def _text(pieces: Iterable[Piece], *, binary: bool) -> str:
    shown = "".join(
        piece.text.replace("{", "{{").replace("}", "}}")
        if isinstance(piece, Literal)
        else f"{{{_labels(piece.labels) or UNKNOWN}}}"
        for piece in pieces
    )
    return f"{'b' if binary else ''}{shown!r}"


def _labels(labels: Iterable[object]) -> str:
    tags = (label.tag for label in labels if isinstance(label, Label))
    return "+".join(sorted({str(tag.value if isinstance(tag, Enum) else tag) for tag in tags}))


def _sequence(items: Iterable[Value], rest: Value | None, condition: Condition) -> str:
    shown = [_part(item, condition) for item in items]
    if rest is not None:
        shown.append(f"*{_part(rest, condition)}")
    return f"[{', '.join(shown)}]"


def _dictionary(
    items: Iterable[tuple[object, Value]], rest: Value | None, condition: Condition
) -> str:
    shown: list[str] = []
    for key, value in items:
        text = _part(value, condition)
        if text != "absent":
            shown.append(f"{_key(key)}: {text}")
    if rest is not None and without_absent(rest):
        shown.append(f"**{_part(without_absent(rest), condition)}")
    return f"{{{', '.join(shown)}}}"


def _key(key: object) -> str:
    if isinstance(key, ItemKey):
        return _atom(key.atom, ALWAYS)
    kind, name = key if isinstance(key, tuple) else ("", key)
    return f"{'b' if kind == BYTES else ''}{name!r}"


def _part(value: Value, condition: Condition) -> str:
    """A value inside another one; what may also not be there at all says so."""
    present = show(without_absent(value), condition)
    missing = any(atom is ABSENT and conjoin(own, condition) is not None for own, atom in value)
    if not missing:
        return present
    return "absent" if present == "never" else f"{present} or absent"
