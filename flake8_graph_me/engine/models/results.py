"""From the result that a row declares to the value of a call.

Must not know any particular library.
"""

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.merging import merge
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.texts import plain
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Alternative,
    Atom,
    Class,
    Dict,
    Instance,
    Partial,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import FIELD, GIVEN, HANDS_IN
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.access_paths import first_given, node_of, resolve
from flake8_graph_me.engine.models.argument_view import View
from flake8_graph_me.engine.models.exceptions import is_exception, keep_arguments
from flake8_graph_me.engine.models.labels import label_of
from flake8_graph_me.engine.models.starting import started
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.containers import any_element, elements, new_dict
from flake8_graph_me.engine.objects.elements.updates import update
from flake8_graph_me.engine.objects.records import fill_fields
from flake8_graph_me.engine.operations import OPERATIONS
from flake8_graph_me.terms import results, rows
from flake8_graph_me.terms.text import Literal


def result_of(call: Invocation, row: rows.Call, outcome: results.Result) -> Value:
    """The value that a row's result stands for."""
    run, state = call.run, call.state
    if isinstance(outcome, results.Nothing):
        return just(NONE)
    if isinstance(outcome, results.Never):
        state.dead = True
        return ()
    if isinstance(outcome, results.Labelled):
        return just(
            Unknown(
                run.key("labelled", run.number()),
                frozenset((label_of(call, row, outcome),)),
                sure=outcome.sure,
            )
        )
    if isinstance(outcome, results.Passed):
        return resolve(call, outcome.path) or run.unknown()
    if isinstance(outcome, results.Said):
        return just(Text((Literal(outcome.text),)))
    if isinstance(outcome, results.Made):
        return just(_made(call, outcome))
    if isinstance(outcome, results.Operation):
        arguments = call.arguments.after(outcome.skip)
        if outcome.path:
            arguments = Arguments([resolve(call, outcome.path) or just(NONE)])
        inner = Invocation(run, call.receiver, arguments, call.node, call.frame, state)
        return OPERATIONS[outcome.name](inner)
    return _result_of_method(call, row, outcome)


def made_by(
    run: Run, outcome: results.Made, node: cst.CSTNode, frame: Frame, state: State
) -> Instance:
    """A new instance that needs no arguments."""
    return _made(Invocation(run, None, Arguments(), node, frame, state), outcome)


def _made(call: Invocation, outcome: results.Made) -> Instance:
    instance = Instance(call.run.number(), outcome.type)
    initialise(call.run, instance, outcome.type, Arguments(), call.node, call.frame, call.state)
    row = call.run.rows.type(outcome.type)
    mappings = () if row is None else row.mappings
    paths: dict[str, tuple[str, ...]] = {}
    for attribute, path in outcome.attributes:
        paths[attribute] = (*paths.get(attribute, ()), path)
    for attribute, given in paths.items():
        value = first_given(call, given) or just(NONE)
        if attribute not in mappings:
            call.state.write((instance.number, attribute), value)
            continue
        # It is a new one, with what is in the one that is given.
        for _, own in call.state.read((instance.number, attribute)):
            if isinstance(own, Dict):
                update(call.run, call.state, own.number, value)
    for attribute, text in outcome.written:
        held = call.state.read((instance.number, attribute))
        value = written(call, held, text, outcome.spelling)
        call.state.write((instance.number, attribute), value)
    return instance


def written(call: Invocation, value: Value, text: str, spelling: results.Spelling | None) -> Value:
    """The value, or, where it is None, the text that the call itself stands for."""
    if spelling is not None:
        call.run.events.spellings.setdefault(call.node, spelling)
    own = just(Text((Literal(text, call.node, 0, exact=True),)))
    return mapped(value, lambda atom: own if atom == NONE else just(atom))


def _result_of_method(call: Invocation, row: rows.Call, outcome: results.Result) -> Value:
    """The value of a result that depends on other calls or results."""
    if isinstance(outcome, results.Deferred):
        return _deferred(call, outcome)
    if isinstance(outcome, results.Each):
        return _each(call, outcome)
    if isinstance(outcome, results.Either):
        return _either(call, row, outcome)
    if isinstance(outcome, results.Called):
        return _called(call, outcome)
    if isinstance(outcome, results.Started):
        return started(call, outcome)
    if isinstance(outcome, results.Equipped):
        return _equipped(call, row, outcome)
    if isinstance(outcome, results.Handed):
        given = just(Partial(GIVEN, (result_of(call, row, outcome.result),), ()))
        return just(Partial(HANDS_IN, (), ((outcome.name, given),)))
    if isinstance(outcome, results.Filled):
        given = result_of(call, row, outcome.result)
        described = OPERATIONS["field"](call)
        return mapped(
            described, lambda atom: just(Partial(FIELD, (given,), getattr(atom, "keywords", ())))
        )
    if isinstance(outcome, results.Decided):
        return decided(call, outcome.decide, lambda inner, said: result_of(inner, row, said))
    return _unknown_result(call, row, outcome)


def decided(
    call: Invocation,
    decide: Callable[[View], results.Result],
    settled: Callable[[Invocation, results.Result], Value],
) -> Value:
    """The outcome of a predicate, split by the conditions of its arguments where necessary."""
    view = View(call)
    outcome = decide(view)
    worlds = [c for c in view.undecided if conjoin(c, call.state.condition) is not None]
    if len(worlds) < 2:
        return settled(call, outcome)
    alternatives: list[Alternative] = []
    branches: list[State] = []
    for condition in worlds:
        branch = call.state.child(call.run.numbers + 1, condition)
        inner = replace(call, state=branch)
        value = settled(inner, decide(View(inner)))
        alternatives.extend(under(condition, value))
        branches.append(branch)
    merge(call.state, branches)
    return joined(alternatives)


def _unknown_result(call: Invocation, row: rows.Call, outcome: results.Result) -> Value:
    if not isinstance(outcome, results.UnknownResult) or not outcome.stable:
        return call.run.unknown()
    texts = tuple(
        plain(atom) if isinstance(atom, Text) else atom
        for value in call.arguments.positional[:1]
        for _, atom in value
    )
    return just(Unknown(call.run.lasting_key("stable", row.name, texts)))


def _method(call: Invocation, value: Value, name: str) -> Value:
    return mapped(
        value, lambda atom: call.run.attribute(atom, name, call.node, call.frame, call.state)
    )


def _deferred(call: Invocation, outcome: results.Deferred) -> Value:
    method = _method(call, resolve(call, outcome.path) or call.unknown(), outcome.method)
    rest = call.arguments.after(outcome.skip)
    given = (tuple(rest.positional), tuple(rest.keywords.items()))
    return mapped(method, lambda atom: just(Partial(atom, *given)))


def _called(call: Invocation, outcome: results.Called) -> Value:
    owner = resolve(call, outcome.path) or just(NONE)
    found = mapped(
        owner,
        lambda atom: _own(call, atom, outcome) if outcome.method and atom != NONE else just(atom),
    )
    given = (outcome.arguments and resolve(call, outcome.arguments)) or just(NONE)
    return mapped(
        found,
        lambda atom: (
            just(NONE)
            if atom == NONE
            else mapped(given, lambda all_of: call.call(just(atom), _spread(call, outcome, all_of)))
        ),
    )


def _spread(call: Invocation, outcome: results.Called, atom: Atom) -> Arguments:
    """The elements of a sequence as arguments, all at the place where it is given."""
    if atom == NONE or atom is ABSENT:
        return Arguments()
    node = node_of(outcome.arguments.split(".")[0], call.parameters, call.arguments)
    found = elements(call.state, atom)
    if found is None:
        return Arguments(more_positional=any_element(call.run, call.state, atom))
    return Arguments(
        list(found), nodes={} if node is None else dict.fromkeys(range(len(found)), node)
    )


def _own(call: Invocation, atom: Atom, outcome: results.Called) -> Value:
    return _method(call, just(atom), outcome.method)


def _equipped(call: Invocation, row: rows.Call, outcome: results.Equipped) -> Value:
    if isinstance(call.receiver, Instance):
        owner = call.receiver
    else:
        owner = _made(call, results.Made(outcome.type))
    value = result_of(call, row, outcome.result)
    call.state.write((owner.number, outcome.attribute), value)
    return just(owner)


def _each(call: Invocation, outcome: results.Each) -> Value:
    """The result for one of the elements, when it is unknown which."""
    found = resolve(call, outcome.path)
    if found is None:
        return call.unknown()
    one = mapped(found, lambda atom: any_element(call.run, call.state, atom))
    return call.call(_method(call, one, outcome.method), call.arguments)


def _either(call: Invocation, row: rows.Call, outcome: results.Either) -> Value:
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


def initialise(
    run: Run,
    instance: Instance,
    type_name: str,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """Apply a modelled type's constructor, or that of a base that makes records, to a new
    instance.
    """
    if isinstance(instance.type, Class) and run.rows.record(type_name) is not None:
        fill_fields(run, instance.type, instance, arguments, node, frame, state)
        return
    row = run.rows.type(type_name)
    if type_name == "builtins.dict":
        state.write((instance.number, REST), NOTHING)
        OPERATIONS["dict.update"](Invocation(run, instance, arguments, node, frame, state))
        return
    if row is None and is_exception(type_name):
        keep_arguments(instance, arguments, state)
        run.events.note_escapes(arguments.all_values(), node)
        return
    if row is None:
        state.write((instance.number, REST), run.unknown())
        call_unknown(run, instance, arguments, node, frame, state, type_name)
        return
    call = Invocation(run, instance, arguments, node, frame, state, row.parameters)
    given = {name: resolve(call, path) for name, path in row.attributes}
    if row.stands_in:
        given = {name: value for name, value in given.items() if value is not None}
    for name in row.mappings:
        mapping = new_dict(run, state)
        held = given.pop(name, None)
        if held:
            update(run, state, mapping.number, held)
        state.write((instance.number, name), just(mapping))
    for name, value in given.items():
        state.write((instance.number, name), value if value is not None else just(NONE))
    for name, outcome in row.results:
        found = result_of(call, rows.Call(row.name), outcome)
        state.write((instance.number, name), found)
