"""Context variables: objects that keep a value for later reads.

The value is in the object's attribute ``value``. Must not know which libraries have them.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, where_absent
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.values import NONE, Instance, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.placeholders import unless_kept


def _place(receiver: Instance) -> Location:
    return (receiver.number, "value")


def _get(call: Invocation) -> Value:
    """The kept value, else the call's default, else the object's own default."""
    if not isinstance(call.receiver, Instance):
        return call.unknown()
    default = call.argument(0, "default")
    if default is None:
        default = call.state.read((call.receiver.number, "default"))
    if default == NOTHING or not default:
        default = call.unknown()
    elif len(default) == 1 and isinstance(call.node, cst.Call):
        default = unless_kept(call.run, call.receiver.number, call.node.func, default)
    kept = call.state.read(_place(call.receiver)) or NOTHING
    return where_absent(kept, default)


def _set(call: Invocation) -> Value:
    """Keep a new value; returns the previous one, for a later reset."""
    value = call.argument(0, "value")
    if not isinstance(call.receiver, Instance) or value is None:
        return call.unknown()
    before = Instance(call.run.number(), "types.Namespace")
    call.state.write(_place(before), call.state.read(_place(call.receiver)))
    call.state.write(_place(call.receiver), value)
    return just(before)


def _reset(call: Invocation) -> Value:
    """Restore the previous value."""
    given = call.argument(0, "token")
    if isinstance(call.receiver, Instance):
        known = given is not None and len(given) == 1 and isinstance(given[0][1], Instance)
        before = given[0][1] if given is not None and known else None
        value = call.state.read(_place(before)) if isinstance(before, Instance) else None
        call.state.write(_place(call.receiver), call.unknown() if value is None else value)
    return just(NONE)


KEPT_VALUE_OPERATIONS: dict[str, Implementation] = {
    "kept": _get,
    "keep": _set,
    "keep-again": _reset,
}
