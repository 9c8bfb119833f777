"""Making instances of classes of the analysed code."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import chosen_by, joined, just, mapped
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    Partial,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import FILLING
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.exceptions import is_own_exception, keep_arguments
from flake8_graph_me.engine.models.library_calls import call_row
from flake8_graph_me.engine.models.results import initialise
from flake8_graph_me.engine.objects.declared import mark, row_of_class
from flake8_graph_me.engine.objects.special_methods import metaclass_of, own_method
from flake8_graph_me.engine.operations.instances.enumerations import member_of_value

TYPED_DICTIONARIES = frozenset(
    {External("typing.TypedDict"), External("typing_extensions.TypedDict")}
)
"""Bases of classes whose objects are plain dictionaries."""


def instantiate(
    run: Run, cls: Class, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """Make an instance of a class of the analysed code and run its ``__init__``."""
    if cls.style == "enum":
        wanted = arguments.positional[0] if len(arguments.positional) == 1 else ()
        return member_of_value(run, cls, wanted, node, state)
    meta = metaclass_of(cls)
    caller = None if meta is None else own_method(meta, "__call__", state)
    if caller is not None:
        value = run.call(Bound(caller, cls), arguments, node, frame, state)
        if state.dead or not all(isinstance(atom, Unknown) for _, atom in value):
            return value
        # How the metaclass comes to an instance is not seen.
        return _or_unknown(run, made(run, cls, arguments, node, frame, state), value)
    return made(run, cls, arguments, node, frame, state)


def made(
    run: Run, cls: Class, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """Make an instance as ``type.__call__`` does: by the class's own ``__new__``, then
    ``__init__``.
    """
    if not TYPED_DICTIONARIES.isdisjoint(lineage(cls)):
        return run.call(External("builtins.dict"), arguments, node, frame, state)
    maker = own_method(cls, "__new__", state)
    if maker is not None and not cls.style:
        value = run.call(Bound(maker, cls), arguments, node, frame, state)
        value = _perhaps_instance(run, cls, value)
        for _, atom in value:
            if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
                continue
            if cls in lineage(atom.type):
                _initialise(run, atom, cls, arguments, node, frame, state)
        return value
    instance = Instance(run.number(), cls)
    run.instances[instance.number] = instance
    row = row_of_class(run, cls)
    if row is not None:
        mark(instance, call_row(run, row, None, arguments, node, frame, state), state)
    if is_own_exception(cls):
        keep_arguments(instance, arguments, state)
    _initialise(run, instance, cls, arguments, node, frame, state)
    return just(instance)


def _perhaps_instance(run: Run, cls: Class, value: Value) -> Value:
    """What a class's own ``__new__`` gives: what is unknown of it may be an instance."""
    instance = just(Instance(run.number(), cls))

    def change(atom: Atom) -> Value:
        unknown = isinstance(atom, Unknown) and not atom.labels
        return _or_unknown(run, instance, just(atom)) if unknown else just(atom)

    return joined(mapped(value, change))


def _or_unknown(run: Run, instance: Value, unknown: Value) -> Value:
    """What may be an instance of a class, or else is unknown."""
    symbol = run.symbols.number(("made", run.number()))
    return chosen_by(symbol, instance, unknown)


def _initialise(
    run: Run,
    instance: Instance,
    cls: Class,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """Do what the class's own constructor does, or the nearest one of its bases."""
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class):
            stored = state.read((ancestor.number, "__init__"))
            if stored == NOTHING or not stored:
                continue
            for _, found in stored:
                if isinstance(found, Function):
                    run.call(Bound(found, instance), arguments, node, frame, state)
                elif isinstance(found, Partial) and found.callee == FILLING:
                    of_class = Partial(FILLING, (*found.positional, just(instance)), ())
                    run.call(of_class, arguments, node, frame, state)
            return
        if isinstance(ancestor, External):
            initialise(run, instance, ancestor.name, arguments, node, frame, state)
            return
