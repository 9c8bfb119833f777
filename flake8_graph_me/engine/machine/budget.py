"""What one run may use: steps, and nesting depth of evaluations.

Past a bound an answer is unknown, never a guess. Code that reaches a bound notes it here, so that
results which depend on it can be told apart.
"""

import sys
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.domain.work import Work

MAX_STEPS = 48_000
"""How many expressions and statements the body of a short module evaluates, and as many all that it
does not reach; for each line there are ``STEPS_PER_LINE`` more. Past it every value is unknown,
calls are not followed, what the cut code may have written is unknown, and no fix is offered for a
text that it may use.
"""
STEPS_PER_LINE = 40
"""How many more steps there are for each line of the checked module: they take about as long as it
takes to parse the line.
"""
NESTING_OF_A_THREAD = 40
"""How deep evaluations nest in one thread. Each takes ten to twenty of the thousand calls that
Python lets nest; a higher limit for Python itself is no way out, since setting it back can end a
process with threads. Past it they go on in another thread.
"""
MAX_NESTING = 900
"""How deep evaluations may nest in all threads together. Past it the inner expression is unknown,
as it is past ``NESTING_OF_A_THREAD`` where the system has no threads.
"""
_MAX_NESTING_HERE = NESTING_OF_A_THREAD if sys.platform in ("emscripten", "wasi") else MAX_NESTING
ROOM_FOR_A_CALL = 8
"""How much of ``MAX_NESTING`` a call of an analysed function must find left. Past it the call
counts as one of unknown code.
"""
MAX_RUNS = 64
"""How often one function is run in ``DEEP_RUNS`` calls or more, for arguments and states that
differ, once what is entered has used ``DEAR`` steps: functions that each call the next one twice
would be run as often as there are ways through them. Past it the call counts as one of unknown
code.
"""
DEEP_RUNS = 6
"""How many calls are under way where the runs of a function are counted."""
DEAR = 20_000
"""How many steps of one entry are no question."""
STEPS_OF_A_CALL = 10
"""How many steps a call of an analysed function counts for, besides those of its body."""
ATOMS_PER_STEP = 16
"""How many atoms that arguments hold at all depths are looked through for the cost of a step."""
PIECES_PER_STEP = 8
"""How many pieces of texts are put together, or looked through where texts are handed to unknown
code, for the cost of a step.
"""
STEPS_OF_AN_UNKNOWN_CALL = 2
"""How many more steps a call counts for of which nothing is known."""
STEPS_OF_A_SINK_CALL = 8
"""How many more steps a sink call counts for, besides one for each call that leads to it, as the
rules look at all of them.
"""


def steps_for(source: str) -> int:
    """How many steps the body of a module with this source may use."""
    return MAX_STEPS + STEPS_PER_LINE * source.count("\n")


@dataclass(slots=True)
class Budget:
    """The budget that a run has left.

    ``steps`` is what a module's body may use; ``until`` is where the current share ends. ``room``
    is how deep evaluations may nest in the current thread, ``deep_calls`` how many deep calls were
    followed, ``rounds`` how many of long loops, ``characters`` the length of the sources of other
    modules. ``limited`` counts how often a bound was reached, ``too_deep`` how often of these it
    was one on the depth of evaluations or calls. ``entry`` is the function that is entered, the
    class of which an instance is built, or the statements of a module's body that run; ``began``
    is how much had been done before, ``runs`` how often functions have run deeply since; ``cut``
    are those of which not all was followed.
    ``failed`` has the internal errors, which count as bounds.
    ``reached`` has the names of the bounds, with the function in which each was reached first (None
    for a module's body), ``cuts`` the keys of the unknown values that a bound cut off, with its
    name.
    """

    steps: int = MAX_STEPS
    until: int = MAX_STEPS
    work: Work = field(default_factory=Work)
    limited: int = 0
    too_deep: int = 0
    entry: tuple[cst.CSTNode, ...] = ()
    began: int = 0
    runs: dict[cst.CSTNode, int] = field(default_factory=dict)
    cut: set[tuple[cst.CSTNode, ...]] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    nesting: int = 0
    deep_calls: int = 0
    rounds: int = 0
    characters: int = 0
    room: int = NESTING_OF_A_THREAD
    reached: dict[str, cst.CSTNode | None] = field(default_factory=dict)
    cuts: dict[int, str] = field(default_factory=dict)

    def begin(self, *entry: cst.CSTNode) -> None:
        """Begin with what becomes the ``entry``."""
        self.entry, self.began = entry, self.work.done
        self.runs.clear()

    def runs_too_often(self, body: cst.CSTNode, depth: int) -> bool:
        """Count one more run of a function in so many calls, and return whether it is to be left
        out; if so, notes that.
        """
        if depth < DEEP_RUNS:
            return False
        times = self.runs.get(body, 0)
        if times >= MAX_RUNS and self.work.done - self.began > DEAR:
            self.note("MAX_RUNS")
            return True
        self.runs[body] = times + 1
        return False

    def deep(self, room: int = 0) -> bool:
        """Whether evaluations nest too deeply to go on; if so, notes that."""
        if self.nesting + room < _MAX_NESTING_HERE:
            return False
        self.note_depth()
        return True

    def note_depth(self, bound: str = "MAX_NESTING") -> None:
        """Note that a bound on depth was reached."""
        self.note(bound)
        self.too_deep += 1

    def note(self, bound: str) -> None:
        """Note that a bound was reached."""
        self.limited += 1
        self.reached.setdefault(bound)

    def fail(self, reason: str) -> None:
        """Note an internal error."""
        self.note(reason)
        self.failed.add(reason)

    def is_partial(self) -> bool:
        """Whether something was not followed, because of a bound on steps or an internal error."""
        return bool(self.cut or self.failed)

    def place(self, node: cst.CSTNode, known: int) -> None:
        """Say that the bounds past the first ``known`` ones were reached in a function, unless it
        was one that this one called.
        """
        for bound in list(self.reached)[known:]:
            self.reached[bound] = self.reached[bound] or node

    def exhausted(self) -> bool:
        """Count a step, and return whether the current share is used up; if so, notes that."""
        if not self.spent():
            self.work.done += 1
        if not self.spent():
            return False
        if self.entry in self.cut:
            self.limited += 1
        else:
            self.cut_off("MAX_STEPS")
        return True

    def cut_off(self, bound: str) -> None:
        """Note that not all is followed of what is entered, because of a bound."""
        self.note(bound)
        self.cut.add(self.entry)

    def leave_out(self, entry: cst.CSTNode, bound: str = "MAX_STEPS") -> None:
        """Note that something is not entered, because of a bound."""
        self.note(bound)
        self.cut.add((entry,))

    def spent(self) -> bool:
        """Whether the current share is used up."""
        return self.work.done > self.until

    def allot(self, steps: int) -> None:
        """Begin another share of this many steps."""
        self.until = self.work.done + steps
