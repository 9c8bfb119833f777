"""What unknown code may do with what it is handed: the *escape* rule.

Unknown code is a call that no row and no analysed function explains, or whoever calls a callback.
It can change the containers and library objects that it was handed, and call every function that
has escaped: what such a function writes stays open at every read. It does not overwrite what the
program's own objects and modules hold, apart from placeholders. Must not know any particular
library.
"""

from collections.abc import Iterable
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, OPENED, REST, State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Names,
    Partial,
    Tuple,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.stack import in_thread
from flake8_graph_me.engine.models.reaching import NAMESPACE, note_handed, reached
from flake8_graph_me.engine.objects.may_change import (
    open_location,
    open_mapping,
    open_names,
    open_sequence,
    or_counted_on,
)
from flake8_graph_me.engine.relevance.effects import leaving_something

MAX_ESCAPED = 48
"""How many objects are remembered that unknown code holds. Past it what an object holds at that
moment may be anything whenever it is read.
"""
MAX_NESTED_ESCAPES = 16
"""How many functions that get away are followed one in the other: a call that is not followed lets
the methods of its receiver get away. Past it what further ones write is not seen, and no fix is
offered.
"""
CALLABLE = Function | Bound | Partial
HOLDING = CALLABLE | Dict | List | Tuple

MAKING = frozenset({"__init__", "__new__", "__post_init__", "__init_subclass__"})
"""Methods that run as objects and classes are made."""


def escape(
    run: Run, values: Iterable[Value], node: cst.CSTNode, frame: Frame, state: State
) -> None:
    """Unknown code is handed these values: it may change what can change, and call what can be
    called, now and at every later unknown call.
    """
    for atom in reached(run, values, state):
        if isinstance(atom, Function):
            _escape_function(run, atom, None, node, frame, state)
        elif isinstance(atom, Bound) and isinstance(atom.function, Function):
            _escape_function(run, atom.function, atom.receiver, node, frame, state)
        elif isinstance(atom, Class):
            for maker in _makers(run, atom):
                _escape_function(run, maker, None, node, frame, state)
            _escape_methods(run, atom, run.examples.get(atom.number), node, frame, state)
        elif isinstance(atom, Instance) and isinstance(atom.type, Class):
            _escape_methods(run, atom.type, atom, node, frame, state)


def change(run: Run, values: Iterable[Value], state: State, *, kept: bool) -> None:
    """Unknown code is handed these values and may change the containers and library objects that
    they lead to; ``kept`` says that it may do so again whenever unknown code runs.
    """
    for atom in reached(run, values, state):
        object_may_change(run, atom, state)
        if kept:
            _keep(run, atom, state)


def keep(run: Run, value: Value, node: cst.CSTNode, frame: Frame, state: State) -> None:
    """Something outside of the program gets hold of a value: whenever unknown code runs it may
    change what can change, and call what can be called.
    """
    note_handed(run, (value,), node, state)
    for atom in reached(run, (value,), state):
        _keep(run, atom, state)
    escape(run, (value,), node, frame, state)


def _keep(run: Run, atom: Atom, state: State) -> None:
    if isinstance(atom, Dict | List | Instance) and atom.number not in run.escaped.objects:
        if len(run.escaped.objects) < MAX_ESCAPED:
            run.escaped.objects[atom.number] = atom
            run.budget.work.held.add(atom.number)
            run.summaries.clear()
        else:
            _open_for_good(run, atom, state)


def hand_callables(
    run: Run, values: Iterable[Value], node: cst.CSTNode, frame: Frame, state: State
) -> None:
    """Code of which more is known is handed these values, and may call the functions among them."""
    given = [value for value in values if any(isinstance(a, HOLDING) for _, a in value)]
    if given:
        functions = [just(a) for a in reached(run, given, state) if isinstance(a, CALLABLE)]
        escape(run, functions, node, frame, state)


def _open_for_good(run: Run, atom: Dict | List | Instance, state: State) -> None:
    """Whatever a container holds now may be something else whenever it is read."""
    locations: list[Location] = [(atom.number, "content")] if isinstance(atom, List) else []
    if isinstance(atom, Dict):
        locations = [(atom.number, ("item", key)) for key in state.keys_of(atom.number)]
        locations.append((atom.number, REST))
    for location in locations:
        unknown = just(run.beyond("MAX_ESCAPED"))
        other = just(Tuple((), unknown)) if isinstance(atom, List) else unknown
        run.budget.work.open.setdefault(location, (run.symbols.number(("open", *location)), other))


def change_again(run: Run, state: State) -> None:
    """Unknown code runs: it may change whatever it was handed before."""
    opened = state.opened()
    if len(opened) == len(run.escaped.objects):
        return
    for number, atom in run.escaped.objects.items():
        if number not in opened:
            object_may_change(run, atom, state)
    state.set_opened(frozenset(run.escaped.objects))


def object_may_change(run: Run, atom: Atom, state: State) -> None:
    """A container or library object may have been changed; other objects stay as they are."""
    if isinstance(atom, Dict):
        open_mapping(run, state, atom.number)
    elif isinstance(atom, List):
        open_sequence(run, state, atom.number)
    elif isinstance(atom, Names) or (isinstance(atom, Instance) and atom.type == NAMESPACE):
        open_names(run, state, atom.number)
    elif isinstance(atom, Instance) and isinstance(atom.type, str):
        row = run.rows.type(atom.type)
        for name, _ in (*row.attributes, *row.results) if row is not None else ():
            location = (atom.number, name)
            if row is not None and name not in row.mappings and state.read(location) != NOTHING:
                open_location(run, state, location)


def _escape_methods(
    run: Run, cls: Class, receiver: Atom | None, node: cst.CSTNode, frame: Frame, state: State
) -> None:
    """Unknown code may call the methods of an object, those that are not its own business apart."""
    if run.escaped.followed.get((cls, receiver)) == _definitions(run):
        return
    for ancestor in lineage(cls):
        for function in _methods(run).get(ancestor, ()):
            name = function.name
            if name.startswith("_") and not name.endswith("__"):
                continue
            if name not in MAKING:
                _escape_function(run, function, receiver, node, frame, state)
    run.escaped.followed[cls, receiver] = _definitions(run)


def _makers(run: Run, cls: Class) -> list[Function]:
    """The methods by which code that is handed a class makes objects of it."""
    found = (each for one in lineage(cls) for each in _methods(run).get(one, ()))
    return [each for each in found if each.name in MAKING - {"__init_subclass__"}]


def _definitions(run: Run) -> tuple[int, int]:
    """Changes whenever a function is made."""
    return len(run.makings), len(run.functions)


def _methods(run: Run) -> dict[Atom, list[Function]]:
    """The methods of each class, as they were defined last."""
    known = run.escaped.methods
    if known is None or known[0] != _definitions(run):
        found: dict[Atom, list[Function]] = {}
        for functions in run.functions.values():
            if functions[-1].owner is not None:
                found.setdefault(functions[-1].owner, []).append(functions[-1])
        known = run.escaped.methods = (_definitions(run), found)
    return known[1]


def _escape_function(
    run: Run,
    function: Function,
    receiver: Atom | None,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """What a function writes when it is called with unknown arguments stays open from now on."""
    key = (function, receiver)
    if key in run.escaped.functions:
        return
    run.escaped.functions.add(key)
    if not _leaves_something(run, function):
        return
    if run.budget.spent():
        run.budget.note("MAX_STEPS")
        return
    if run.escaped.nesting >= MAX_NESTED_ESCAPES:
        run.budget.cut_off("MAX_NESTED_ESCAPES")
        return
    world = state.child(run.numbers + 1)
    world.log_reads()
    mark = run.numbers + 1
    entered, happened = dict(run.entered), run.events.counts()
    unknown = Arguments(more_positional=run.unknown(), more_keywords=run.unknown())
    callee = function if receiver is None or function.kind == "static" else None
    called = callee or Bound(function, receiver or function)
    inner = Frame(frame.scope, frame.sites, assumed=True)
    run.escaped.nesting += 1
    run.budget.nesting += 1
    try:
        if run.budget.nesting > run.budget.room:
            in_thread(run.budget, run.call, called, unknown, node, inner, world)
        else:
            run.call(called, unknown, node, inner, world)
    finally:
        run.escaped.nesting -= 1
        run.budget.nesting -= 1
    run.entered = entered
    run.events.cut_back(happened)
    open_written(run, world, state, mark)


def _leaves_something(run: Run, function: Function) -> bool:
    """Whether a function may write anything that outlives its run."""
    if not isinstance(function.node, cst.FunctionDef):
        return True
    known = run.escaped.leaving
    if known is None or known[0] != len(run.functions):
        nodes = [node for node in run.functions if isinstance(node, cst.FunctionDef)]
        effects = {each: run.escaped.effects_of(each) for each in nodes}
        known = run.escaped.leaving = (len(run.functions), leaving_something(effects))
    return function.node in known[1]


def open_written(run: Run, world: State, state: State, mark: int) -> None:
    """Open the locations that a world wrote, for good, and keep what it made; the numbers of what
    it made begin with ``mark``.
    """
    work = run.budget.work
    work.written_below += 1
    grown = False
    for location in world.written_since(state):
        if location == OPENED:
            continue
        value = or_counted_on(run, location, world.read(location), world)
        if location[0] >= mark and not run.is_shared(location[0]):
            work.made[location] = value
        elif value != state.read(location):
            if isinstance(location[1], str) and state.read(location) == NOTHING:
                # Where it has not been written, nothing is there, or what is written later.
                value = without_absent(value) or value
            known = work.open.get(location)
            symbol = known[0] if known else run.symbols.number(("open", *location))
            both = value if known is None else joined([*known[1], *value])
            work.open[location] = (symbol, both)
            grown = True
    current: State | None = world
    while current is not None and current is not state:
        for number, keys in current.keys.items():
            work.made_keys[number] = tuple(dict.fromkeys((*work.made_keys.get(number, ()), *keys)))
        current = current.parent
    if grown:
        # What is remembered of earlier calls was read while nothing else could write there.
        run.summaries.clear()
        run.escaped.version += 1


def handed(arguments: Arguments, only_read: frozenset[str]) -> Arguments:
    """The arguments without those keywords that are taken as only read."""
    keywords = {name: v for name, v in arguments.keywords.items() if name not in only_read}
    return replace(arguments, keywords=keywords)
