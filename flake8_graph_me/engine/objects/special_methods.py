"""What Python calls by itself when attributes are read and set: descriptors, ``__getattr__`` and
the like, as far as classes of the analysed code define them.
"""

from collections.abc import Iterable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import (
    chosen_by,
    just,
    mapped,
    without_absent,
)
from flake8_graph_me.engine.domain.mro import LOOKED_THROUGH_PER_STEP, lineage
from flake8_graph_me.engine.domain.state import MORE_NAMES, NOTHING, State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.held import held_by
from flake8_graph_me.terms.text import Literal

CREATING = "class under way"
"""The attribute of a metaclass under which the class is kept that its ``__new__`` makes."""


def own_method(cls: Class, name: str, state: State) -> Function | None:
    """The method that a class of the analysed code or a base of it defines; else None."""
    return first_method(lineage(cls), name, state)


def first_method(line: Iterable[Atom], name: str, state: State) -> Function | None:
    """The method that the first class of the analysed code in a line defines; else None."""
    for looked_through, ancestor in enumerate(line, 1):
        if looked_through % LOOKED_THROUGH_PER_STEP == 0:
            state.work.done += 1
        if isinstance(ancestor, Class):
            stored = state.read((ancestor.number, name))
            if len(stored) == 1 and isinstance(stored[0][1], Function):
                return stored[0][1]
    return None


def metaclass_of(cls: Class) -> Class | None:
    """The metaclass of the analysed code that a class or a base of it names; else None."""
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class) and ancestor.metaclass is not None:
            return ancestor.metaclass
    return None


def inherited(cls: Class, name: str, state: State) -> Value | None:
    """What a class or a base of the analysed code has of this name; else None."""
    for looked_through, ancestor in enumerate(lineage(cls), 1):
        if looked_through % LOOKED_THROUGH_PER_STEP == 0:
            state.work.done += 1
        if isinstance(ancestor, Class):
            stored = state.read((ancestor.number, name))
            if stored != NOTHING and stored:
                return stored
    return None


def runs_code(atom: Atom, name: str, state: State) -> bool:
    """Whether reading an attribute calls a method of the analysed code, which may fail."""
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return False
    cls = atom.type
    if any(own_method(cls, hook, state) for hook in ("__getattr__", "__getattribute__")):
        return True
    return any(
        isinstance(found, Instance) or (isinstance(found, Function) and "property" in found.kind)
        for _, found in inherited(cls, name, state) or ()
    )


def text(name: str) -> Value:
    """The value of a text."""
    return just(Text((Literal(name),)))


def read_through(
    run: Run, found: Atom, instance: Atom, node: cst.CSTNode, frame: Frame, state: State
) -> Value | None:
    """What a descriptor in a class gives for an object or, for a class, of itself; None for what is
    no descriptor.
    """
    if not isinstance(found, Instance) or not isinstance(found.type, Class):
        return None
    getter = own_method(found.type, "__get__", state)
    if getter is None:
        return None
    owner = instance.type if isinstance(instance, Instance) else instance
    given = just(instance) if isinstance(instance, Instance) else just(NONE)
    kind = just(owner) if isinstance(owner, Class) else run.unknown()
    return run.call(Bound(getter, found), Arguments([given, kind]), node, frame, state)


def data_descriptor(atom: Instance, name: str, state: State) -> Instance | None:
    """The descriptor in an object's class that comes before what the object itself holds."""
    stored = inherited(atom.type, name, state) if isinstance(atom.type, Class) else None
    found = stored[0][1] if stored is not None and len(stored) == 1 else None
    if not isinstance(found, Instance) or not isinstance(found.type, Class):
        return None
    return None if own_method(found.type, "__set__", state) is None else found


def hooked(
    run: Run, atom: Instance, hook: str, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value | None:
    """What ``__getattr__`` or ``__getattribute__`` gives for a name; None without one.

    A hook that is under way reads what is there.
    """
    if not isinstance(atom.type, Class) or (name.startswith("__") and name.endswith("__")):
        return None
    method = own_method(atom.type, hook, state)
    if method is None or (hook == "__getattribute__" and run.active.get(method.node)):
        return None
    given = run.call(Bound(method, atom), Arguments([_written(name, node)]), node, frame, state)
    return given if hook == "__getattribute__" else _unless_bound(run, atom, name, given, state)


def _unless_bound(run: Run, atom: Instance, name: str, given: Value, state: State) -> Value:
    """What a hook gives, or what a name is bound to that was not known."""
    bound = without_absent(state.read((atom.number, MORE_NAMES)))
    if not bound:
        return given
    symbol = run.symbols.number(("bound", atom.number, name))
    unknown = Unknown(run.key("attribute", atom.number, name))
    value = mapped(bound, lambda each: just(unknown if isinstance(each, Unknown) else each))
    return chosen_by(symbol, value, given)


def _written(name: str, node: cst.CSTNode) -> Value:
    """The name of an attribute as a text, which stands in the source where it is read."""
    if isinstance(node, cst.Attribute) and node.attr.value == name:
        return just(Text((Literal(name, node.attr, 0, exact=True),)))
    return text(name)


def set_by_hook(
    run: Run, atom: Atom, name: str, value: Value, node: cst.CSTNode, frame: Frame, state: State
) -> bool:
    """Let ``__setattr__``, a property or a descriptor set an attribute; whether there is one."""
    if not isinstance(atom, Instance):
        return False
    if not isinstance(atom.type, Class):
        return _set_by_library(run, atom, atom.type, name, value, node, frame, state)
    hook = own_method(atom.type, "__setattr__", state)
    if hook is not None and not run.active.get(hook.node):
        run.call(Bound(hook, atom), Arguments([text(name), value]), node, frame, state)
        return True
    setter = own_method(atom.type, f"{name} setter", state)
    if setter is not None:
        run.call(Bound(setter, atom), Arguments([value]), node, frame, state)
        return True
    descriptor = data_descriptor(atom, name, state)
    method = None
    if descriptor is not None and isinstance(descriptor.type, Class):
        method = own_method(descriptor.type, "__set__", state)
    if descriptor is None or method is None:
        base = next((each for each in lineage(atom.type) if isinstance(each, External)), None)
        kind = "" if base is None else base.name
        return _set_by_library(run, atom, kind, name, value, node, frame, state)
    run.call(Bound(method, descriptor), Arguments([just(atom), value]), node, frame, state)
    return True


def is_property(run: Run, atom: Atom, name: str) -> bool:
    """Whether a library computes this attribute of an object of one of its types."""
    return (
        isinstance(atom, Instance)
        and isinstance(atom.type, str)
        and run.rows.computes(atom.type, name)
    )


def _set_by_library(
    run: Run,
    atom: Instance,
    kind: str,
    name: str,
    value: Value,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> bool:
    """Let a library's type set an attribute that it computes; whether it does."""
    if not run.rows.computes(kind, name):
        return False
    setter = Bound(External(f"{kind}.__setattr__"), atom)
    run.call(setter, Arguments([text(name), value]), node, frame, state)
    return True


def tested(run: Run, value: Value, node: cst.CSTNode, frame: Frame, state: State) -> Value:
    """A value as a test sees it: of objects whose class defines ``__bool__`` or ``__len__`` what
    that returns, and of those that hold a container that one.
    """
    if not any(isinstance(atom, Instance) for _, atom in value):
        return value
    return each_alternative(
        run, value, state, lambda atom, at: _tested_atom(run, atom, node, frame, at)
    )


def _tested_atom(run: Run, atom: Atom, node: cst.CSTNode, frame: Frame, state: State) -> Value:
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        for name in ("__bool__", "__len__"):
            method = own_method(atom.type, name, state)
            if method is not None:
                return run.call(Bound(method, atom), Arguments(), node, frame, state)
    return held_by(run, atom, state) or just(atom)
