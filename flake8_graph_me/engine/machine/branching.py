"""Truth values, and branching on them.

A test splits the possible worlds in two: those in which it holds and those in which it does not.
Each side is a list of conditions of which one is enough.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator

from flake8_graph_me.engine.domain.alternatives import chosen_by, constant, joined, under
from flake8_graph_me.engine.domain.conditions import (
    ALWAYS,
    EITHER,
    Condition,
    bounded,
    conjoin,
    simplified,
)
from flake8_graph_me.engine.domain.merging import merge
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Alternative,
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
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.text import Hole, Literal

NEVER_TRUE = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})
"""Names that are false whenever a program runs."""
Outcomes = tuple[list[Condition], list[Condition]]


def subject_of(run: Run, atom: Atom) -> Hashable:
    """What a test of this atom tests."""
    if isinstance(atom, Unknown):
        return atom.key
    if isinstance(atom, Text):
        if len(atom.pieces) == 1 and isinstance(atom.pieces[0], Hole):
            return atom.pieces[0].key
        return ("text", tuple(p.text if isinstance(p, Literal) else p.key for p in atom.pieces))
    if isinstance(atom, External):
        return ("external", atom.name)
    if isinstance(atom, List | Dict | Instance):
        return ("object", atom.number)
    return ("fresh", run.number())


def by_test(run: Run, test: Value, value: Value, otherwise: Value, state: State) -> Value:
    """One value where a test holds, and another one where it fails."""
    holds, fails = outcomes(run, test, state)
    alternatives = [pair for condition in holds for pair in under(condition, value)]
    alternatives += [pair for condition in fails for pair in under(condition, otherwise)]
    return joined(alternatives)


def is_certain(run: Run, asked: Iterable[Hashable], state: State) -> bool:
    """Whether one of these questions was asked before, and can only be answered by yes here."""
    symbols = (run.symbols.numbers.get(each) for each in asked)
    return any(each is not None and not state.allows(frozenset((-each,))) for each in symbols)


def truth(run: Run, atom: Atom, state: State) -> bool | None:
    """Whether an atom is truthy; None if that is unknown."""
    if isinstance(atom, Constant):
        return bool(atom.value)
    if isinstance(atom, Text):
        if any(isinstance(piece, Literal) and piece.text for piece in atom.pieces):
            return True
        return None if any(isinstance(piece, Hole) for piece in atom.pieces) else False
    if isinstance(atom, Tuple):
        return True if atom.items else None if atom.rest is not None else False
    if isinstance(atom, Dict):
        return _mapping_truth(atom, state)
    if isinstance(atom, List):
        return True if atom.once else _listing_truth(run, atom, state)
    if isinstance(atom, Unknown):
        return True if atom.sure else None
    if isinstance(atom, External):
        return False if atom.name in NEVER_TRUE else None
    if isinstance(atom, Instance) and _tells_truth(atom, state):
        return None
    return atom is not ABSENT


def _tells_truth(atom: Instance, state: State) -> bool:
    """Whether an object's class defines its own truth value."""
    return isinstance(atom.type, Class) and any(
        state.read((ancestor.number, name)) != NOTHING
        for ancestor in lineage(atom.type)
        if isinstance(ancestor, Class)
        for name in ("__bool__", "__len__")
    )


def _mapping_truth(atom: Dict, state: State) -> bool | None:
    certain = False
    for key in state.keys_of(atom.number):
        value = state.read((atom.number, ("item", key)))
        if value and all(other is not ABSENT for _, other in value):
            return True
        certain = certain or any(other is not ABSENT for _, other in value)
    rest = state.read((atom.number, REST))
    return None if certain or any(other is not ABSENT for _, other in rest) else False


def _listing_truth(run: Run, atom: List, state: State) -> bool | None:
    outcomes = {truth(run, content, state) for _, content in state.read((atom.number, "content"))}
    return outcomes.pop() if len(outcomes) == 1 else None


def truth_conditions(run: Run, atom: Atom) -> tuple[Condition, Condition]:
    """The conditions under which an unknown value is true, and under which it is false.

    A true value is not None; a false value may be None or empty.
    """
    subject = subject_of(run, atom)
    true = run.symbols.number(("true", subject))
    return frozenset((true, -run.symbols.number(("none", subject)))), frozenset((-true,))


def none_conditions(run: Run, atom: Atom) -> tuple[Condition, Condition]:
    """The conditions under which an unknown value is None, and under which it is not."""
    subject = subject_of(run, atom)
    none = run.symbols.number(("none", subject))
    return frozenset((none, -run.symbols.number(("true", subject)))), frozenset((-none,))


def outcomes(run: Run, value: Value, state: State) -> Outcomes:
    """The conditions under which a value is true, and under which it is false, in this state."""
    holds: list[Condition] = []
    fails: list[Condition] = []
    for condition, atom in value:
        if not state.allows(condition):
            continue
        known = truth(run, atom, state)
        if known is None:
            for target, outcome in zip((holds, fails), truth_conditions(run, atom), strict=True):
                both = conjoin(condition, outcome)
                if both is not None and state.allows(both):
                    target.append(both)
        else:
            (holds if known else fails).append(condition)
    return _settled(holds, fails, state)


def _settled(holds: list[Condition], fails: list[Condition], state: State) -> Outcomes:
    holds = simplified(condition - state.condition for condition in holds)
    fails = simplified(condition - state.condition for condition in fails)
    return holds, fails


def branch_conditions(
    run: Run, value: Value, state: State
) -> tuple[Condition | None, Condition | None]:
    """One condition for a test that holds and one for a test that fails; None for an impossible
    outcome.

    If several conditions lead to one outcome, a separate symbol stands for it.
    """
    return _folded(run, *outcomes(run, value, state))


def _folded(
    run: Run, holds: list[Condition], fails: list[Condition]
) -> tuple[Condition | None, Condition | None]:
    if not holds:
        return None, (ALWAYS if fails else None)
    if not fails:
        return ALWAYS, None
    if len(holds) == 1 and len(fails) == 1:
        return bounded(holds[0], run.symbols), bounded(fails[0], run.symbols)
    literal = _disjunction(run, holds, fails)
    return _one(run, holds, literal), _one(run, fails, -literal)


def _disjunction(run: Run, holds: list[Condition], fails: list[Condition]) -> int:
    """The outcome that stands for several conditions; the opposite test has the opposite
    outcome.
    """
    first, second = sorted((holds, fails), key=lambda several: sorted(map(sorted, several)))
    symbol = run.symbols.number((EITHER, frozenset(first), frozenset(second)))
    run.budget.work.meanings[symbol], run.budget.work.meanings[-symbol] = (
        tuple(first),
        tuple(second),
    )
    return symbol if first is holds else -symbol


def _one(run: Run, conditions: list[Condition], literal: int) -> Condition:
    common = frozenset.intersection(*conditions)
    return bounded(common | {literal}, run.symbols)


def decision(run: Run, key: Hashable) -> Value:
    """The truth value of a test of which only the key is known."""
    symbol = run.symbols.number(key)
    return (
        (frozenset((symbol,)), constant(True)),
        (frozenset((-symbol,)), constant(False)),
    )


def one_of(run: Run, values: Iterable[Value], *key: Hashable) -> Value:
    """One of several values, of which there is at least one; outcomes of this key tell which."""
    first, *rest = reversed(list(dict.fromkeys(values)))
    for number, value in enumerate(rest):
        first = chosen_by(run.symbols.number((*key, number)), value, first)
    return first


def negated(run: Run, value: Value, state: State) -> Value:
    """The value of ``not value``."""
    holds, fails = outcomes(run, value, state)
    return joined([*((c, constant(False)) for c in holds), *((c, constant(True)) for c in fails)])


def truth_value(run: Run, value: Value, state: State) -> Value:
    """The value of ``bool(value)``."""
    holds, fails = outcomes(run, value, state)
    return joined([*((c, constant(True)) for c in holds), *((c, constant(False)) for c in fails)])


def each_alternative(
    run: Run, value: Value, state: State, act: Callable[[Atom, State], Value]
) -> Value:
    """Do something for each alternative of a value, each in its own world, and join the worlds."""
    if len(value) == 1 and not value[0][0]:
        return act(value[0][1], state)
    results: list[Alternative] = []
    branches: list[State] = []
    for condition, atom in value:
        if conjoin(condition, state.condition) is None:
            continue
        branch = state.child(run.numbers + 1, bounded(condition, run.symbols))
        outcome = act(atom, branch)
        if not branch.dead:
            results.extend(under(condition, outcome))
        branches.append(branch)
    if not branches:
        state.dead = True
        return ()
    merge(state, branches)
    return joined(results)


def parted(run: Run, test: Value, state: State) -> tuple[State | None, State | None]:
    """The world in which a test holds and the one in which it fails; None for an impossible one."""
    several = outcomes(run, test, state)
    holds, fails = (
        None
        if condition is None or conjoin(condition, state.condition) is None
        else state.child(run.numbers + 1, condition, tuple(choice))
        for condition, choice in zip(_folded(run, *several), several, strict=True)
    )
    return holds, fails


def either_way(run: Run, test: Value, state: State) -> Iterator[tuple[bool, State]]:
    """The possible worlds among those in which a test holds and in which it fails."""
    for outcome, branch in zip((True, False), parted(run, test, state), strict=True):
        if branch is not None:
            branch.mark = run.numbers + 1
            yield outcome, branch
