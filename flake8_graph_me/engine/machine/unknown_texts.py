"""Texts of which only the labels are known."""

from collections.abc import Sequence

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition, conjoin
from flake8_graph_me.engine.domain.cuts import CUT
from flake8_graph_me.engine.domain.provenance import labels_of
from flake8_graph_me.engine.domain.values import Text, Value
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.text import Hole


def few_enough(run: Run, values: Sequence[Value], most: int, bound: str) -> list[Value]:
    """The values, without telling the alternatives of those apart that would make more than
    ``most`` combinations that can hold together, which is the named bound.

    The first ones stay apart: how a text begins says more than how it ends.
    """
    found: list[Value] = []
    conditions: list[Condition] = [ALWAYS]
    for value in values:
        if len(value) > 1:
            each = (conjoin(one, own) for one in conditions for own, _ in value)
            further = list(dict.fromkeys(both for both in each if both is not None))
            if len(further) > most:
                found.append(just(_any_text(run, value, bound)))
                continue
            conditions = further
        found.append(value)
    return found


def _any_text(run: Run, value: Value, bound: str) -> Text:
    """The text of a value whose alternatives are not told apart: a hole, with their labels if each
    of them has one.
    """
    labels = [labels_of(atom) for _, atom in value]
    kept = frozenset().union(*labels) if all(labels) else frozenset()
    return Text((Hole((CUT, bound, run.number()), kept),))
