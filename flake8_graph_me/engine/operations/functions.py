"""Builtins that test and convert, and ``super``."""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped, under, without_absent
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.texts import flat, labels_in
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Constant,
    Dict,
    Function,
    Instance,
    List,
    Partial,
    Super,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import decision, outcomes, truth, truth_value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.exceptions import message_of
from flake8_graph_me.engine.objects.containers import elements, frozen
from flake8_graph_me.engine.objects.elements.held import defines, held_by
from flake8_graph_me.engine.objects.special_methods import tested
from flake8_graph_me.engine.operations.instances.instance_of import is_a
from flake8_graph_me.engine.operations.text.translation import reencoded
from flake8_graph_me.terms.text import HOLE_MARK, Hole


def _str(call: Invocation) -> Value:
    given = call.argument(0, "object")
    if given is None:
        return just(Text(()))
    return mapped(given, lambda atom: _text(call, atom))


def _text(call: Invocation, atom: Atom) -> Value:
    if isinstance(atom, Instance):
        method = call.run.attribute(atom, "__str__", call.node, call.frame, call.state)
        if len(method) == 1 and isinstance(method[0][1], Bound):
            found = method[0][1]
            if isinstance(found.function, Function) or call.run.rows.call(found.function.name):
                return call.run.call(found, Arguments(), call.node, call.frame, call.state)
        message = message_of(atom, call.state)
        if message is not None:
            return mapped(message, lambda said: _text(call, said))
    text = call.text(atom)
    if isinstance(atom, Text) and atom.binary:
        encoding, errors = call.argument(1, "encoding"), call.argument(2, "errors")
        said = None if encoding is None else reencoded(text, encoding, errors)
        return just(said or Text((Hole(call.run.number(), labels_in(text.pieces)),)))
    return just(text)


def _bytes(call: Invocation) -> Value:
    given = call.argument(0, "source")
    if given is None:
        return just(Text((), binary=True))
    encoding, errors = call.argument(1, "encoding"), call.argument(2, "errors")

    def one(atom: Atom) -> Value:
        if not isinstance(atom, Text):
            return call.unknown()
        found = atom if atom.binary else reencoded(atom, encoding, errors)
        hole = Hole(("bytes", call.run.number()), labels_in(atom.pieces))
        return just(found or Text((hole,), binary=True))

    return mapped(given, one)


def _bool(call: Invocation) -> Value:
    given = call.argument(0)
    if given is None:
        return just(constant(value=False))
    own = tested(call.run, given, call.node, call.frame, call.state)
    return truth_value(call.run, own, call.state)


def _len(call: Invocation) -> Value:
    given = call.argument(0)
    if given is None or len(given) != 1:
        return call.unknown()
    held = held_by(call.run, given[0][1], call.state)
    if held is not None and not defines(given[0][1], "__len__", call.state):
        return _len(replace(call, arguments=Arguments([held])))
    atom = given[0][1]
    call.run.events.note_escapes((given,), call.node)
    if isinstance(atom, Text) and HOLE_MARK not in flat(atom):
        return just(constant(len(flat(atom))))
    found = elements(call.state, atom)
    if found is not None:
        return just(constant(len(found)))
    if isinstance(atom, Dict):
        return _size(call, atom)
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        method = call.run.attribute(atom, "__len__", call.node, call.frame, call.state)
        if len(method) == 1 and isinstance(method[0][1], Bound):
            return call.run.call(method[0][1], Arguments(), call.node, call.frame, call.state)
    if truth(call.run, atom, call.state) is None and isinstance(atom, Unknown):
        return just(call.run.derived(atom, "len"))
    return call.unknown()


def _size(call: Invocation, mapping: Dict) -> Value:
    """The number of a dictionary's items, if it is known which items exist."""
    stored = [
        call.state.read((mapping.number, ("item", key)))
        for key in call.state.keys_of(mapping.number)
    ]
    mixed = any(value != NOTHING and without_absent(value) != value for value in stored)
    if mixed or call.state.read((mapping.number, REST)) != NOTHING:
        return call.unknown()
    return just(constant(sum(value != NOTHING for value in stored)))


def _isinstance(call: Invocation) -> Value:
    subject, kind = call.argument(0), call.argument(1)
    if subject is None or kind is None or len(kind) != 1:
        return call.unknown()
    wanted = kind[0][1]

    def test(atom: Atom) -> Value:
        known = is_a(call.run, atom, wanted)
        if known is not None:
            return just(constant(value=known))
        subject_key = atom.key if isinstance(atom, Unknown) else call.run.number()
        return decision(call.run, ("isinstance", subject_key, wanted))

    return mapped(subject, test)


def _callable(call: Invocation) -> Value:
    given = call.argument(0)
    if given is None or len(given) != 1:
        return call.unknown()
    atom = given[0][1]
    if isinstance(atom, Function | Class | Bound | Partial):
        return just(constant(value=True))
    if isinstance(atom, Text | Dict | List | Constant):
        return just(constant(value=False))
    return truth_value(call.run, call.unknown(), call.state)


def _hasattr(call: Invocation) -> Value:
    return truth_value(call.run, call.unknown(), call.state)


def _super(call: Invocation) -> Value:
    function, receiver = call.frame.function, call.frame.receiver
    if function is None or function.owner is None or receiver is None:
        return call.unknown()
    return just(Super(function.owner, receiver))


def _any(wanted: bool) -> Implementation:  # any() or all()
    def operation(call: Invocation) -> Value:
        given = call.argument(0)
        if given is None or len(given) != 1:
            return call.unknown()
        found = elements(call.state, given[0][1])
        if found is None:
            return truth_value(call.run, call.unknown(), call.state)
        for item in found:
            holds, fails = outcomes(call.run, item, call.state)
            if not (fails if wanted else holds):
                return just(constant(wanted))
            if holds and fails:
                return truth_value(call.run, call.unknown(), call.state)
        return just(constant(not wanted))

    return operation


def _gathered(call: Invocation) -> Value:
    return just(Tuple(tuple(call.arguments.positional), call.arguments.more_positional))


def _reveal(call: Invocation) -> Value:
    given = call.argument(0)
    if given is None:
        return call.unknown()
    seen = under(call.state.condition, frozen(call.run, call.state, given))
    call.run.events.revealed.append((call.node, seen))
    return given


def _type(call: Invocation) -> Value:
    given = call.argument(0)
    if given is None or len(call.arguments.positional) != 1:
        return call.unknown()
    return mapped(
        given,
        lambda atom: (
            just(atom.type)
            if isinstance(atom, Instance) and isinstance(atom.type, Class)
            else call.unknown()
        ),
    )


def _number(call: Invocation) -> Value:
    given = call.argument(0)
    if given is not None and len(given) == 1 and isinstance(given[0][1], Constant):
        return given
    return call.unknown()


FUNCTION_OPERATIONS: dict[str, Implementation] = {
    "builtins.str": _str,
    "builtins.bytes": _bytes,
    "builtins.repr": lambda call: call.unknown(),
    "builtins.bool": _bool,
    "builtins.int": _number,
    "builtins.float": _number,
    "builtins.len": _len,
    "builtins.isinstance": _isinstance,
    "builtins.callable": _callable,
    "builtins.hasattr": _hasattr,
    "builtins.super": _super,
    "builtins.any": _any(True),
    "builtins.all": _any(False),
    "builtins.type": _type,
    "builtins.reveal": _reveal,
    "gather": _gathered,
}
