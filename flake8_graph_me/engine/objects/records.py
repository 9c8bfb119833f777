"""Records: classes whose ``__init__`` is made from their fields (dataclasses, named tuples,
models).
"""

from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import (
    chosen_by,
    constant,
    just,
    mapped,
)
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
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
from flake8_graph_me.engine.machine.descriptions import FIELD
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.attributes import get_attribute
from flake8_graph_me.engine.objects.containers import item_of_any
from flake8_graph_me.syntax.checked_fields import ALL, checked_fields

FACTORIES = ("default_factory", "factory")
"""The arguments of a field that give its default by being called."""
METHOD = "the default's method"


def all_fields(cls: Class) -> dict[str, Value | None]:
    """The fields of a record class with their defaults, its bases' fields first."""
    found: dict[str, Value | None] = {}
    for ancestor in reversed(lineage(cls)):
        if isinstance(ancestor, Class):
            found.update(ancestor.fields)
    return found


def fill_fields(
    run: Run,
    cls: Class,
    instance: Instance,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """Give a new record the fields of a class, its own or one of its bases, from the arguments or
    the defaults, and run its hook.
    """
    given = iter(arguments.positional)
    fields = all_fields(cls)
    if not fields.keys() >= arguments.keywords.keys() and arguments.more_keywords is None:
        # Some go by names that are not seen.
        arguments = replace(arguments, more_keywords=run.unknown())
    for name, default in fields.items():
        made = None if default is None else default_of(run, default, node, frame, state, instance)
        if default is not None and _is_fixed(default):
            value = made or run.unknown()
        else:
            value = (
                arguments.keywords.get(name)
                or next(given, None)
                or _left_out(run, instance, name, made, arguments)
            )
        state.write((instance.number, name), value)
    _let_check(run, cls, instance, state)
    for name in run.rows.record_hooks():
        for _, hook in get_attribute(run, instance, name, node, frame, state):
            if isinstance(hook, Bound) and isinstance(hook.function, Function):
                run.call(hook, Arguments(), node, frame, state)


def _let_check(run: Run, cls: Class, instance: Instance, state: State) -> None:
    """Fields may be others once methods that check them have run."""
    nodes = [a.node for a in lineage(cls) if isinstance(a, Class) and a.node is not None]
    checked = frozenset[str]().union(*map(checked_fields, nodes))
    for name in all_fields(cls):
        if name in checked or ALL in checked:
            value = state.read((instance.number, name))
            symbol = run.symbols.default(("checked", run.number()))
            state.write((instance.number, name), chosen_by(symbol, value, run.unknown()))


def _left_out(
    run: Run, instance: Instance, name: str, default: Value | None, arguments: Arguments
) -> Value:
    """A field that the known arguments leave out: its default, unless unknown arguments or the
    environment may set it.
    """
    assert isinstance(instance.type, Class)
    more = arguments.more_keywords
    unknown = None if more is None else item_of_any(run, more, name)
    if _is_set_from_outside(run, instance.type):
        # Wherever it is read, the surroundings say the same.
        unknown = just(Unknown(run.lasting_key("setting", instance.type.number, name)))
    if default is None or unknown is None:
        return default or unknown or run.unknown()
    symbol = run.symbols.default(("default", instance.type.number, name))
    return chosen_by(symbol, default, unknown)


def _is_set_from_outside(run: Run, cls: Class) -> bool:
    """Whether omitted fields are read from the program's environment."""
    rows = (run.rows.record(a.name) for a in lineage(cls) if isinstance(a, External))
    return any(row is not None and row.environment for row in rows)


def _description(default: Value) -> dict[str, Value] | None:
    """What ``field(…)`` says about a field; None for a plain default."""
    if len(default) == 1 and isinstance(default[0][1], Partial):
        partial = default[0][1]
        if partial.callee == FIELD:
            return dict(partial.keywords)
    return None


def _is_fixed(default: Value) -> bool:
    """Whether a field is not an argument of ``__init__``."""
    said = _description(default) or {}
    return said.get("init") == just(constant(value=False))


def default_of(
    run: Run,
    default: Value,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
    instance: Instance | None = None,
) -> Value | None:
    """A field's default; a factory is called for each instance. None if it has none."""
    said = _description(default)
    if said is None:
        return default
    if METHOD in said and instance is not None:
        method = mapped(said[METHOD], lambda atom: just(_on(atom, instance)))
        return mapped(method, lambda atom: run.call(atom, Arguments(), node, frame, state))
    for name in FACTORIES:
        if name in said:
            factory = said[name]
            return mapped(factory, lambda atom: run.call(atom, Arguments(), node, frame, state))
    return default_of(run, said["default"], node, frame, state) if "default" in said else None


def _on(atom: Atom, instance: Instance) -> Atom:
    return Bound(atom, instance) if isinstance(atom, Function) else atom


def is_field(value: Value) -> bool:
    """Whether a value describes a field."""
    return _description(value) is not None


def with_default(value: Value, method: Value) -> Value:
    """The description of a field whose default comes from a method of its object."""
    keywords = {**(_description(value) or {}), METHOD: method}
    return just(Partial(FIELD, (), tuple(keywords.items())))
