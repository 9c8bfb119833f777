"""Reading and writing attributes of instances, classes, modelled types and unknown values.

Must not know which libraries are modelled, only how rows describe them.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import (
    just,
    mapped,
    where_absent,
    without_absent,
)
from flake8_graph_me.engine.domain.mro import LOOKED_THROUGH_PER_STEP, lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Bound,
    Class,
    Constant,
    Dict,
    External,
    Function,
    Instance,
    List,
    Module,
    Names,
    Partial,
    Super,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import CURRIED, FILLING, METHOD_PARTIAL
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.handed_in import (
    attribute_of_external,
    attribute_of_unknown,
    from_outside,
)
from flake8_graph_me.engine.models.reaching import NAMESPACE
from flake8_graph_me.engine.models.replacing import in_place_of, stand_in
from flake8_graph_me.engine.objects.chains import chain_step
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.declared import marked
from flake8_graph_me.engine.objects.modules import member
from flake8_graph_me.engine.objects.plain_attributes import (
    OF_PATHS,
    made_member,
    member_of_texts,
    of_builtin,
    of_function,
    of_names,
)
from flake8_graph_me.engine.objects.special_methods import (
    data_descriptor,
    hooked,
    inherited,
    metaclass_of,
    read_through,
)


def get_attribute(
    run: Run, atom: Atom, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """The value of ``atom.name``."""
    if isinstance(atom, Instance):
        found = _of_instance(run, atom, name, node, frame, state)
        return marked(run, atom, found, state)
    if isinstance(atom, Class):
        return _of_class(run, atom, name, node, frame, state)
    if isinstance(atom, External):
        return attribute_of_external(run, atom, name, node, frame, state)
    if isinstance(atom, Module):
        return member(run, atom, name, state)
    if isinstance(atom, Super):
        return _of_super(run, atom, name, node, frame, state)
    if isinstance(atom, Unknown):
        return attribute_of_unknown(run, atom, name, node, state)
    own = member_of_texts(run, atom, name, state) if isinstance(atom, Text) else None
    if own is not None:
        return mapped(own, lambda found: _as_member(run, found, atom, node, frame, state))
    if isinstance(atom, Text) and name in OF_PATHS:
        run.events.note_escapes((just(atom),), node)
    if isinstance(atom, Text | Dict | List | Tuple | Constant):
        return of_builtin(atom, name)
    if isinstance(atom, Function):
        return of_function(run, atom, name, state)
    if isinstance(atom, Names):
        return of_names(run, atom, name, state)
    return run.unknown()


def _of_instance(
    run: Run, atom: Instance, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    hook = hooked(run, atom, "__getattribute__", name, node, frame, state)
    if hook is not None:
        return hook
    descriptor = data_descriptor(atom, name, state)
    if descriptor is not None:
        given = read_through(run, descriptor, atom, node, frame, state)
        if given is not None:
            return given
    own = state.read((atom.number, name))
    if own and all(found is not ABSENT for _, found in own):
        return own
    shared = _from_type(run, atom, name, node, frame, state)
    if own == NOTHING or not own:
        return shared
    if atom.type == NAMESPACE or (
        shared == _not_found(run, atom, name) and isinstance(atom.type, Class)
    ):
        # Reading it where nothing has set it raises, so nothing comes of that.
        return without_absent(own)
    return where_absent(own, shared)


def _not_found(run: Run, atom: Instance, name: str) -> Value:
    """The value of an attribute that neither the object nor its class is known to have."""
    return just(Unknown(run.key("attribute", atom.number, name)))


def _from_type(
    run: Run, atom: Instance, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    if isinstance(atom.type, str):
        return _of_library_type(run, atom, atom.type, name, node, frame, state)
    if state.read((atom.number, "__class__")) != NOTHING:
        return run.unknown()
    run.budget.work.done += len(lineage(atom.type)) // LOOKED_THROUGH_PER_STEP
    for ancestor in lineage(atom.type):
        if isinstance(ancestor, Class):
            if state.read((ancestor.number, "__bases__")) != NOTHING:
                return run.unknown()
            stored = state.read((ancestor.number, name))
            if stored != NOTHING and stored:
                return mapped(
                    stored, lambda found: _as_member(run, found, atom, node, frame, state)
                )
        elif isinstance(ancestor, External) and ancestor.name != "builtins.object":
            return _of_library_type(run, atom, ancestor.name, name, node, frame, state)
        elif isinstance(ancestor, Unknown):
            return just(run.inherited(ancestor, atom, name))
    if name == "__class__":
        return just(atom.type)
    if name == "__dict__":
        return just(Names(atom.number))
    hook = hooked(run, atom, "__getattr__", name, node, frame, state)
    if hook is not None:
        return hook
    return just(Unknown(run.key("attribute", atom.number, name)))


def _of_library_type(
    run: Run,
    atom: Instance,
    type_name: str,
    name: str,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """An attribute of an instance of a modelled type that nothing has set yet."""
    held = in_place_of(run, f"{type_name}.{name}", state)
    if held:
        return mapped(held, lambda found: just(_as_method(found, atom)))
    if run.rows.method(type_name, name) is not None:
        own = Bound(External(f"{type_name}.{name}"), atom)
        computed = run.rows.computes(type_name, name)
        return run.call(own, Arguments(), node, frame, state) if computed else just(own)
    made = run.rows.member(type_name, name)
    if made is not None:
        return made_member(run, atom, made, name, state)
    row = run.rows.type(type_name)
    if row is not None and name in row.mappings:
        rest = Unknown(run.key("attribute", atom.number, name))
        mapping = new_dict(run, state, rest=just(rest))
        state.write((atom.number, name), just(mapping))
        return just(mapping)
    given = from_outside(run, f"{type_name}.{name}", node)
    if not isinstance(given, External):
        return just(given)
    if type_name.startswith("builtins."):
        return just(Bound(External(f"{type_name.removeprefix('builtins.')}.{name}"), atom))
    if row is None:
        return just(run.inherited(Unknown(run.key("external", type_name)), atom, name))
    if any(name == attribute for attribute, _ in row.attributes):
        # What a constructor may set is taken to be unset in an object that is not known.
        return just(NONE)
    if row.stands_in:
        return stand_in(run, atom, name)
    chain = run.rows.chain(type_name)
    if chain is not None and name not in (chain.text, *chain.keep) and not name.startswith("_"):
        return chain_step(run, atom, chain, name, node, state)
    return just(Unknown(run.key("attribute", atom.number, name)))


def _as_member(
    run: Run, found: Atom, instance: Atom, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    if isinstance(found, Partial) and found.callee == METHOD_PARTIAL and found.positional:
        method = found.positional[0]
        bound = mapped(method, lambda atom: _as_member(run, atom, instance, node, frame, state))
        rest = found.positional[1:]
        return mapped(bound, lambda atom: just(Partial(atom, rest, found.keywords)))
    if isinstance(found, Partial) and found.callee in (CURRIED, FILLING):
        given_first = (found.positional[0], just(instance), *found.positional[1:])
        return just(Partial(found.callee, given_first, found.keywords))
    if not isinstance(found, Function):
        given = read_through(run, found, instance, node, frame, state)
        return just(found) if given is None else given
    if found.kind == "static":
        return just(found)
    if found.kind == "class":
        owner = instance.type if isinstance(instance, Instance) else instance
        return just(Bound(found, owner if isinstance(owner, Class) else instance))
    if found.kind in ("property", "kept property"):
        value = run.call(Bound(found, instance), Arguments(), node, frame, state)
        if found.kind == "kept property" and isinstance(instance, Instance) and not state.dead:
            state.write((instance.number, found.name), value)
        return value
    return just(Bound(found, instance))


def _of_class(
    run: Run, atom: Class, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    run.budget.work.done += len(lineage(atom)) // LOOKED_THROUGH_PER_STEP
    for ancestor in lineage(atom):
        if isinstance(ancestor, Class):
            if state.read((ancestor.number, "__bases__")) != NOTHING:
                return run.unknown()
            stored = state.read((ancestor.number, name))
            if stored != NOTHING and stored:
                return mapped(
                    stored, lambda found: _as_class_member(run, found, atom, node, frame, state)
                )
        elif isinstance(ancestor, External) and ancestor.name != "builtins.object":
            outside = External(f"{ancestor.name}.{name}")
            row = run.rows.call(outside.name)
            return just(Bound(outside, atom) if row is not None and row.of_class else outside)
        elif isinstance(ancestor, Unknown):
            return just(run.derived(ancestor, "attribute", name))
    if name == "__name__":
        return run.unknown()
    if name == "__dict__":
        return just(Names(atom.number))
    meta = metaclass_of(atom)
    found = None if meta is None else inherited(meta, name, state)
    if found is not None:
        return mapped(found, lambda method: just(_as_method(method, atom)))
    return just(Unknown(run.key("attribute", atom.number, name)))


def _as_method(found: Atom, receiver: Atom) -> Atom:
    return Bound(found, receiver) if isinstance(found, Function) and not found.kind else found


def _as_class_member(
    run: Run, found: Atom, owner: Class, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    given = read_through(run, found, owner, node, frame, state)
    if given is not None:
        return given
    if isinstance(found, Function) and found.kind == "class":
        return just(Bound(found, owner))
    return just(found)


def _of_super(
    run: Run, atom: Super, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    receiver = atom.receiver
    cls = receiver.type if isinstance(receiver, Instance) else receiver
    line = lineage(cls) if isinstance(cls, Class) else lineage(atom.owner)
    if atom.owner not in line:
        # In a method of a metaclass the receiver is a class.
        line = lineage(atom.owner)
    position = line.index(atom.owner) + 1 if atom.owner in line else 1
    for ancestor in line[position:]:
        if isinstance(ancestor, Class):
            stored = state.read((ancestor.number, name))
            if stored != NOTHING and stored:
                return mapped(
                    stored, lambda found: _as_member(run, found, receiver, node, frame, state)
                )
        elif isinstance(ancestor, External):
            return just(Bound(External(f"{ancestor.name}.{name}"), receiver))
        elif isinstance(ancestor, Unknown) and isinstance(receiver, Instance):
            return just(run.inherited(ancestor, receiver, name))
    return just(Bound(External(f"builtins.object.{name}"), receiver))
