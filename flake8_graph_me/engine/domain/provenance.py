"""The way that texts and labels take through a program, step by step.

Must not know what the steps are told for.
"""

from dataclasses import replace

from flake8_graph_me.engine.domain.values import (
    Atom,
    Constant,
    Hop,
    Instance,
    Label,
    Listing,
    Mapping,
    Opaque,
    Text,
    Value,
)
from flake8_graph_me.terms.text import Hole, Piece

MAX_HOPS = 12
"""How many steps of a value's way are remembered; the first ones stay."""


def labels_of(atom: Atom) -> frozenset[Label]:
    """The labels of an atom, for a text those of its holes."""
    if isinstance(atom, Opaque):
        return atom.labels
    if isinstance(atom, Text):
        found: set[Label] = set()
        for piece in atom.pieces:
            if isinstance(piece, Hole):
                found.update(label for label in piece.labels if isinstance(label, Label))
        return frozenset(found)
    return frozenset()


def hopped(value: Value, hop: Hop) -> Value:
    """The value with one more step on the way of its texts and labels."""
    if all(isinstance(atom, Constant | Instance | Mapping | Listing) for _, atom in value):
        return value
    return tuple((condition, _hopped_atom(atom, hop)) for condition, atom in value)


def _hopped_atom(atom: Atom, hop: Hop) -> Atom:
    if isinstance(atom, Opaque) and atom.labels:
        return replace(atom, labels=frozenset(_hopped_label(one, hop) for one in atom.labels))
    if isinstance(atom, Text):
        pieces: tuple[Piece, ...] = atom.pieces
        if any(isinstance(piece, Hole) and piece.labels for piece in pieces):
            pieces = tuple(
                Hole(piece.key, _hopped_labels(piece.labels, hop))
                if isinstance(piece, Hole) and piece.labels
                else piece
                for piece in pieces
            )
        hops = atom.hops
        if len(hops) < MAX_HOPS and not (hops and hops[-1].node is hop.node):
            hops = (*hops, hop)
        return Text(pieces, atom.binary, hops)
    return atom


def _hopped_labels(labels: frozenset[object], hop: Hop) -> frozenset[object]:
    return frozenset(
        _hopped_label(label, hop) if isinstance(label, Label) else label for label in labels
    )


def _hopped_label(label: Label, hop: Hop) -> Label:
    if len(label.hops) >= MAX_HOPS or hop in label.hops:
        return label
    return replace(label, hops=(*label.hops, hop))
