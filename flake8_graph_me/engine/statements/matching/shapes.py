"""The outer shape that a pattern requires, and the parts of a subject for its inner patterns."""

from collections.abc import Callable, Iterable, Sequence

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just, without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    IMPOSSIBLE,
    Atom,
    Class,
    Constant,
    Dict,
    External,
    Function,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.expressions.comparison import both, has_key
from flake8_graph_me.engine.expressions.containers import item
from flake8_graph_me.engine.machine.branching import decision
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import elements, get_item
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.objects.records import all_fields
from flake8_graph_me.engine.operations.instances.instance_of import is_a

Part = tuple[cst.MatchPattern, Value]
"""A pattern inside another one, and the part of the subject that it is held against."""


TRUE, FALSE = just(constant(value=True)), just(constant(value=False))


WHOLE = frozenset(
    f"builtins.{name}"
    for name in (
        "bool",
        "bytes",
        "dict",
        "float",
        "frozenset",
        "int",
        "list",
        "set",
        "str",
        "tuple",
    )
)
"""Classes whose one positional pattern is held against the subject itself."""


Shape = tuple[Value, list[Part]]
"""Whether an atom has the outer form that a pattern asks for, and the parts to look at next."""


Take = Callable[[Atom], Shape]


def taking_apart(run: Run, pattern: cst.MatchPattern, frame: Frame, state: State) -> Take | None:
    """How a pattern destructures an atom; None for patterns that do not."""
    if isinstance(pattern, cst.MatchSequence):
        inner = [*pattern.patterns]
        return lambda atom: _sequence_shape(run, atom, inner, pattern, frame, state)
    if isinstance(pattern, cst.MatchMapping):
        return lambda atom: _mapping_shape(run, atom, pattern, frame, state)
    if isinstance(pattern, cst.MatchClass):
        return lambda atom: _class_shape(run, atom, pattern, frame, state)
    return None


def _undecided(run: Run, atom: Atom, pattern: cst.MatchPattern) -> Value:
    """An undecided shape: the same unknown subject always has the same one."""
    key = atom.key if isinstance(atom, Unknown) else run.number()
    return decision(run, ("fits", key, pattern))


def _has_form_of_its_own(atom: Atom) -> bool:
    """Whether an atom is surely neither a sequence nor a dictionary."""
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        return all(isinstance(ancestor, Class) for ancestor in lineage(atom.type))
    return isinstance(atom, Text | Constant | Class | Function)


def _sequence_shape(
    run: Run,
    atom: Atom,
    patterns: Sequence[cst.MatchSequenceElement | cst.MatchStar],
    pattern: cst.MatchPattern,
    frame: Frame,
    state: State,
) -> Shape:
    if isinstance(atom, Dict) or _has_form_of_its_own(atom):
        return FALSE, []
    star = next((i for i, p in enumerate(patterns) if isinstance(p, cst.MatchStar)), None)
    found = elements(state, atom)
    if found is None:
        at = (i if star is None or i < star else i - len(patterns) for i in range(len(patterns)))
        whole = _undecided(run, atom, pattern)
        values = [item(run, atom, constant(i), pattern, frame, state) for i in at]
        return whole, _inner_parts(patterns, values)
    if len(found) != len(patterns) if star is None else len(found) < len(patterns) - 1:
        return FALSE, []
    values = list(found)
    if star is not None:
        values[star : len(found) - (len(patterns) - star - 1)] = [IMPOSSIBLE]
    return TRUE, _inner_parts(patterns, values)


def _inner_parts(
    patterns: Iterable[cst.MatchSequenceElement | cst.MatchStar], values: Iterable[Value]
) -> list[Part]:
    return [
        (p.value, value)
        for p, value in zip(patterns, values, strict=False)
        if isinstance(p, cst.MatchSequenceElement)
    ]


def _mapping_shape(
    run: Run, atom: Atom, pattern: cst.MatchMapping, frame: Frame, state: State
) -> Shape:
    if isinstance(atom, Tuple | List) or _has_form_of_its_own(atom):
        return FALSE, []
    whole = TRUE if isinstance(atom, Dict) else _undecided(run, atom, pattern)
    parts: list[Part] = []
    for element in pattern.elements:
        key = run.evaluate(element.key, frame, state)
        name = key_among(state, key)
        if isinstance(atom, Dict) and name is not None:
            value = get_item(run, state, atom.number, name)
            whole = both(run, whole, has_key(run, state, atom.number, name), state)
            value = without_absent(value)
        elif name is not None:
            value = item(run, atom, key[0][1], pattern, frame, state)
        else:
            value = run.unknown()
            whole = both(run, whole, _undecided(run, atom, element.pattern), state)
        parts.append((element.pattern, value))
    return whole, parts


def _class_shape(
    run: Run, atom: Atom, pattern: cst.MatchClass, frame: Frame, state: State
) -> Shape:
    wanted = run.evaluate(pattern.cls, frame, state)
    kind = wanted[0][1] if len(wanted) == 1 else run.fresh()
    known_kind = is_a(run, atom, kind)
    if known_kind is False:
        return FALSE, []
    whole = _undecided(run, atom, pattern) if known_kind is None else TRUE
    parts: list[Part] = []
    names = _positional_names(kind, state)
    for index, positional in enumerate(pattern.patterns):
        if isinstance(kind, External) and kind.name in WHOLE:
            value = just(atom)
        elif names is not None and index < len(names):
            value = run.attribute(atom, names[index], pattern, frame, state)
        else:
            value = run.unknown()
        parts.append((positional.value, value))
    for keyword in pattern.kwds:
        value = run.attribute(atom, keyword.key.value, pattern, frame, state)
        parts.append((keyword.pattern, value))
    return whole, parts


def _positional_names(kind: Atom, state: State) -> tuple[str, ...] | None:
    """The attributes that a class's positional patterns match, if they are known."""
    if not isinstance(kind, Class):
        return None
    stored = without_absent(state.read((kind.number, "__match_args__")))
    if not stored:
        return tuple(all_fields(kind))
    found = elements(state, stored[0][1]) if len(stored) == 1 else None
    names = [known(v[0][1]) for v in found or () if len(v) == 1 and isinstance(v[0][1], Text)]
    return None if found is None or None in names else tuple(name for name in names if name)
