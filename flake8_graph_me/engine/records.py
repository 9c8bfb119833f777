"""Records: classes whose ``__init__`` is made from their fields (dataclasses, named tuples,
models).
"""

import libcst as cst

from flake8_graph_me.engine.alternatives import constant, joined, just, under
from flake8_graph_me.engine.attributes import get_attribute, lineage
from flake8_graph_me.engine.run import Arguments, Frame, Run
from flake8_graph_me.engine.state import State
from flake8_graph_me.engine.values import Bound, Class, External, Instance, Partial, Value


def all_fields(cls: Class) -> dict[str, Value | None]:
    """The fields of a record class with their defaults, its bases' fields first."""
    found: dict[str, Value | None] = {}
    for ancestor in reversed(lineage(cls)):
        if isinstance(ancestor, Class):
            found.update(ancestor.fields)
    return found


def fill_fields(
    run: Run,
    instance: Instance,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """Give a new record its fields, from the arguments or the defaults, and run its hook."""
    assert isinstance(instance.type, Class)
    given = iter(arguments.positional)
    for name, default in all_fields(instance.type).items():
        made = None if default is None else _default(run, default, node, frame, state)
        if default is not None and _is_fixed(default):
            value = made or run.unknown()
        else:
            value = (
                arguments.keywords.get(name)
                or next(given, None)
                or _left_out(run, instance, name, made, arguments)
            )
        state.write((instance.number, name), value)
    hook = get_attribute(run, instance, "__post_init__", node, frame, state)
    if len(hook) == 1 and isinstance(hook[0][1], Bound):
        run.call(hook[0][1], Arguments(), node, frame, state)


def _left_out(
    run: Run, instance: Instance, name: str, default: Value | None, arguments: Arguments
) -> Value:
    """A field that is not among the known arguments: its default, unless unknown ones may give
    it.
    """
    unknown = arguments.more_keywords
    if default is None:
        return unknown or run.unknown()
    if unknown is None:
        return default
    assert isinstance(instance.type, Class)
    symbol = run.symbols.default(("default", instance.type.number, name))
    return joined(
        [*under(frozenset((symbol,)), default), *under(frozenset((-symbol,)), run.unknown())]
    )


def _description(default: Value) -> dict[str, Value] | None:
    """What ``field(…)`` said of a field; None for a plain default."""
    if len(default) == 1 and isinstance(default[0][1], Partial):
        partial = default[0][1]
        if isinstance(partial.callee, External) and partial.callee.name == "dataclasses.field":
            return dict(partial.keywords)
    return None


def _is_fixed(default: Value) -> bool:
    """Whether a field is no argument of ``__init__``."""
    said = _description(default) or {}
    return said.get("init") == just(constant(value=False))


def _default(
    run: Run, default: Value, node: cst.CSTNode, frame: Frame, state: State
) -> Value | None:
    """A field's default; a factory is called for each instance. None if it has none."""
    said = _description(default)
    if said is None:
        return default
    if "default" in said:
        return said["default"]
    if "default_factory" in said:
        return run.call(said["default_factory"][0][1], Arguments(), node, frame, state)
    return None
