"""Patterns of ``match``: whether one fits a subject, and what its names are bound to."""

from collections.abc import Iterable
from itertools import islice

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Alternative, Atom, Dict, List, Tuple, Value
from flake8_graph_me.engine.expressions.comparison import both, compared
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.branching import by_test, decision, outcomes
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import copied, elements, removed
from flake8_graph_me.engine.operations.containers.sequences import any_of
from flake8_graph_me.engine.statements.matching.shapes import FALSE, TRUE, Part, Take, taking_apart
from flake8_graph_me.syntax.python_tree import PYTHONS_PARSER


def fits(run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State) -> Value:
    """The truth value of whether a pattern fits a subject."""
    if isinstance(pattern, cst.MatchValue):
        wanted = run.evaluate(pattern.value, frame, state)
        run.events.note_escapes((subject, wanted), pattern)
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
    take = taking_apart(run, pattern, frame, state)
    if take is None:
        return decision(run, ("fits", run.number()))
    return mapped(subject, lambda atom: _parts_fit(run, atom, pattern, take, frame, state))


def capture(
    run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State
) -> None:
    """Bind the names of a fitting pattern to their parts of the subject."""
    for name, value in _bindings(run, pattern, subject, frame, state):
        assign(run, name, value, frame, state)


def _any_fits(run: Run, pattern: cst.MatchOr, subject: Value, frame: Frame, state: State) -> Value:
    result = FALSE
    for element in reversed(pattern.patterns):
        one = fits(run, element.pattern, subject, frame, state)
        result = by_test(run, one, TRUE, result, state)
    return result


def _parts_fit(
    run: Run, atom: Atom, pattern: cst.MatchPattern, take: Take, frame: Frame, state: State
) -> Value:
    whole, parts = take(atom)
    for inner, value in parts:
        if whole == FALSE:
            break
        whole = both(run, whole, fits(run, inner, value, frame, state), state)
    return whole


def _bindings(
    run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State
) -> list[tuple[cst.Name, Value]]:
    """The names of a pattern with their values, in the order in which Python binds them."""
    if isinstance(pattern, cst.MatchAs):
        inner = pattern.pattern
        found = [] if inner is None else _bindings(run, inner, subject, frame, state)
        return [*found, *([] if pattern.name is None else [(pattern.name, subject)])]
    if isinstance(pattern, cst.MatchOr):
        return _bindings_of_one(run, pattern, subject, frame, state)
    take = taking_apart(run, pattern, frame, state)
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
    """The bindings of one alternative: a value per pattern that may be the first to fit."""
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
    """The values of ``*rest`` and ``**rest``: a new list or dictionary of what remains."""
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
    if not isinstance(atom, Dict):
        return run.unknown()
    rest = copied(run, state, atom.number)
    for key in keys:
        if isinstance(key, cst.SimpleString):
            with PYTHONS_PARSER:
                text = key.evaluated_value
            if isinstance(text, str):
                removed(state, rest.number, text)
    return just(rest)


def _middle(run: Run, atom: Atom, before: int, after: int, state: State) -> Value:
    """A list of the elements between the first ``before`` and the last ``after`` ones."""
    found = elements(state, atom)
    sequence = List(run.number())
    if found is None:
        inside = Tuple((), any_of(run, state, atom))
    else:
        inside = Tuple(tuple(islice(found, before, len(found) - after)))
    state.write((sequence.number, "content"), just(inside))
    return just(sequence)
