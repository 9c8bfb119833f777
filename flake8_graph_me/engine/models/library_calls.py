"""Calls of code that is not analysed: modelled by rows, done by the engine's operations, or
unknown.

An unknown call can change only the objects handed to it. Must not know any particular library: it
reads rows.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Dict,
    External,
    Instance,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.models.escape import hand_callables
from flake8_graph_me.engine.models.exceptions import is_exception
from flake8_graph_me.engine.models.handed_in import kept_under
from flake8_graph_me.engine.models.reaching import NAMESPACE
from flake8_graph_me.engine.models.replacing import in_place_of
from flake8_graph_me.engine.models.results import decided, initialise, result_of
from flake8_graph_me.engine.models.sending.making import own_method, passed_through
from flake8_graph_me.engine.models.sending.sinks import meet
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.chains import chain_called
from flake8_graph_me.engine.objects.outside import set_attribute
from flake8_graph_me.engine.operations import OPERATIONS
from flake8_graph_me.engine.operations.contexts.managers import enter_context
from flake8_graph_me.engine.operations.instances.special_methods import made_of_own_class
from flake8_graph_me.terms import results, rows

CALLING_BACK = results.Labelled | results.Either | results.Decided
"""Results of calls that may have called functions that they were handed, to ask a user."""


def call_external(
    run: Run,
    name: str,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """Call something outside the analysed code by its dotted name."""
    row = run.rows.call(name)
    owner, _, method = name.rpartition(".")
    if row is None and receiver is not None:
        if method == "__init__" and isinstance(receiver, Instance):
            initialise(run, receiver, owner, arguments, node, frame, state)
            return just(NONE)
        row = run.rows.method(owner, method)
    if row is not None:
        if receiver is None and _is_of(run, arguments, owner):
            receiver, arguments = arguments.positional[0][0][1], arguments.after(1)
        return call_row(run, row, receiver, arguments, node, frame, state)
    kind = run.rows.type(name)
    if kind is not None:
        instance = Instance(run.number(), kind.name)
        run.makers[instance.number] = node
        initialise(run, instance, kind.name, arguments, node, frame, state)
        return just(instance)
    if is_exception(name):
        instance = Instance(run.number(), name)
        initialise(run, instance, name, arguments, node, frame, state)
        return just(instance)
    chain = run.rows.chain(owner) if isinstance(receiver, Instance) else None
    if chain is not None and isinstance(receiver, Instance):
        call = Invocation(run, receiver, arguments, node, frame, state)
        return chain_called(call, receiver, chain, method)
    operation = OPERATIONS.get(name)
    if operation is not None:
        return operation(Invocation(run, receiver, arguments, node, frame, state))
    result = call_unknown(run, receiver, arguments, node, frame, state, name)
    if method == "__new__":
        return made_of_own_class(Invocation(run, receiver, arguments, node, frame, state)) or result
    return result


def _is_of(run: Run, arguments: Arguments, owner: str) -> bool:
    """Whether a method that is called through its type gets an object of that type first."""
    kind = run.rows.type(owner)
    first = arguments.positional[0] if kind is not None and arguments.positional else ()
    atom = first[0][1] if len(first) == 1 else None
    if kind is None or not isinstance(atom, Instance):
        return False
    names = (atom.type,) if isinstance(atom.type, str) else lineage(atom.type)
    return kind.name in [each.name if isinstance(each, External) else each for each in names]


def call_row(
    run: Run,
    row: rows.Call,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """Do what a row says about a call: note it if it is a sink, and return the result."""
    call = Invocation(run, receiver, arguments, node, frame, state, row.parameters)
    own = own_method(call, row.through)
    if own is not None:
        return run.call(own, passed_through(row, arguments), node, frame, state)
    held = in_place_of(run, row.by, state) if row.by else ()
    if held:
        methods = mapped(held, lambda atom: run.attribute(atom, row.through, node, frame, state))
        return call.call(methods, arguments)
    if row.noted is not None:
        run.events.noted[node] = row.noted
    if row.sink is not None:
        meet(call, row, row.sink)
    if row.sink is not None or isinstance(row.returns, CALLING_BACK):
        hand_callables(run, arguments.all_values(), node, frame, state)
    value = _outcome(call, row)
    if row.stores:
        _store(call, row, value)
    for path, place in row.enters:
        _enter(call, path, place, value, spread=row.spread)
    return value


def _store(call: Invocation, row: rows.Call, value: Value) -> None:
    """Keep a result where the row says."""
    owner, _, name = row.stores.rpartition(".")
    keeper = External(owner) if owner else call.receiver
    if keeper is None:
        return
    if row.sole and kept_under(call.run, row.stores, call.state):
        value = call.unknown()
    set_attribute(call.run, just(keeper), name, value, call.state)


def _enter(call: Invocation, path: str, place: str, value: Value, *, spread: bool) -> None:
    """Keep what a function gives that the library calls with the result, and enters; ``spread`` is
    as in the row.
    """
    given = resolve(call, path)
    if given is None or given == just(NONE):
        return

    def entered(atom: Atom) -> Value:
        return enter_context(call.run, atom, call.node, call.frame, call.state)

    found = mapped(call.call(given, Arguments([value])), entered)
    if spread:
        held = found[0][1] if len(found) == 1 else None
        if not isinstance(held, Dict):
            return
        found = just(_with_items(call, held))
    owner, _, name = place.rpartition(".")
    if kept_under(call.run, place, call.state):
        found = call.unknown()
    set_attribute(call.run, just(External(owner)), name, found, call.state)


def _with_items(call: Invocation, given: Dict) -> Instance:
    """An object whose attributes are the items of a dictionary."""
    made = Instance(call.run.number(), NAMESPACE)
    for key in call.state.keys_of(given.number):
        value = call.state.read((given.number, ("item", key)))
        if isinstance(key, str):
            call.state.write((made.number, key), value)
    return made


def _outcome(call: Invocation, row: rows.Call) -> Value:
    """The result of a row's call, split by the conditions of its arguments where necessary."""
    if row.decide is None:
        return _settled(call, row, row.returns)
    return decided(call, row.decide, lambda inner, outcome: _settled(inner, row, outcome))


def _settled(call: Invocation, row: rows.Call, outcome: results.Result) -> Value:
    if row.sink is None and not row.harmless and isinstance(outcome, results.UnknownResult):
        call.run.events.note_escapes(call.arguments.all_values(), call.node)
    return result_of(call, row, outcome)
