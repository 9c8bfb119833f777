"""Objects that hold a list or a dictionary in one of their attributes and do what that does.

Rows say of which types that is so. Must not know what is done with the elements.
"""

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import Atom, Class, External, Instance, Value
from flake8_graph_me.engine.machine.run import Run

READING = ("__getitem__", "__iter__", "get", "items", "keys", "values")
"""Methods by which a class may give something else than what its objects hold."""


def holding(run: Run, atom: Atom) -> str:
    """The attribute in which an object holds what it does the work of; else empty."""
    if not isinstance(atom, Instance):
        return ""
    if isinstance(atom.type, str):
        return _attribute(run, atom.type)
    for base in lineage(atom.type):
        if not isinstance(base, Class):
            return _attribute(run, base.name) if isinstance(base, External) else ""
    return ""


def _attribute(run: Run, name: str) -> str:
    row = run.rows.type(name)
    return "" if row is None else row.holds


def defines(atom: Atom, name: str, state: State) -> bool:
    """Whether the class of an object has code of the program under a name."""
    return (
        isinstance(atom, Instance)
        and isinstance(atom.type, Class)
        and any(
            state.read((base.number, name)) != NOTHING
            for base in lineage(atom.type)
            if isinstance(base, Class)
        )
    )


def held_by(run: Run, atom: Atom, state: State) -> Value | None:
    """What an object holds, where that has its elements and items; None for any other atom, and
    where the object's class has methods of its own that may give others.
    """
    attribute = holding(run, atom)
    if not attribute or any(defines(atom, name, state) for name in READING):
        return None
    assert isinstance(atom, Instance)
    return state.read((atom.number, attribute)) or run.unknown()
