"""The provenance of texts and labels: their way through a program, step by step."""

from dataclasses import replace

from flake8_graph_me.engine.domain.values import (
    Atom,
    Constant,
    Dict,
    Instance,
    Label,
    List,
    Step,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.terms.text import Hole, Piece

MAX_HOPS = 12
"""How many steps of a value's way are remembered. Past it further steps are missing from the
evidence.
"""


def labels_of(atom: Atom) -> frozenset[Label]:
    """The labels of an atom; for a text, those of its holes."""
    if isinstance(atom, Unknown):
        return atom.labels
    if isinstance(atom, Text):
        found: set[Label] = set()
        for piece in atom.pieces:
            if isinstance(piece, Hole):
                found.update(label for label in piece.labels if isinstance(label, Label))
        return frozenset(found)
    return frozenset()


def with_step(value: Value, step: Step) -> Value:
    """The value with one more step in the provenance of its texts and labels."""
    if all(isinstance(atom, Constant | Instance | Dict | List) for _, atom in value):
        return value
    return tuple((condition, _atom_with_step(atom, step)) for condition, atom in value)


def _atom_with_step(atom: Atom, step: Step) -> Atom:
    if isinstance(atom, Unknown) and atom.labels:
        return replace(atom, labels=frozenset(_label_with_step(one, step) for one in atom.labels))
    if isinstance(atom, Text):
        pieces: tuple[Piece, ...] = atom.pieces
        if any(isinstance(piece, Hole) and piece.labels for piece in pieces):
            pieces = tuple(
                Hole(piece.key, _labels_with_step(piece.labels, step))
                if isinstance(piece, Hole) and piece.labels
                else piece
                for piece in pieces
            )
        steps = atom.steps
        if len(steps) < MAX_HOPS and not (steps and steps[-1].node is step.node):
            steps = (*steps, step)
        return Text(pieces, atom.binary, steps)
    return atom


def _labels_with_step(labels: frozenset[object], step: Step) -> frozenset[object]:
    return frozenset(
        _label_with_step(label, step) if isinstance(label, Label) else label for label in labels
    )


def _label_with_step(label: Label, step: Step) -> Label:
    if len(label.steps) >= MAX_HOPS or step in label.steps:
        return label
    return replace(label, steps=(*label.steps, step))
