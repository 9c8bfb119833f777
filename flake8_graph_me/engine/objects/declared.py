"""Functions and classes of the analysed code whose results are declared by a row.

Such a row is found by the name of the definition, and it takes precedence over the body. An
instance of such a class is marked, so that its attributes and the results of its methods carry the
label too.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Dict,
    Function,
    Instance,
    Label,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.parameters import parameters_of
from flake8_graph_me.terms.rows import Call, Sink
from flake8_graph_me.terms.text import Hole

MARK = ("mark",)


def row_of_function(run: Run, function: Function, receiver: Atom | None) -> Call | None:
    """The row of an analysed function, by its own name or that of its receiver's class."""
    if not run.rows.patterns or isinstance(function.node, cst.Lambda):
        return None
    module = _module_name(function.scope.file)
    for owner in _owners(function, receiver):
        found = run.rows.own(f"{module}{owner}{function.name}")
        if found is not None:
            return found
    return None


def row_of_class(run: Run, cls: Class) -> Call | None:
    """The row of an analysed class."""
    return run.rows.own(f"{_module_name(cls.file)}{cls.name}") if run.rows.patterns else None


def _owners(function: Function, receiver: Atom | None) -> Iterator[str]:
    """The qualified name's part before the function's name."""
    yield "" if function.owner is None else f"{function.owner.name}."
    if isinstance(receiver, Instance) and isinstance(receiver.type, Class):
        yield f"{receiver.type.name}."


def _module_name(file: str) -> str:
    """The dotted name of a file's module, with a trailing dot."""
    parts = re.split(r"[\\/]", re.sub(r"(?:^|(?<=[\\/]))__init__\.pyi?$|\.pyi?$", "", file))
    # A folder that is no name stands above all packages.
    names = [part if part.isidentifier() else "" for part in parts]
    return "".join(f"{name}." for name in names[_last_gap(names) :])


def _last_gap(names: list[str]) -> int:
    return max((index + 1 for index, name in enumerate(names) if not name), default=0)


def named_row(
    row: Call, function: Function, arguments: Arguments, skip: int
) -> tuple[Call, Arguments]:
    """A row with the function's own parameters in place of positions, and the arguments of a call
    with the function's defaults. The first ``skip`` parameters are the receiver.
    """
    parameters = parameters_of(function.node)[skip:]
    names = tuple(each.name for each in parameters if each.kind == "positional")
    own = arguments.after(skip)
    given = {*names[: len(own.positional)], *own.keywords}
    left = {name: value for name, value in function.defaults if name not in given}
    own = replace(own, keywords={**left, **own.keywords})
    places = dict(zip(row.parameters, names, strict=False))
    return replace(row, parameters=names, sink=_renamed(row.sink, places)), own


def _renamed(sink: Sink | None, places: dict[str, str]) -> Sink | None:
    if sink is None:
        return None
    parts = ((name, tuple(places.get(path, path) for path in paths)) for name, paths in sink.parts)
    return replace(sink, parts=tuple(parts))


def mark(instance: Instance, value: Value, state: State) -> None:
    """Mark an instance: what is read from it carries the labels of a value."""
    state.write((instance.number, MARK), value)


def mark_of(run: Run, atom: Atom | None, state: State) -> Unknown | None:
    """The value that an instance is marked with."""
    if not run.rows.patterns or not isinstance(atom, Instance):
        return None
    found = state.read((atom.number, MARK))
    return found[0][1] if len(found) == 1 and isinstance(found[0][1], Unknown) else None


def marked(run: Run, owner: Atom | None, value: Value, state: State) -> Value:
    """A value read from an object, with the labels of the object's mark."""
    found = mark_of(run, owner, state)
    if found is None:
        return value
    return mapped(value, lambda atom: just(_with_labels(run, atom, found, state)))


def _with_labels(run: Run, atom: Atom, found: Unknown, state: State) -> Atom:
    if isinstance(atom, Unknown):
        return Unknown(run.key("marked", atom.key, found.key), found.labels, atom.sure)
    if isinstance(atom, Text):
        return _text_with_labels(atom, found.labels)
    if isinstance(atom, Instance) and isinstance(atom.type, str):
        state.write((atom.number, MARK), just(found))
    elif isinstance(atom, Dict):
        places = [(atom.number, ("item", key)) for key in state.keys_of(atom.number)]
        for place in (*places, (atom.number, REST)):
            held = state.read(place)
            if held != NOTHING:
                inner = tuple((c, _with_labels(run, a, found, state)) for c, a in held)
                state.write(place, inner)
    return atom


def _text_with_labels(text: Text, labels: frozenset[Label]) -> Text:
    """A text whose unknown parts carry labels."""
    pieces = tuple(
        Hole(p.key, frozenset(labels)) if isinstance(p, Hole) else p for p in text.pieces
    )
    return replace(text, pieces=pieces)
