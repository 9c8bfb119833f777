"""What one run may use up: steps, and how deep evaluations may nest.

Past a bound an answer is unknown, never a guess. Whoever meets a bound notes it here, so that what
depends on it can be told from what is known.
"""

from dataclasses import dataclass, field

from flake8_graph_me.engine.domain.state import Work

MAX_STEPS = 120_000
"""How many expressions and statements a module's body evaluates, and as many all that it does not
reach; past that all is unknown.
"""
MAX_NESTING = 88
"""How deep evaluations may nest. Each takes some ten of the thousand calls that Python lets nest; a
higher limit for Python itself is no way out, since setting it back can end a process with
threads.
"""
ROOM_FOR_A_CALL = 8
"""How much of that a call of an analysed function must find left."""


@dataclass(slots=True)
class Budget:
    """What is left of a run.

    ``steps`` is what a module's body may use, ``until`` where the share ends that is being used.
    ``limited`` counts how often a bound was met; ``cut_short`` says that a share was used up.
    """

    steps: int = MAX_STEPS
    until: int = MAX_STEPS
    work: Work = field(default_factory=Work)
    limited: int = 0
    cut_short: bool = False
    nesting: int = 0

    def deep(self, room: int = 0) -> bool:
        """Whether evaluations nest too deep to go on; that is noted."""
        if self.nesting + room < MAX_NESTING:
            return False
        self.limited += 1
        return True

    def exhausted(self) -> bool:
        """Count a step; whether the share that is being used is used up. That is noted."""
        if not self.spent():
            self.work.done += 1
        if not self.spent():
            return False
        self.limited += 1
        self.cut_short = True
        return True

    def spent(self) -> bool:
        """Whether the share that is being used is used up."""
        return self.work.done > self.until

    def allot(self, steps: int) -> None:
        """Begin to use another share of so many steps."""
        self.until = self.work.done + steps
