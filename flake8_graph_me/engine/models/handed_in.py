"""What comes from outside of the analysed code, by its name: unknown, with the label of its row if
rows say that all that it gives has one.
"""

from collections.abc import Hashable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped, where_absent, without_absent
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import External, Instance, Label, Unknown, Value
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.outside import (
    has_items_for_attributes,
    number_of_unknown,
    outside_item,
)
from flake8_graph_me.syntax.parameters import Parameter
from flake8_graph_me.terms.rows import Source


def from_outside(run: Run, name: str, node: cst.CSTNode) -> External | Instance | Unknown:
    """What has a dotted name outside of the analysed code."""
    row = run.rows.source(name)
    if row is None:
        kind = run.rows.objects.get(name)
        return External(name) if kind is None else Instance(run.key("object", name), kind)
    return Unknown(run.lasting_key("external", name), _labels(row, node))


def kept_under(run: Run, name: str, state: State) -> Value:
    """What a row's call keeps under a dotted name; nothing if it keeps nothing there so far."""
    owner, _, last = name.rpartition(".")
    return without_absent(state.read((-run.key("external", owner), last)))


def attribute_of_external(
    run: Run, atom: External, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """An attribute of something outside of the analysed code."""
    if atom.name in run.rows.kept:
        kept = kept_under(run, atom.name, state)
        if kept and atom not in (found for _, found in kept):
            return mapped(kept, lambda found: run.attribute(found, name, node, frame, state))
    location = (-run.key("external", atom.name), name)
    stored = state.read(location)
    known = without_absent(stored)
    if known and location not in run.replaced:
        return known
    return where_absent(stored, _as_it_was(run, atom, name, node))


def _as_it_was(run: Run, atom: External, name: str, node: cst.CSTNode) -> Value:
    """An attribute that nothing in the program has set."""
    if run.rows.type(atom.name) is not None:
        row = run.rows.method(atom.name, name)
        if row is not None:
            return just(External(row.name))
    return just(from_outside(run, f"{atom.name}.{name}", node))


def attribute_of_unknown(
    run: Run, atom: Unknown, name: str, node: cst.CSTNode, state: State
) -> Value:
    """An attribute of an unknown value: what the program has set there, or unknown."""
    derived = just(_attribute(run, atom, name, node))
    held = _held(run, atom, name, state)
    if held:
        return held
    if has_items_for_attributes(run, atom):
        return outside_item(run, atom, name, derived, state)
    stored = state.read((number_of_unknown(atom), name))
    return derived if stored == NOTHING or not stored else where_absent(stored, derived)


def _held(run: Run, atom: Unknown, name: str, state: State) -> Value:
    """What rows say that an attribute is, if the program has made it, and no other."""
    rows = [run.rows.source(label.name) for label in atom.labels]
    places = {place for row in rows if row is not None for held, place in row.held if held == name}
    found = [value for place in sorted(places) if (value := kept_under(run, place, state))]
    return found[0] if len(found) == 1 else ()


def _attribute(run: Run, atom: Unknown, name: str, node: cst.CSTNode) -> Unknown:
    derived = run.derived(atom, "attribute", name)
    for label in atom.labels:
        row = run.rows.source(label.name)
        if row is not None and name in row.shared:
            return Unknown(run.lasting_key("shared", row.name, name), derived.labels)
        if row is not None and name in row.own:
            return Unknown(derived.key)
    return _labelled(run, derived, f"*.{name}", node)


def item_of_unknown(run: Run, derived: Unknown, key: Hashable, node: cst.CSTNode) -> Unknown:
    """An unknown item, with the label that its key gives it."""
    return _labelled(run, derived, f"*.[{key.lower()}]", node) if isinstance(key, str) else derived


def parameter_from_outside(
    run: Run, parameter: Parameter, decorators: frozenset[str], node: cst.CSTNode, *, served: bool
) -> Unknown:
    """A parameter whose callers are not known. ``served`` says that another parameter of the
    function is a source.
    """
    unknown = Unknown(run.key("parameter", run.number(), parameter.name))
    run.makers[unknown.key] = node
    row = run.rows.source(f"*.({parameter.name})")
    if row is None or (row.within and not served and decorators.isdisjoint(row.within)):
        return unknown
    return Unknown(unknown.key, _labels(row, node))


def _labelled(run: Run, atom: Unknown, name: str, node: cst.CSTNode) -> Unknown:
    row = None if atom.labels else run.rows.source(name)
    return atom if row is None else Unknown(atom.key, _labels(row, node))


def _labels(row: Source, node: cst.CSTNode) -> frozenset[Label]:
    return frozenset((Label(row.tag, node, row.name, made=False),))
