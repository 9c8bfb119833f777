"""Summaries of calls, and replaying them where that equals running the call again.

A call is replayed if the function is entered with the same arguments from the same nodes,
everything that it read from outside still has the same value, and it made no functions or classes.
The objects, unknown values and test outcomes that it made are created again.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from flake8_graph_me.engine.calls.renaming import Renaming, is_structural
from flake8_graph_me.engine.domain.alternatives import inner_values, just
from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.merging import keys_since
from flake8_graph_me.engine.domain.state import LOCATIONS_PER_STEP, State
from flake8_graph_me.engine.domain.values import Atom, Function, Partial, Value
from flake8_graph_me.engine.domain.work import Location, Meanings
from flake8_graph_me.engine.machine.events import CallSite, SinkCall
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.exceptions import hand_on_raised

MAX_MEMORIES = 6
"""How many summaries of one function with the same arguments are kept. Past it the function is run
again, with the same result.
"""
MAX_REMEMBERED = 8_000
"""How many functions with different arguments have summaries. Past it others are run each time."""
READS_PER_STEP = 16
"""How many locations can be compared for the cost of evaluating one expression."""
MAX_RAISED = 8
"""In how many ways a remembered run may have raised. Past it the run is not remembered."""

Key = tuple[Function, *tuple[Hashable, ...]]
"""A function, and what else two calls of it must share to be the same call."""


Depth = tuple[int, int]
"""How deep evaluations nest, and how many calls are under way."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One run of a function: what it read, what it wrote, its result and its events.

    ``tests`` are the outcomes known before the run that could have affected it, ``mentioned`` those
    that its arguments and reads require, and ``asked`` the symbols that it requested itself.
    ``where`` is how deep it was, if bounds on depth cut it short.
    """

    condition: Condition
    tests: Condition
    mentioned: Condition
    asked: frozenset[int]
    reads: dict[Location, Value]
    read_keys: dict[int, tuple[Hashable, ...]]
    values: dict[Location, Value]
    keys: dict[int, tuple[Hashable, ...]]
    added: Condition
    dead: bool
    result: Value
    sink_calls: tuple[SinkCall, ...]
    depth: int
    where: Depth | None
    first: int
    last: int
    first_symbol: int
    raised: tuple[tuple[dict[Location, Value], dict[int, tuple[Hashable, ...]]], ...] = ()


@dataclass(slots=True)
class Recording:
    """A run in progress that may become a summary."""

    key: Key
    given: tuple[Value, ...]
    condition: Condition
    first: int
    first_symbol: int
    sink_calls: int
    captured: int
    where: Depth
    limited: int
    too_deep: int
    loaded: int
    revealed: int
    asked: int
    escaped: tuple[int, int]


def summary_key(
    function: Function,
    receiver: Atom | None,
    arguments: Arguments,
    assumed: bool,  # a part of the key
) -> Key:
    """What two calls must have in common to share a summary."""
    return (
        function,
        receiver,
        tuple(arguments.positional),
        tuple(arguments.keywords.items()),
        arguments.more_positional,
        arguments.more_keywords,
        tuple(arguments.nodes.items()),
        arguments.sent,
        assumed,
    )


def begin(run: Run, key: Key, arguments: Arguments, frame: Frame, state: State) -> Recording:
    """Record the beginning of a run."""
    return Recording(
        key,
        (*arguments.all_values(), just(key[0])),
        state.condition,
        run.numbers + 1,
        len(run.symbols.keys),
        len(run.events.sink_calls),
        len(run.captured),
        (run.budget.nesting, len(frame.sites)),
        run.budget.limited,
        run.budget.too_deep,
        len(run.sources) + len(run.examples),
        len(run.events.revealed),
        len(run.symbols.asked),
        _escaped(run),
    )


def store(
    run: Run,
    recording: Recording,
    overlay: State,
    result: Value,
    frame: Frame,
    raised: Sequence[State] = (),
) -> None:
    """Store a summary of a finished run, if it can be replayed."""
    run.events.thin_out(recording.sink_calls)
    summaries = run.summaries.get(recording.key, [])
    if len(summaries) >= MAX_MEMORIES or overlay.reads is None or len(raised) > MAX_RAISED:
        return
    if len(run.summaries) > MAX_REMEMBERED or _cannot_be_replayed(run, recording):
        return
    if any(_holds_partial(v) for v in (result, *overlay.values.values())):
        return
    caller = overlay.parent or overlay
    reads = {where: caller.possible(value) for where, value in overlay.reads.items()}
    mentioned = _mentioned((*reads.values(), *recording.given))
    asked = frozenset(run.symbols.asked[recording.asked :])
    run.summaries.setdefault(recording.key, []).append(
        Summary(
            recording.condition,
            _tests(run, recording.condition, asked, mentioned),
            mentioned,
            asked,
            reads,
            overlay.read_keys,
            dict(overlay.values),
            dict(overlay.keys),
            overlay.condition - recording.condition,
            overlay.dead,
            result,
            tuple(run.events.sink_calls[recording.sink_calls :]),
            len(frame.sites),
            recording.where if run.budget.too_deep != recording.too_deep else None,
            recording.first,
            run.numbers,
            recording.first_symbol,
            tuple(
                (
                    {where: state.read(where) for where in state.written_since(overlay)},
                    keys_since(overlay, state),
                )
                for state in raised
            ),
        )
    )


def _cannot_be_replayed(run: Run, recording: Recording) -> bool:
    """Whether something happened in a run that happens once, or that a bound cut short."""
    return (
        len(run.captured) != recording.captured
        # The bounds on depth cut off the same of every run that is as deep.
        or run.budget.limited - recording.limited != run.budget.too_deep - recording.too_deep
        # What a module's body makes is made once.
        or len(run.sources) + len(run.examples) != recording.loaded
        or len(run.events.revealed) != recording.revealed
        # What escaped in the run may be an object of its own.
        or _escaped(run) != recording.escaped
    )


def _escaped(run: Run) -> tuple[int, int]:
    """How much unknown code holds and may write, to see whether that has grown."""
    return len(run.escaped.objects), run.escaped.version


def _holds_partial(value: Value) -> bool:
    """Whether a value contains a callable made in the run, which would keep the run's own
    objects.
    """
    return any(isinstance(atom, Partial) for _, atom in value)


def _tests(run: Run, condition: Condition, asked: frozenset[int], reads: Condition) -> Condition:
    """The part of a condition that could have affected a function's run.

    Those are outcomes about values, about symbols that the run requested, and about symbols that
    its reads mention, directly or through what an outcome stands for.
    """
    meanings = run.budget.work.meanings
    told = {*asked, *map(abs, reads)}
    for symbol in [symbol for symbol in told if symbol in meanings]:
        told |= _parts(meanings, symbol) | _parts(meanings, -symbol)
    return frozenset(
        literal
        for literal in condition
        if not is_structural(run, abs(literal))
        and (abs(literal) in told or not told.isdisjoint(_parts(meanings, literal)))
    )


def _parts(meanings: Meanings, literal: int) -> set[int]:
    """The symbols of the conditions that an outcome stands for."""
    return {abs(part) for meaning in meanings.get(literal, ()) for part in meaning}


def _mentioned(values: Iterable[Value]) -> Condition:
    """Every outcome that alternatives of the values, or of the values inside them, require."""
    found: set[int] = set()
    pending = list(values)
    seen: set[int] = set()
    while pending:
        value = pending.pop()
        # Of two that are one there is nothing more to tell.
        if id(value) in seen:
            continue
        seen.add(id(value))
        for condition, atom in value:
            found |= condition
            pending.extend(inner_values(atom))
    return frozenset(found)


def find(run: Run, key: Key, frame: Frame, state: State) -> Summary | None:
    """The summary of a run that running again would repeat; None if there is none."""
    for summary in run.summaries.get(key, ()):
        if (
            summary.where in (None, (run.budget.nesting, len(frame.sites)))
            and summary.tests <= state.condition
            and not any(
                -literal in summary.mentioned for literal in summary.condition - state.condition
            )
            and all(
                state.possible(state.stored(where)) == value
                for where, value in summary.reads.items()
            )
            and all(state.keys_of(number) == keys for number, keys in summary.read_keys.items())
        ):
            assert isinstance(summary, Summary)
            return summary
    return None


def replayed(run: Run, summary: Summary, frame: Frame, site: CallSite, state: State) -> Value:
    """Repeat the effects of a summarised run; returns its result."""
    run.symbols.asked.extend(summary.asked)
    run.budget.work.done += len(summary.values) // LOCATIONS_PER_STEP
    run.budget.work.done += len(summary.reads) // READS_PER_STEP
    if summary.where is not None:
        run.budget.note_depth()
    renamed = Renaming(run, summary.first, summary.last, summary.first_symbol)
    raised: list[State] = []
    for values, all_keys in summary.raised:
        raised.append(state.child(run.numbers + 1))
        for (number, key), value in values.items():
            raised[-1].values[renamed.number(number), key] = renamed.value(value)
        raised[-1].keys = {renamed.number(number): keys for number, keys in all_keys.items()}
    hand_on_raised(frame, raised)
    if raised:
        # The states above are children of this one, which goes on as another.
        frame.kept += 1
    for (number, key), value in summary.values.items():
        state.values[renamed.number(number), key] = renamed.value(value)
    for number, keys in summary.keys.items():
        state.keys[renamed.number(number)] = keys
    for sink_call in summary.sink_calls:
        run.events.repeat(
            replace(
                sink_call,
                sites=(*frame.sites, site, *sink_call.sites[summary.depth + 1 :]),
                condition=(sink_call.condition - summary.condition) | state.condition,
            )
        )
    state.suppose(renamed.condition(summary.added))
    state.dead = summary.dead
    return renamed.value(summary.result)
