"""Tuples, lists, sets, dictionaries and subscripts."""

import libcst as cst

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import (
    constant,
    joined,
    just,
    mapped,
    paired,
    without_absent,
)
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.text_slices import sliced, stepped
from flake8_graph_me.engine.domain.values import (
    IMPOSSIBLE,
    Atom,
    Bound,
    Class,
    Constant,
    Dict,
    External,
    Instance,
    List,
    Names,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.expressions.targets import evaluate_bounds, evaluate_index
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.handed_in import item_of_unknown
from flake8_graph_me.engine.objects.chains import ARGUMENT
from flake8_graph_me.engine.objects.containers import (
    MAX_ITEMS,
    any_element,
    elements,
    new_dict,
    new_list,
)
from flake8_graph_me.engine.objects.elements.distinct import differing
from flake8_graph_me.engine.objects.elements.held import held_by
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.engine.objects.elements.list_changes import Bounds
from flake8_graph_me.engine.objects.elements.updates import set_at
from flake8_graph_me.engine.objects.outside import outside_item
from flake8_graph_me.engine.objects.special_methods import metaclass_of, own_method
from flake8_graph_me.engine.operations import OPERATIONS
from flake8_graph_me.engine.operations.containers.own_iterators import opened
from flake8_graph_me.engine.operations.containers.sequences import (
    any_of,
    iterated,
    subscripted,
    tuple_fields,
)
from flake8_graph_me.engine.operations.instances.enumerations import member_by_name
from flake8_graph_me.terms.text import Hole

GET_ITEM = "__getitem__"


def _items(
    run: Run, parts: tuple[cst.BaseElement, ...], frame: Frame, state: State
) -> tuple[tuple[Value, ...], Value | None]:
    """The elements of a display, and one that may come any number of times after them."""
    found: list[Value] = []
    rest: list[Value] = []
    for part in parts:
        value = run.evaluate(part.value, frame, state)
        if not isinstance(part, cst.StarredElement):
            (rest or found).append(value)
            continue
        inner = iterated(run, state, opened(run, value, part, frame, state))
        known = elements(state, inner[0][1]) if len(inner) == 1 else None
        if known is None:
            rest.append(mapped(inner, lambda atom: any_of(run, state, atom)))
        else:
            (rest or found).extend(known)
    return tuple(found), joined(pair for value in rest for pair in value) if rest else None


def evaluate_tuple(run: Run, node: cst.Tuple, frame: Frame, state: State) -> Value:
    """A tuple display."""
    items, rest = _items(run, tuple(node.elements), frame, state)
    return just(Tuple(items, rest))


def evaluate_list(run: Run, node: cst.List | cst.Set, frame: Frame, state: State) -> Value:
    """A list or set display."""
    items, rest = _items(run, tuple(node.elements), frame, state)
    if isinstance(node, cst.Set):
        found = differing(state, Tuple(items, rest))
        items, rest = found.items, found.rest
    return just(new_list(run, state, items, rest))


def evaluate_dict(run: Run, node: cst.Dict, frame: Frame, state: State) -> Value:
    """A dictionary display; a very long one is treated as unknown data."""
    if len(node.elements) > MAX_ITEMS:
        return just(new_dict(run, state, rest=just(run.beyond("MAX_ITEMS"))))
    mapping = new_dict(run, state)
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            key = run.evaluate(element.key, frame, state)
            value = run.evaluate(element.value, frame, state)
            set_at(run, state, mapping.number, key, value)
        elif isinstance(element, cst.StarredDictElement):
            _spread(run, run.evaluate(element.value, frame, state), mapping, frame, state, node)
    return just(mapping)


def _spread(
    run: Run, value: Value, mapping: Dict, frame: Frame, state: State, node: cst.CSTNode
) -> None:
    call = Invocation(run, mapping, Arguments([value]), node, frame, state)
    OPERATIONS["dict.update"](call)


def evaluate_subscript(run: Run, node: cst.Subscript, frame: Frame, state: State) -> Value:
    """``value[index]`` and ``value[low:high]``."""
    value = run.evaluate(node.value, frame, state)
    bounds = evaluate_bounds(run, node, frame, state)
    if bounds is not None:
        return mapped(value, lambda atom: _sliced(run, state, atom, bounds, node))
    index = evaluate_index(run, node, frame, state)
    return paired(value, index, lambda a, b: item(run, a, b, node, frame, state))


def item(run: Run, atom: Atom, index: Atom, node: cst.CSTNode, frame: Frame, state: State) -> Value:
    """``atom[index]``; None has no items, so it yields no value."""
    if isinstance(atom, Constant):
        return IMPOSSIBLE
    if isinstance(atom, Dict | Names):
        call = Invocation(run, atom, Arguments([just(index)]), node, frame, state)
        kind = "dict" if isinstance(atom, Dict) else "names"
        return OPERATIONS[f"{kind}.__getitem__"](call)
    if isinstance(atom, Tuple | List):
        return subscripted(run, state, atom, index)
    if isinstance(atom, Unknown):
        return _item_of_unknown(run, atom, index, node, state)
    if isinstance(atom, External):
        return _item_of_external(run, atom, index, node, frame, state)
    if isinstance(atom, Instance) and tuple_fields(run, atom):
        return mapped(
            iterated(run, state, just(atom)),
            lambda found: item(run, found, index, node, frame, state),
        )
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        method = run.attribute(atom, "__getitem__", node, frame, state)
        return mapped(method, lambda m: run.call(m, Arguments([just(index)]), node, frame, state))
    if isinstance(atom, Instance) and isinstance(atom.type, str):
        return _item_of_library_type(run, atom, atom.type, index, node, frame, state)
    if isinstance(atom, Class) and atom.style != "enum":
        return _item_of_class(run, atom, index, node, frame, state)
    if isinstance(atom, Class):
        key = key_of(index)
        member = without_absent(state.read((atom.number, key))) if isinstance(key, str) else ()
        if key is None:
            return member_by_name(run, atom, index, state)
        return member or run.unknown()
    if isinstance(atom, Text):
        return _character(run, atom, index.value if isinstance(index, Constant) else None)
    return run.unknown()


def _item_of_class(
    run: Run, cls: Class, index: Atom, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """What a metaclass or ``__class_getitem__`` gives; else the class itself, of some type."""
    meta = metaclass_of(cls)
    method = None if meta is None else own_method(meta, GET_ITEM, state)
    method = method or own_method(cls, "__class_getitem__", state)
    if method is None:
        return just(cls)
    return run.call(Bound(method, cls), Arguments([just(index)]), node, frame, state)


def _item_of_library_type(
    run: Run,
    atom: Instance,
    type_name: str,
    index: Atom,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """An item of an instance of a modelled type, if a row says what it is."""
    chain = run.rows.chain(type_name)
    modelled = run.rows.method(type_name, GET_ITEM) is not None
    if not modelled and (chain is None or ARGUMENT not in chain.step(GET_ITEM)):
        return run.unknown()
    method = Bound(External(f"{type_name}.{GET_ITEM}"), atom)
    return run.call(method, Arguments([just(index)]), node, frame, state)


def _item_of_external(
    run: Run, atom: External, index: Atom, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    name = f"{atom.name}.__getitem__"
    if run.rows.call(name) is not None:
        return run.call(External(name), Arguments([just(index)]), node, frame, state)
    key = key_of(index)
    unknown = Unknown(run.key("item", atom.name, run.number() if key is None else key))
    return outside_item(run, atom, key, just(item_of_unknown(run, unknown, key, node)), state)


def _item_of_unknown(
    run: Run, atom: Unknown, index: Atom, node: cst.CSTNode, state: State
) -> Value:
    key = key_of(index)
    run.events.note_escapes((just(index),), node)
    derived = run.derived(atom, "item", run.number() if key is None else key)
    if run.present.get(atom.key):
        run.present[derived.key] = False
    return outside_item(run, atom, key, just(item_of_unknown(run, derived, key, node)), state)


def _sliced(run: Run, state: State, atom: Atom, bounds: Bounds, node: cst.CSTNode) -> Value:
    """A part of an atom; None has none, so nothing comes of that."""
    if isinstance(atom, Constant):
        return IMPOSSIBLE
    start, end, step = bounds.start, bounds.end, bounds.step
    if isinstance(atom, Text):
        if bounds.known and step not in (None, 1):
            return just(stepped(atom, bounds.slice) or _hole(run, atom))
        if bounds.known:
            run.events.note_test(atom, lambda marks: _left_out(marks, start, end), node)
        return just(_cut(run, atom, start, end) if bounds.known else _hole(run, atom))
    if isinstance(atom, Tuple | List):
        found = elements(state, atom)
        if found is None or not bounds.known:
            rest = any_element(run, state, atom)
            is_tuple = isinstance(atom, Tuple)
            return just(Tuple((), rest) if is_tuple else new_list(run, state, (), rest))
        part = Tuple(found[bounds.slice])
        return just(part if isinstance(atom, Tuple) else new_list(run, state, part.items))
    if isinstance(atom, Unknown):
        some = run.derived(atom, "slice", start, end, step)
        run.present[some.key] = run.present.get(atom.key, False)
        return just(some)
    held = held_by(run, atom, state)
    if held is not None:
        return mapped(held, lambda inner: _sliced(run, state, inner, bounds, node))
    return run.unknown()


def _left_out(text: str, start: int | None, end: int | None) -> tuple[str, str]:
    """What a slice of a text leaves out on both sides of it."""
    return text[:start] if start else "", "" if end is None else text[end:]


def _character(run: Run, text: Text, at: object) -> Value:
    """The character of a text at an index."""
    if text.binary:
        return _byte(run, text, at)
    return just(_cut(run, text, at, at + 1 or None) if isinstance(at, int) else _hole(run, text))


def _byte(run: Run, text: Text, at: object) -> Value:
    """The number that an item of bytes is."""
    found = texts.known(text)
    if found is None or not isinstance(at, int):
        return run.unknown()
    return just(constant(ord(found[at]))) if -len(found) <= at < len(found) else IMPOSSIBLE


def _hole(run: Run, text: Text) -> Text:
    labels = texts.labels_in(text.pieces)
    return Text((Hole(("slice", run.number()), labels),), text.binary)


def _cut(run: Run, text: Text, start: int | None, end: int | None) -> Text:
    """A slice of a text; an end that follows a hole is unknown."""
    part = sliced(text, start, end)
    return _hole(run, text) if part is None else part
