"""Calls of what is not analysed: modelled by rows, done by the engine's own operations, or unknown.

An unknown call can change only the objects handed to it. Must not know any particular library: it
reads rows.
"""

from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.access import resolve
from flake8_graph_me.engine.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.argument_view import View
from flake8_graph_me.engine.attributes import set_attribute
from flake8_graph_me.engine.conditions import conjoin
from flake8_graph_me.engine.escapes import note_escapes
from flake8_graph_me.engine.invocation import Invocation
from flake8_graph_me.engine.objects import (
    REST,
    any_element,
    frozen,
    joined_rest,
    new_mapping,
    update_from,
)
from flake8_graph_me.engine.operations import OPERATIONS
from flake8_graph_me.engine.run import Arguments, Frame, Run
from flake8_graph_me.engine.sinks import meet
from flake8_graph_me.engine.state import NOTHING, State, merge
from flake8_graph_me.engine.texts import plain
from flake8_graph_me.engine.values import (
    NONE,
    Alternative,
    Atom,
    Instance,
    Label,
    Mapping,
    Opaque,
    Partial,
    Text,
    Value,
)
from flake8_graph_me.terms import rows


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
        return call_row(run, row, receiver, arguments, node, frame, state)
    kind = run.rows.type(name)
    if kind is not None:
        instance = Instance(run.number(), kind.name)
        initialise(run, instance, kind.name, arguments, node, frame, state)
        return just(instance)
    operation = OPERATIONS.get(name)
    if operation is not None:
        return operation(Invocation(run, receiver, arguments, node, frame, state))
    return call_unknown(run, receiver, arguments, node, state)


def call_row(
    run: Run,
    row: rows.Call,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """Do what a row says of a call: note it if it is a sink, and give what comes out."""
    call = Invocation(run, receiver, arguments, node, frame, state, row.parameters)
    if row.sink is not None:
        meet(call, row, row.sink)
    value = _outcome(call, row)
    if row.stores and receiver is not None:
        set_attribute(run, just(receiver), row.stores, value, state)
    return value


def _outcome(call: Invocation, row: rows.Call) -> Value:
    """What comes out of a call of a row, where need be under each condition of what it is given."""
    if row.decide is None:
        return _settled(call, row, row.returns)
    view = View(call)
    outcome = row.decide(view)
    worlds = [c for c in view.undecided if conjoin(c, call.state.condition) is not None]
    if len(worlds) < 2:
        return _settled(call, row, outcome)
    alternatives: list[Alternative] = []
    branches: list[State] = []
    for condition in worlds:
        branch = call.state.child(call.run.numbers + 1, condition)
        inner = replace(call, state=branch)
        value = _settled(inner, row, row.decide(View(inner)))
        alternatives.extend(under(condition, value))
        branches.append(branch)
    merge(call.state, branches)
    return joined(alternatives)


def _settled(call: Invocation, row: rows.Call, outcome: rows.Result) -> Value:
    if row.sink is None and not row.harmless and isinstance(outcome, rows.Unknown):
        note_escapes(call.run, call.arguments.all_values(), call.node)
    return result_of(call, row, outcome)


def result_of(call: Invocation, row: rows.Call, outcome: rows.Result) -> Value:
    """The value that a row's result stands for."""
    run, state = call.run, call.state
    if isinstance(outcome, rows.Nothing):
        return just(NONE)
    if isinstance(outcome, rows.Never):
        state.dead = True
        return ()
    if isinstance(outcome, rows.Labelled):
        return just(
            Opaque(
                run.key("labelled", run.number()),
                frozenset((_label(call, row, outcome),)),
                sure=True,
            )
        )
    if isinstance(outcome, rows.Passed):
        return resolve(call, outcome.path) or run.unknown()
    if isinstance(outcome, rows.Made):
        instance = Instance(run.number(), outcome.type)
        initialise(run, instance, outcome.type, Arguments(), call.node, call.frame, state)
        for attribute, path in outcome.attributes:
            state.write((instance.number, attribute), resolve(call, path) or just(NONE))
        return just(instance)
    if isinstance(outcome, rows.Operation):
        inner = Invocation(
            run, call.receiver, call.arguments.after(outcome.skip), call.node, call.frame, state
        )
        return OPERATIONS[outcome.name](inner)
    if isinstance(outcome, rows.Deferred):
        return _deferred(call, outcome)
    if isinstance(outcome, rows.Each):
        return _each(call, outcome)
    if isinstance(outcome, rows.Either):
        return _either(call, row, outcome)
    return _unknown_result(call, row, outcome)


def _unknown_result(call: Invocation, row: rows.Call, outcome: rows.Unknown) -> Value:
    if not outcome.stable:
        return call.run.unknown()
    texts = tuple(
        plain(atom) if isinstance(atom, Text) else atom
        for value in call.arguments.positional[:1]
        for _, atom in value
    )
    return just(Opaque(call.run.key("stable", row.name, texts)))


def _method(call: Invocation, value: Value, name: str) -> Value:
    return mapped(
        value, lambda atom: call.run.attribute(atom, name, call.node, call.frame, call.state)
    )


def _deferred(call: Invocation, outcome: rows.Deferred) -> Value:
    method = _method(call, resolve(call, outcome.path) or call.unknown(), outcome.method)
    rest = call.arguments.after(outcome.skip)
    given = (tuple(rest.positional), tuple(rest.keywords.items()))
    return mapped(method, lambda atom: just(Partial(atom, *given)))


def _each(call: Invocation, outcome: rows.Each) -> Value:
    """What one of the elements gives, as unknown as which of the elements it is."""
    found = resolve(call, outcome.path)
    if found is None:
        return call.unknown()
    one = mapped(found, lambda atom: any_element(call.run, call.state, atom))
    return call.call(_method(call, one, outcome.method), call.arguments)


def _either(call: Invocation, row: rows.Call, outcome: rows.Either) -> Value:
    which = call.run.number()
    alternatives: list[Alternative] = []
    last = len(outcome.results) - 1
    before: frozenset[int] = frozenset()
    for index, result in enumerate(outcome.results):
        symbol = call.run.symbols.number(("either", which, index))
        own = before if index == last else before | {symbol}
        alternatives.extend(under(own, result_of(call, row, result)))
        before |= {-symbol}
    return joined(alternatives)


def _label(call: Invocation, row: rows.Call, outcome: rows.Labelled) -> Label:
    kept = tuple(
        (path, frozen(call.run, call.state, value))
        for path in outcome.keep
        if (value := resolve(call, path)) is not None
    )
    short = row.name.rpartition(".")[2]
    label = Label(
        outcome.tag, call.node, short, kept, file=call.frame.scope.file, made=outcome.made
    )
    call.run.events.labels.setdefault((outcome.tag, call.node), label)
    return label


def initialise(
    run: Run,
    instance: Instance,
    type_name: str,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """Do what the constructor of a modelled type does to a new instance."""
    row = run.rows.type(type_name)
    if type_name == "builtins.dict":
        state.write((instance.number, REST), NOTHING)
        OPERATIONS["dict.update"](Invocation(run, instance, arguments, node, frame, state))
        return
    if row is None:
        state.write((instance.number, REST), run.unknown())
        call_unknown(run, instance, arguments, node, state)
        return
    call = Invocation(run, instance, arguments, node, frame, state, row.parameters)
    given = {name: resolve(call, path) for name, path in row.attributes}
    for name in row.mappings:
        mapping = new_mapping(run, state)
        for _, atom in given.pop(name, None) or ():
            update_from(run, state, mapping.number, atom)
        state.write((instance.number, name), just(mapping))
    for name, value in given.items():
        state.write((instance.number, name), value if value is not None else just(NONE))


def call_unknown(
    run: Run, receiver: Atom | None, arguments: Arguments, node: cst.CSTNode, state: State
) -> Value:
    """A call of something of which nothing is known."""
    note_escapes(run, arguments.all_values(), node)
    for value in arguments.all_values():
        for _, atom in value:
            _may_change(run, atom, state)
    if isinstance(receiver, Opaque) and receiver.labels:
        return just(run.derived(receiver, "call", run.number()))
    return run.unknown()


def _may_change(run: Run, atom: Atom, state: State) -> None:
    """An unknown call was handed this object: it may hold more now."""
    if isinstance(atom, Mapping):
        rest = state.read((atom.number, REST))
        state.write((atom.number, REST), joined_rest(run, rest, run.unknown()))
    elif isinstance(atom, Instance) and isinstance(atom.type, str):
        row = run.rows.type(atom.type)
        for name in row.mappings if row is not None else ():
            held = state.read((atom.number, name))
            for _, inner in held if held != NOTHING else ():
                _may_change(run, inner, state)
