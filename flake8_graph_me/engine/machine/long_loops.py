"""Which long sequences are gone through element by element, though most long ones are not."""

from collections.abc import Sequence

from flake8_graph_me.engine.domain.alternatives import MAX_ALTERNATIVES
from flake8_graph_me.engine.domain.values import Constant, Value
from flake8_graph_me.engine.machine.run import Run

MAX_LONG_ROUNDS = 1_000
"""How many rounds all loops together get over sequences that are too long to be gone through else,
but whose elements are more than one value can be. Past it the elements are taken for any of them.
"""


def are_told_apart(run: Run, elements: Sequence[Value]) -> bool:
    """Whether a long loop is run for these elements one by one: where nothing would be known of one
    that may be any of them. Takes the rounds from what is left.
    """
    atoms = {atom for value in elements for _, atom in value if not isinstance(atom, Constant)}
    if len(atoms) <= MAX_ALTERNATIVES or run.budget.rounds + len(elements) > MAX_LONG_ROUNDS:
        return False
    run.budget.rounds += len(elements)
    return True
