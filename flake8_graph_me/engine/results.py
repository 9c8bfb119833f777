"""From what a row says comes out of a call to the value that comes out.

Must not know any particular library.
"""

import libcst as cst

from flake8_graph_me.engine.access import resolve
from flake8_graph_me.engine.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.argument_view import View
from flake8_graph_me.engine.invocation import Invocation
from flake8_graph_me.engine.objects import REST, any_element, frozen, new_mapping, update_from
from flake8_graph_me.engine.operations import OPERATIONS
from flake8_graph_me.engine.run import Arguments, Frame, Run
from flake8_graph_me.engine.state import NOTHING, State
from flake8_graph_me.engine.texts import plain
from flake8_graph_me.engine.unknown_calls import call_unknown
from flake8_graph_me.engine.values import (
    NONE,
    Alternative,
    Atom,
    Instance,
    Label,
    Opaque,
    Partial,
    Text,
    Value,
)
from flake8_graph_me.terms import rows


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
    return _result_of_method(call, row, outcome)


def _result_of_method(call: Invocation, row: rows.Call, outcome: rows.Result) -> Value:
    """The value of a result that other calls or results have a part in."""
    if isinstance(outcome, rows.Deferred):
        return _deferred(call, outcome)
    if isinstance(outcome, rows.Each):
        return _each(call, outcome)
    if isinstance(outcome, rows.Either):
        return _either(call, row, outcome)
    if isinstance(outcome, rows.Called):
        return _called(call, outcome)
    if isinstance(outcome, rows.Decided):
        return result_of(call, row, outcome.decide(View(call)))
    return _unknown_result(call, row, outcome)


def _unknown_result(call: Invocation, row: rows.Call, outcome: rows.Result) -> Value:
    if not isinstance(outcome, rows.Unknown) or not outcome.stable:
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


def _called(call: Invocation, outcome: rows.Called) -> Value:
    owner = resolve(call, outcome.path) or just(NONE)
    found = mapped(owner, lambda atom: just(atom) if atom == NONE else _own(call, atom, outcome))
    return mapped(
        found,
        lambda atom: just(NONE) if atom == NONE else call.call(just(atom), Arguments()),
    )


def _own(call: Invocation, atom: Atom, outcome: rows.Called) -> Value:
    return _method(call, just(atom), outcome.method)


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
    short = row.shown or row.name.rpartition(".")[2]
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
    for name, outcome in row.results:
        found = result_of(call, rows.Call(row.name), outcome)
        state.write((instance.number, name), found)
