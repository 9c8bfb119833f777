"""The functions of one module that are entered: the writers for their effects, then the others on
what the writers left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.entry_points.chained_writers import enter_on_each_other
from flake8_graph_me.engine.entry_points.entering import (
    Entered,
    EntryPlan,
    enter_all,
    enter_on_returned,
)
from flake8_graph_me.engine.entry_points.filling.methods import filling_methods, spread
from flake8_graph_me.engine.entry_points.filling.unreached import (
    fill_from_unreached,
    fill_held_from_unreached,
)
from flake8_graph_me.engine.entry_points.made_objects import objects_made
from flake8_graph_me.engine.entry_points.methods import (
    is_constructor,
    nested_in,
)
from flake8_graph_me.engine.entry_points.needed import Needed
from flake8_graph_me.engine.entry_points.written import Written, with_written
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.havoc import still_known
from flake8_graph_me.engine.relevance.relevance import Functions

SHARE = 0.75
"""The part of the steps left that one entered function may use. Past it the rest of that function
is unknown, and the next one takes its part of what is left.
"""
SHARE_OF_A_WRITER = 0.5
"""The part of the steps left that a function may use that others read from; the last one may use
all. Past it the rest of that function is unknown, and what it may have written.
"""

SHARE_OF_FILLING = 0.25
"""The part of the steps left that methods of other modules may use for what they fill, and the part
that writers may use on what others left. Past it what they may have written is unknown.
"""


@dataclass(slots=True)
class Entries:
    """The entries of one module, in the state ``start`` that its body left.

    ``writers`` were entered for their effects, which are in ``written``; ``entered`` is the
    outcome. The others are entered in ``state``; ``reached`` says how often the body entered which.
    """

    run: Run
    frame: Frame
    start: State
    plan: EntryPlan
    writers: Functions = frozenset()
    written: Written = field(default_factory=dict)
    entered: list[Entered] = field(default_factory=list)
    state: State = field(init=False)
    reached: dict[cst.CSTNode, int] = field(init=False)

    def __post_init__(self) -> None:
        self.reached = dict(self.run.entered)

    def leave(self, writers: Functions) -> None:
        """Enter functions for their effects; those of constructors come with the objects."""
        self.writers |= writers
        functions = frozenset(each for each in writers if not is_constructor(each))
        self.entered += self._enter(
            functions, self.start, self.written, SHARE_OF_A_WRITER, last=1.0
        )

    def fill(self, needed: Needed) -> bool:
        """Enter the methods of other modules that fill what objects have, for their effects, and
        what calls them in this module; returns whether there are any that were not entered before.
        """
        run, plan = self.run, self.plan
        found = filling_methods(run, self.frame, self.start, needed)
        calling = found.called_by(run, plan.roots)
        self.plan = replace(
            plan,
            called=plan.called | found.called,
            roots=[*plan.roots, *(each for each in found.methods if each not in plan.roots)],
            filled=plan.filled | found.classes,
        )
        new = calling.union(found.methods) - self.writers
        with self._part(SHARE_OF_FILLING):
            functions = {each for each in new if run.functions[each][-1].owner is None}
            self.leave(new & (calling | functions))
            # What the methods were called on so far may be another object.
            before, run.entered = run.entered, {}
            run.summaries.clear()
            self.leave(new - self.writers)
            for node, times in before.items():
                run.entered[node] = run.entered.get(node, 0) + times
        entered = {one.node for one in self.entered}
        for node in new:
            if node not in entered and not run.entered.get(node):
                run.budget.leave_out(node)
        return bool(new)

    @contextmanager
    def _part(self, share: float) -> Iterator[None]:
        """Use no more than a part of the steps left."""
        budget = self.run.budget
        end = budget.until
        budget.allot(int((end - budget.work.done) * share))
        try:
            yield
        finally:
            budget.until = end

    def settle(self) -> None:
        """Let writers find what others left, and all objects of a class what methods left in one of
        them.
        """
        plan = replace(self.plan, allowed=None if self.plan.allowed is None else self.writers)
        fill_from_unreached(self.run, self.frame, self.start, self.written, early=True)
        with self._part(SHARE_OF_FILLING):
            self.entered = enter_on_each_other(
                self.run, plan, self.frame, self.start, self.entered, self.written
            )
        spread(self.run, self.start, self.written, {one.node for one in self.entered})
        fill_from_unreached(self.run, self.frame, self.start, self.written, early=False)
        fill_held_from_unreached(
            self.run, self.frame, self.start, self.written, self.reached.keys()
        )

    def enter(self, functions: Functions, before: int) -> None:
        """Enter functions on what the writers left.

        A writer that read none of these effects is not entered again. The earlier entries of the
        other writers are discarded: their sink calls, which begin at ``before``, and the functions
        that they reached besides those that the body did.
        """
        run = self.run
        cut = [writer for writer in self.writers if (writer,) in run.budget.cut]
        if cut:
            # What they wrote further on is unknown.
            bound = "MAX_CHAINED" if "MAX_CHAINED" in run.budget.reached else "MAX_STEPS"
            self.start = still_known(run, cut, self.start, bound)
            self.entered = []
            run.budget.allot(max(run.budget.until - run.budget.work.done, run.budget.steps // 4))
        self.state = self.start
        objects = objects_made(run, self.start)
        if self.written or cut or objects:
            kept = [
                one
                for one in self.entered
                if one.node in functions
                and not one.depends_on(self.written)
                and not (objects and run.functions[one.node][-1].owner)
            ]
            _discard(run, before, kept)
            refused = _forget_left_out(run)
            run.entered = dict(self.reached)
            for one in kept:
                for node, times in one.reached.items():
                    run.entered[node] = run.entered.get(node, 0) + times
            for _, nodes in run.built.values():
                for node in nodes:
                    run.entered[node] = run.entered.get(node, 0) or 1
            self.plan = replace(self.plan, inherited=self.plan.inherited | refused)
            run.summaries.clear()
            self.plan.tried = {one.node for one in kept}
            self.state = with_written(run, self.start, self.written)
            # What a method leaves that is called on one of them may be meant for others.
            left = {one.node for one in kept}
            again = [each for each in self.plan.returned if each.node in left]
            self.plan = replace(self.plan, objects=objects, returned=again)
        self.enter_more(functions)

    def enter_more(self, functions: Functions) -> None:
        """Enter further functions, and those again that were called where functions that they make
        were of no interest.
        """
        self._enter(functions, self.state, {}, SHARE, last=SHARE)
        making = frozenset(
            root for root in self.plan.roots if any(map(self._is_left, nested_in(root) & functions))
        )
        if making:
            plan = self.plan
            self.plan = replace(plan, inherited=plan.inherited | making, tried=plan.tried - making)
            self._enter(making | functions, self.state, {}, SHARE, last=SHARE)
            plan.tried.update(self.plan.tried)
            self.plan = plan

    def enter_on_returned(self, functions: Functions) -> None:
        """Enter those of the functions that are methods and that no known code calls on the objects
        that others have returned.
        """
        enter_on_returned(self.run, self.plan, self.frame, functions)

    def _is_left(self, function: cst.FunctionDef) -> bool:
        """Whether nothing has entered a function."""
        return not self.run.entered.get(function) and function not in self.plan.tried

    def _enter(
        self, functions: Functions, state: State, written: Written, share: float, last: float
    ) -> list[Entered]:
        roots = [node for node in self.plan.roots if node in functions]
        allowed = self.plan.allowed if self.plan.allowed is None else functions
        plan = replace(self.plan, roots=roots, allowed=allowed, share=share, last=last)
        return enter_all(self.run, plan, self.frame, state, written)


def _discard(run: Run, before: int, kept: list[Entered]) -> None:
    """Discard the sink calls from an index on, without those of the entries that are kept, and of
    instances that were made meanwhile: these are made once.
    """
    discarded = {id(call) for call in run.events.sink_calls[before:]}
    of_instances = [call for calls, _ in run.built.values() for call in calls]
    found = [call for call in of_instances if id(call) in discarded]
    found += [call for one in kept for call in one.sink_calls]
    run.events.sink_calls[before:] = {id(call): call for call in found}.values()


def _forget_left_out(run: Run) -> Functions:
    """Forget which functions were not entered, or not to their ends: they are entered again.
    Returns those of which a call was left out, whatever other calls of them there are.
    """
    left, run.events.left_out = run.events.left_out, []
    refused: set[cst.FunctionDef] = set()
    for one in left:
        if not isinstance(one.node, cst.FunctionDef):
            run.events.left_out.append(one)
        elif one.bound == "MAX_RUNS":
            refused.add(one.node)
    return frozenset(refused)
