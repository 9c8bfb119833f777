"""Texts that get away: into code of which nothing is known, or into a comparison.

An edit of such a text might change what that code does. Must not know what texts are for.
"""

from collections.abc import Iterable

import libcst as cst

from flake8_graph_me.engine.domain.values import Text, Value
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.text import Literal


def note_escapes(run: Run, values: Iterable[Value], node: cst.CSTNode) -> None:
    """Note that the literals in these values have a use at a node that is not followed."""
    for value in values:
        for _, atom in value:
            if isinstance(atom, Text):
                for piece in atom.pieces:
                    if isinstance(piece, Literal) and isinstance(piece.origin, cst.CSTNode):
                        run.events.escaped.setdefault(piece.origin, node)
