"""URLs that were split into a tuple of parts: other parts in it, and the URL put together again."""

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.texts import concatenated
from flake8_graph_me.engine.domain.url_parts import PARTS, put_together, put_together_again
from flake8_graph_me.engine.domain.values import (
    Atom,
    Instance,
    Step,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import elements
from flake8_graph_me.engine.operations.containers.sequences import iterated, tuple_fields
from flake8_graph_me.engine.operations.text.url_objects import all_of, lost, raw_of, written
from flake8_graph_me.terms.text import Literal


def _with_fields(call: Invocation) -> Value:
    """A copy of a tuple, with the given fields replaced."""
    receiver = call.receiver
    if not isinstance(receiver, Instance) or call.arguments.more_keywords is not None:
        return lost(call, (*call.arguments.all_values(), raw_of(call, call.receiver_value())))
    made = Instance(call.run.number(), receiver.type)
    for name in tuple_fields(call.run, receiver):
        old = call.run.attribute(receiver, name, call.node, call.frame, call.state)
        call.state.write((made.number, name), call.arguments.keywords.get(name, old))
    return just(made)


def _unsplit(call: Invocation) -> Value:
    """The URL of an object, or of five or six parts; an unknown part makes it unknown."""
    given = call.receiver_value() if call.receiver is not None else call.argument(0)
    if given is None:
        return call.unknown()
    whole = mapped(given, lambda atom: _unsplit_atom(call, atom))
    return with_step(whole, Step(call.node, "part of this value"))


def _unsplit_atom(call: Invocation, atom: Atom) -> Value:
    if isinstance(atom, Instance) and call.state.read((atom.number, "raw")) != NOTHING:
        raw = raw_of(call, just(atom))
        return mapped(raw, lambda text: _unsplit_raw(call, atom, text))
    if isinstance(atom, Unknown):
        return just(call.run.derived(atom, "unsplit"))
    content = iterated(call.run, call.state, just(atom))
    found = elements(call.state, content[0][1]) if len(content) == 1 else None
    if found is None or len(found) not in (len(PARTS), len(PARTS) + 1):
        return lost(call, found or ())
    return mapped(all_of(found), lambda parts: _of_parts(call, parts))


def _unsplit_raw(call: Invocation, split: Instance, raw: Atom) -> Value:
    """The URL that was split, with the scheme that it got by default."""
    scheme = call.run.attribute(split, "scheme", call.node, call.frame, call.state)
    if not isinstance(raw, Text) or len(scheme) != 1:
        return just(raw)
    if isinstance(scheme[0][1], Unknown):
        # It is the URL's own or the default one.
        return lost(call, (just(raw),))
    made = put_together_again(raw, written(call, scheme[0][1]))
    return lost(call, (just(raw), scheme)) if made is None else just(made)


def _of_parts(call: Invocation, parts: Atom) -> Value:
    if not isinstance(parts, Tuple):
        return call.unknown()
    given = [written(call, value[0][1]) for value in parts.items]
    whole = tuple(just(each) for each in given)
    if len(given) > len(PARTS):
        path, parameters = given[2], given.pop(3)
        if parameters.pieces:
            given[2] = concatenated([path, Text((Literal(";"),)), parameters])
    made = put_together(dict(zip(PARTS, given, strict=True)))
    return lost(call, whole) if made is None else just(made)


SPLIT_URL_OPERATIONS: dict[str, Implementation] = {
    "with-fields": _with_fields,
    "unsplit-url": _unsplit,
}
