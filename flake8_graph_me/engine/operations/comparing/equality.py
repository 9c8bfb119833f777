"""Whether two values are equal, or one and the same: a test whose outcome is a symbol if it is not
known.
"""

from collections.abc import Hashable

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Class,
    Constant,
    Dict,
    External,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import decision, none_conditions, subject_of
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.engine.operations.comparing.identity import (
    OBJECTS,
    equal_objects,
    identity_of,
    is_one_of_a_kind,
    is_plain_member,
    same_objects,
)
from flake8_graph_me.terms.text import HOLE_MARK


def equal(run: Run, first: Atom, second: Atom) -> Value:
    """The truth value of ``first == second``."""
    if isinstance(first, Unknown | External) and not isinstance(second, Unknown | External):
        first, second = second, first
    if isinstance(second, Unknown | External):
        return _equal_unknown(run, first, second)
    a, b = key_of(first), key_of(second)
    if a is not None and b is not None:
        return just(constant(value=a == b))
    if isinstance(first, Text) and isinstance(second, Text):
        return _equal_texts(run, first, second)
    if NONE in (first, second) or isinstance(first, Class) or isinstance(second, Class):
        return just(constant(value=first == second))
    if not isinstance(first, Instance) and not isinstance(second, Instance):
        kinds = {Tuple: 1, List: 2, Dict: 3, Text: 4, Constant: 5}
        if kinds.get(type(first), 0) != kinds.get(type(second), 0):
            return just(constant(value=False))
    return equal_objects(run, first, second)


def same(run: Run, first: Atom, second: Atom) -> Value:
    """The truth value of ``first is second``: known for mutable values, and treated as equality for
    those that are known.
    """
    if isinstance(first, Constant) and isinstance(second, Constant):
        return just(constant(value=first == second))
    if isinstance(first, OBJECTS) and isinstance(second, OBJECTS):
        return same_objects(run, first, second)
    for one, other in ((first, second), (second, first)):
        key = identity_of(one)
        if key is not None and isinstance(other, Unknown):
            return is_one_of_a_kind(run, subject_of(run, other), key)
    if isinstance(first, Unknown) and isinstance(second, Unknown) and first != second:
        # What is equal need not be the same.
        return decision(run, ("same", first.key, second.key))
    return equal(run, first, second)


def _equal_unknown(run: Run, first: Atom, second: Atom) -> Value:
    """A comparison with an unknown value."""
    subject = subject_of(run, second)
    if first == NONE:
        if isinstance(second, Unknown) and (second.sure or second.key in run.present):
            return just(constant(value=False))
        is_none, is_not = none_conditions(run, second)
        return ((is_none, constant(value=True)), (is_not, constant(value=False)))
    key = key_of(first)
    if key is not None:
        return _equal_constant(run, subject, key)
    if first == second:
        return just(constant(value=True))
    if is_plain_member(first) and isinstance(second, Unknown):
        return is_one_of_a_kind(run, subject, identity_of(first))
    # It need not be a truth value.
    return just(Unknown(run.key("equal", subject_of(run, first), subject)))


def _equal_constant(run: Run, subject: Hashable, key: Hashable) -> Value:
    holds, fails = run.symbols.equality(subject, key)
    true = run.symbols.number(("true", subject))
    none = run.symbols.number(("none", subject))
    holds |= {true if _counts_as_true(key) else -true, -none}
    return ((holds, constant(value=True)), (fails, constant(value=False)))


def _counts_as_true(key: Hashable) -> bool:
    return bool(key[1] if isinstance(key, tuple) else key)


def _equal_texts(run: Run, first: Text, second: Text) -> Value:
    a, b = texts.known(first), texts.known(second)
    if a is None and b is not None:
        first, second, a, b = second, first, b, a
    if a is not None:
        edges = texts.flat(second).split(HOLE_MARK)
        if not a.startswith(edges[0]) or not a.endswith(edges[-1]):
            return just(constant(value=False))
        return _equal_constant(run, subject_of(run, second), a)
    return decision(run, ("equal", subject_of(run, first), subject_of(run, second)))
