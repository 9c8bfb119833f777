"""Operations that put something in the place of other code, and what stands in for it."""

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.texts import flat, known
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    Partial,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.escape import escape
from flake8_graph_me.engine.models.replacing import (
    ANYTHING,
    PLACES,
    begin,
    end,
    place_of,
    replacer_of,
    stand_in,
    within,
)
from flake8_graph_me.engine.objects.modules import module_of
from flake8_graph_me.engine.operations.names import NAME_OPERATIONS
from flake8_graph_me.terms.text import HOLE_MARK, Literal

STAND_IN, REPLACER = "unittest.mock.Mock", "unittest.mock._patch"
CALLABLE = Bound | Class | External | Function | Partial
OPTIONS = ("new", "spec", "create", "spec_set", "autospec", "new_callable")
"""Keywords that say how something is replaced, and not what it is replaced by."""


def _new_value(call: Invocation, position: int) -> tuple[Value, bool]:
    """What is put in the place, and whether that is a new stand-in that the program is handed."""
    given = call.argument(position, "new")
    if given is not None:
        return _without_unknown(call, given), False
    maker = call.argument(len(call.arguments.positional), "new_callable")
    if maker is not None:
        return _without_unknown(call, call.call(maker, Arguments())), True
    return _new_stand_in(call), True


def _new_stand_in(call: Invocation) -> Value:
    named = {n: v for n, v in call.arguments.keywords.items() if n not in OPTIONS}
    return call.call(just(External(STAND_IN)), Arguments(keywords=named))


def _without_unknown(call: Invocation, value: Value) -> Value:
    """What is not known does in the place of something else nobody knows what."""

    def one(atom: Atom) -> Value:
        return (
            just(Instance(call.run.number(), STAND_IN)) if _is_unknown(call, atom) else just(atom)
        )

    return mapped(value, one)


def _is_unknown(call: Invocation, atom: Atom) -> bool:
    if isinstance(atom, External):
        known_rows = call.run.rows
        return known_rows.call(atom.name) is None and known_rows.type(atom.name) is None
    return isinstance(atom, Unknown)


def _replacer(call: Invocation, places: list[Tuple], *, handed: bool) -> Value:
    made = Instance(call.run.number(), REPLACER)
    listed = just(Tuple(tuple(just(place) for place in places)))
    call.state.write((made.number, PLACES), listed)
    call.state.write((made.number, "handed"), just(constant(value=handed)))
    return just(made)


def _of_text(call: Invocation, target: Value, new: Value) -> list[Tuple]:
    """The places that a dotted text names, from a module of the project or from outside."""
    found: list[Tuple] = []
    for _, atom in target:
        name = flat(atom) if isinstance(atom, Text) else HOLE_MARK
        owner, _, attribute = name.rpartition(".")
        owners = _named(call, owner) if owner and HOLE_MARK not in name else ()
        if owners:
            found.append(Tuple((owners, just(Text((Literal(attribute),))), new)))
        else:
            found.append(place_of(ANYTHING, new))
    return found


def _named(call: Invocation, dotted: str) -> Value:
    """What a dotted name stands for: as much of it as possible is a module."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        module = _module(call, ".".join(parts[:count]))
        if module:
            for part in parts[count:]:
                module = mapped(module, lambda atom, part=part: _attribute(call, atom, part))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            return module
    return just(External(dotted))


def _module(call: Invocation, name: str) -> Value:
    if name == "__main__":
        own = Arguments([just(Text((Literal(name),)))])
        inner = Invocation(call.run, None, own, call.node, call.frame, call.state)
        return NAME_OPERATIONS["module-by-name"](inner)
    found = module_of(call.run, call.frame.scope.file, name)
    return () if found is None else just(found)


def _attribute(call: Invocation, atom: Atom, name: str) -> Value:
    return call.run.attribute(atom, name, call.node, call.frame, call.state)


def _by_text(call: Invocation) -> Value:
    """``patch("package.name", new)``: to be replaced while it is entered."""
    new, handed = _new_value(call, 1)
    target = call.argument(0, "target") or call.unknown()
    return _replacer(call, _of_text(call, target, new), handed=handed)


def _by_owner(call: Invocation) -> Value:
    """``patch.object(owner, "name", new)``."""
    new, handed = _new_value(call, 2)
    owner, name = call.argument(0, "target"), call.argument(1, "attribute")
    places = [Tuple((owner or call.unknown(), name or call.unknown(), new))]
    return _replacer(call, places, handed=handed)


def _several(call: Invocation) -> Value:
    """``patch.multiple(owner, name=new, …)``."""
    target = call.argument(0, "target") or call.unknown()
    places: list[Tuple] = []
    for name, value in call.arguments.keywords.items():
        if name in (*OPTIONS, "target"):
            continue
        new = _without_unknown(call, value)
        for _, atom in target:
            text = known(atom) if isinstance(atom, Text) else None
            owner = just(atom) if text is None else _named(call, text)
            places.append(Tuple((owner, just(Text((Literal(name),))), new)))
    return _replacer(call, places, handed=False)


def _set_for_a_while(call: Invocation) -> Value:
    """``setattr`` of something that undoes it later: of an owner, or by a dotted text."""
    target = call.argument(0, "target") or call.unknown()
    second, third = call.argument(1, "name"), call.argument(2, "value")
    if third is None:
        places = _of_text(call, target, _without_unknown(call, second or call.unknown()))
    else:
        places = [Tuple((target, second or call.unknown(), _without_unknown(call, third)))]
    return _begun(call, _replacer(call, places, handed=False))


def _started(operation: str) -> Implementation:
    """A method of a library's helper that makes a replacer and starts it."""
    return lambda call: _begun(call, REPLACING_OPERATIONS[operation](call))


def _begun(call: Invocation, replacers: Value) -> Value:
    def one(atom: Atom) -> Value:
        if not isinstance(atom, Instance):
            return ()
        return _begin(call, atom, lasting=True)

    return mapped(replacers, one) or just(NONE)


def _begin(call: Invocation, replacer: Instance, *, lasting: bool) -> Value:
    """Put what a replacer has in its places; who finds it there may call it."""
    given = begin(call.run, replacer, call.frame, call.state, lasting=lasting)
    own = [just(atom) for _, atom in given if isinstance(atom, Bound | Class | Function)]
    escape(call.run, own, call.node, call.frame, call.state)
    return given


def _entered(call: Invocation) -> Value:
    return _beginning(call, lasting=False)


def _start(call: Invocation) -> Value:
    return _beginning(call, lasting=True)


def _beginning(call: Invocation, *, lasting: bool) -> Value:
    """Begin to replace: it gives what it puts in the place, or itself."""
    receiver = call.receiver
    if not isinstance(receiver, Instance) or replacer_of(call.run, receiver) is None:
        return call.receiver_value()
    given = _begin(call, receiver, lasting=lasting)
    return given if receiver.type == REPLACER and given else just(receiver)


def _end(call: Invocation) -> Value:
    if isinstance(call.receiver, Instance):
        end(call.run, call.receiver, call.frame, call.state)
    return just(NONE)


def _replacer_called(call: Invocation) -> Value:
    """A replacer that is called with a function decorates it; else it gives one like itself."""
    given = call.argument(0)
    if given and all(isinstance(atom, Function | Class) for _, atom in given):
        receiver = call.receiver
        return given if receiver is None else within(call.run, given, receiver, call.state)
    return call.receiver_value()


def _called(call: Invocation) -> Value:
    """A call of a stand-in: what it wraps does it, or what it is told to do instead."""
    receiver = call.receiver
    if not isinstance(receiver, Instance):
        return call.unknown()
    for name in ("wraps", "side_effect"):
        held = call.state.read((receiver.number, name))
        if held and all(_is_function(call, atom) for _, atom in held):
            return call.call(held, call.arguments)
    given = call.state.read((receiver.number, "return_value"))
    if given and given != NOTHING:
        return _without_unknown(call, given)
    return stand_in(call.run, receiver, "return_value")


def _is_function(call: Invocation, atom: Atom) -> bool:
    """Whether it is known what a call of an atom does."""
    return isinstance(atom, CALLABLE) and not _is_unknown(call, atom)


REPLACING_OPERATIONS: dict[str, Implementation] = {
    "replace-by-text": _by_text,
    "replace-by-owner": _by_owner,
    "replace-several": _several,
    "set-for-a-while": _set_for_a_while,
    "replace-by-text-now": _started("replace-by-text"),
    "replace-by-owner-now": _started("replace-by-owner"),
    "enter-replacer": _entered,
    "start-replacer": _start,
    "call-replacer": _replacer_called,
    "end-replacing": _end,
    "call-stand-in": _called,
}
