"""Patterns of ``match``: whether one fits a subject, and which parts of the subject its names get.

Must not know what a case does once its pattern fits.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import libcst as cst

from flake8_graph_me.engine.attributes import lineage
from flake8_graph_me.engine.branching import decision, outcomes
from flake8_graph_me.engine.calls import all_fields
from flake8_graph_me.engine.conditions import conjoin
from flake8_graph_me.engine.expressions.comparison import both, compared, has_key
from flake8_graph_me.engine.expressions.containers import item
from flake8_graph_me.engine.objects import copied, elements, get_item, key_of, removed
from flake8_graph_me.engine.operations.kinds import is_a
from flake8_graph_me.engine.operations.sequences import any_of
from flake8_graph_me.engine.run import Frame, Run
from flake8_graph_me.engine.state import State
from flake8_graph_me.engine.targets import assign
from flake8_graph_me.engine.texts import known
from flake8_graph_me.engine.values import (
    IMPOSSIBLE,
    Alternative,
    Atom,
    Class,
    Constant,
    External,
    Function,
    Instance,
    Listing,
    Mapping,
    Opaque,
    Text,
    Tuple,
    Value,
    constant,
    joined,
    just,
    mapped,
    under,
    without_absent,
)

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


def fits(run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State) -> Value:
    """The truth value of a pattern's fitting a subject."""
    if isinstance(pattern, cst.MatchValue):
        wanted = run.evaluate(pattern.value, frame, state)
        return compared(run, cst.Equal(), subject, wanted, state)
    if isinstance(pattern, cst.MatchSingleton):
        wanted = run.evaluate(pattern.value, frame, state)
        return compared(run, cst.Is(), subject, wanted, state)
    if isinstance(pattern, cst.MatchAs):
        return (
            TRUE if pattern.pattern is None else fits(run, pattern.pattern, subject, frame, state)
        )
    if isinstance(pattern, cst.MatchOr):
        return _any_fits(run, pattern, subject, frame, state)
    take = _taking_apart(run, pattern, frame, state)
    if take is None:
        return decision(run, ("fits", run.number()))
    return mapped(subject, lambda atom: _parts_fit(run, atom, pattern, take, frame, state))


def capture(
    run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State
) -> None:
    """Bind the names of a pattern that fits to the parts of the subject that they stand for."""
    for name, value in _bindings(run, pattern, subject, frame, state):
        assign(run, name, value, frame, state)


def _any_fits(run: Run, pattern: cst.MatchOr, subject: Value, frame: Frame, state: State) -> Value:
    result = FALSE
    for element in reversed(pattern.patterns):
        one = fits(run, element.pattern, subject, frame, state)
        holds, fails = outcomes(run, one, state)
        alternatives: list[Alternative] = [(condition, constant(value=True)) for condition in holds]
        for condition in fails:
            alternatives.extend(under(condition, result))
        result = joined(alternatives)
    return result


Shape = tuple[Value, list[Part]]
"""Whether an atom has the outer form that a pattern asks for, and the parts to look at next."""
Take = Callable[[Atom], Shape]


def _parts_fit(
    run: Run, atom: Atom, pattern: cst.MatchPattern, take: Take, frame: Frame, state: State
) -> Value:
    whole, parts = take(atom)
    for inner, value in parts:
        if whole == FALSE:
            break
        whole = both(run, whole, fits(run, inner, value, frame, state), state)
    return whole


def _taking_apart(run: Run, pattern: cst.MatchPattern, frame: Frame, state: State) -> Take | None:
    if isinstance(pattern, cst.MatchSequence):
        inner = [*pattern.patterns]
        return lambda atom: _sequence_shape(run, atom, inner, pattern, frame, state)
    if isinstance(pattern, cst.MatchMapping):
        return lambda atom: _mapping_shape(run, atom, pattern, frame, state)
    if isinstance(pattern, cst.MatchClass):
        return lambda atom: _class_shape(run, atom, pattern, frame, state)
    return None


def _undecided(run: Run, atom: Atom, pattern: cst.MatchPattern) -> Value:
    """The same unknown subject has the same form each time it is asked."""
    key = atom.key if isinstance(atom, Opaque) else run.number()
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
    if isinstance(atom, Mapping) or _has_form_of_its_own(atom):
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
    if isinstance(atom, Tuple | Listing) or _has_form_of_its_own(atom):
        return FALSE, []
    whole = TRUE if isinstance(atom, Mapping) else _undecided(run, atom, pattern)
    parts: list[Part] = []
    for element in pattern.elements:
        key = run.evaluate(element.key, frame, state)
        name = key_of(key[0][1]) if len(key) == 1 else None
        if isinstance(atom, Mapping) and name is not None:
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
    """The attributes that a class's positional patterns are held against, if they are known."""
    if not isinstance(kind, Class):
        return None
    stored = without_absent(state.read((kind.number, "__match_args__")))
    if not stored:
        return tuple(all_fields(kind))
    found = elements(state, stored[0][1]) if len(stored) == 1 else None
    names = [known(v[0][1]) for v in found or () if len(v) == 1 and isinstance(v[0][1], Text)]
    return None if found is None or None in names else tuple(name for name in names if name)


def _bindings(
    run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State
) -> list[tuple[cst.Name, Value]]:
    """The names of a pattern with their values, one after the other as Python binds them."""
    if isinstance(pattern, cst.MatchAs):
        inner = pattern.pattern
        found = [] if inner is None else _bindings(run, inner, subject, frame, state)
        return [*found, *([] if pattern.name is None else [(pattern.name, subject)])]
    if isinstance(pattern, cst.MatchOr):
        return _bindings_of_one(run, pattern, subject, frame, state)
    take = _taking_apart(run, pattern, frame, state)
    if take is None:
        return []
    found = []
    fitting: list[tuple[Alternative, list[Part]]] = []
    for alternative in subject:
        shape, parts = take(alternative[1])
        if shape != FALSE:
            fitting.append((alternative, parts))
    for index in range(max((len(parts) for _, parts in fitting), default=0)):
        value = joined(
            pair for (condition, _), parts in fitting for pair in under(condition, parts[index][1])
        )
        found += _bindings(run, fitting[0][1][index][0], value, frame, state)
    return found + _rest_bindings(run, pattern, tuple(pair for pair, _ in fitting), state)


def _bindings_of_one(
    run: Run, pattern: cst.MatchOr, subject: Value, frame: Frame, state: State
) -> list[tuple[cst.Name, Value]]:
    """Each name has one value for each of the patterns that may be the first that fits."""
    names: dict[str, cst.Name] = {}
    values: dict[str, list[Alternative]] = {}
    open_: list[frozenset[int]] = [frozenset()]
    for element in pattern.patterns:
        test = fits(run, element.pattern, subject, frame, state)
        holds, fails = outcomes(run, test, state)
        mine = [c for a in open_ for b in holds if (c := conjoin(a, b)) is not None]
        for name, value in _bindings(run, element.pattern, subject, frame, state) if mine else ():
            names[name.value] = name
            for condition in mine:
                values.setdefault(name.value, []).extend(under(condition, value))
        open_ = [c for a in open_ for b in fails if (c := conjoin(a, b)) is not None]
    return [(names[name], joined(found)) for name, found in values.items()]


def _rest_bindings(
    run: Run, pattern: cst.MatchPattern, subject: Value, state: State
) -> list[tuple[cst.Name, Value]]:
    """What ``*rest`` and ``**rest`` get: a new list or dictionary of what is left."""
    if isinstance(pattern, cst.MatchMapping) and pattern.rest is not None:
        keys = [element.key for element in pattern.elements]
        return [(pattern.rest, mapped(subject, lambda atom: _other_items(run, atom, keys, state)))]
    if not isinstance(pattern, cst.MatchSequence):
        return []
    for index, inner in enumerate(pattern.patterns):
        if isinstance(inner, cst.MatchStar) and inner.name is not None:
            after = len(pattern.patterns) - index - 1
            return [
                (inner.name, mapped(subject, lambda a: _middle(run, a, index, after, state)))  # noqa: B023  # called before the next round
            ]
    return []


def _other_items(run: Run, atom: Atom, keys: Iterable[cst.BaseExpression], state: State) -> Value:
    if not isinstance(atom, Mapping):
        return run.unknown()
    rest = copied(run, state, atom.number)
    for key in keys:
        if isinstance(key, cst.SimpleString) and isinstance(key.evaluated_value, str):
            removed(state, rest.number, key.evaluated_value)
    return just(rest)


def _middle(run: Run, atom: Atom, before: int, after: int, state: State) -> Value:
    """A list of the elements between the first ``before`` and the last ``after`` ones."""
    found = elements(state, atom)
    listing = Listing(run.number())
    if found is None:
        inside = Tuple((), any_of(run, state, atom))
    else:
        inside = Tuple(tuple(islice(found, before, len(found) - after)))
    state.write((listing.number, "content"), just(inside))
    return just(listing)
