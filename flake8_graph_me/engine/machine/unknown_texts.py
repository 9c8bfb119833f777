"""Texts of which only the labels are known."""

from flake8_graph_me.engine.domain.provenance import labels_of
from flake8_graph_me.engine.domain.values import Text, Value
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.text import Hole


def any_text(run: Run, value: Value) -> Text:
    """The text of a value whose alternatives are not told apart: a hole, with their labels if each
    of them has one.
    """
    labels = [labels_of(atom) for _, atom in value]
    kept = frozenset().union(*labels) if all(labels) else frozenset()
    return Text((Hole(("any of", run.number()), kept),))
