"""Calls of what nothing is known of: what they may change, and what comes out."""

import re
import sys

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.cuts import bound_of
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Dict,
    External,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.budget import PIECES_PER_STEP, STEPS_OF_AN_UNKNOWN_CALL
from flake8_graph_me.engine.machine.events import LeftOut
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.escape import change, change_again, escape, handed
from flake8_graph_me.engine.models.exceptions import CALLED
from flake8_graph_me.engine.models.reaching import note_handed
from flake8_graph_me.engine.models.starting import called_name, perhaps_start
from flake8_graph_me.engine.objects.containers import frozen
from flake8_graph_me.engine.objects.may_change import open_location
from flake8_graph_me.engine.objects.outside import number_of

ONLY_READ = frozenset({"data", "headers", "json", "params"})
"""Keywords that libraries take mappings by which they do not change."""
SHOWING = frozenset(
    {
        "assert_called_once_with",
        "critical",
        "debug",
        "dump",
        "dumps",
        "echo",
        "error",
        "exception",
        "fatal",
        "info",
        "log",
        "pformat",
        "pp",
        "pprint",
        "print",
        "repr",
        "secho",
        "trace",
        "warn",
        "warning",
        "write",
    }
)
"""Functions and methods by whose names a library shows values and changes nothing."""
ASSERTING = re.compile(r"assert(?!.*(?:raises|warns))", re.IGNORECASE)
"""The names of functions and methods that only look at values, too, and call none of them."""
CHANGING = ("unittest.mock.",)
"""Modules of the standard library that change what they are handed."""
DISPLAYS = (
    cst.BinaryOperation,
    cst.Call,
    cst.Dict,
    cst.DictComp,
    cst.Lambda,
    cst.List,
    cst.ListComp,
    cst.Tuple,
)
"""Expressions whose value nobody but the callee has."""


def shows(name: str) -> bool:
    """Whether a function or method of this name shows or asserts values, and changes nothing."""
    return name in SHOWING or ASSERTING.match(name) is not None


def call_unknown(
    run: Run,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
    name: str = "",
) -> Value:
    """A call of something of which nothing is known; ``name`` is its dotted name, if it has one."""
    pieces = note_handed(run, arguments.all_values(), node, state)
    run.budget.work.done += STEPS_OF_AN_UNKNOWN_CALL + pieces // PIECES_PER_STEP
    if isinstance(receiver, Text | List | Tuple | Dict):
        note_handed(run, (just(receiver),), node, state)
    if isinstance(receiver, Unknown) and run.owner_of(receiver) is None:
        state.write(CALLED, just(NONE))
    bound = bound_of(receiver.key, run.budget.cuts) if isinstance(receiver, Unknown) else None
    if not shows(called_name(node)):
        _hand_over(run, receiver, arguments, node, frame, state, name)
        # Of a recursion at least two rounds have been followed.
        if bound not in (None, "MAX_RECURSION") and not run.escaped.nesting:
            leave_out(run, receiver, str(bound), arguments, node, frame, state)
    if isinstance(receiver, Unknown) and receiver.labels:
        return just(run.derived(receiver, "call", run.number()))
    return run.unknown_from(node) if bound is None else just(run.beyond(bound))


def leave_out(
    run: Run,
    receiver: Atom | None,
    bound: str,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """Note that a call was not followed because of a bound, with what it was handed."""
    of_method = isinstance(receiver, Unknown) and run.owner_of(receiver) is not None
    values = tuple(frozen(run, state, value) for value in arguments.all_values())
    run.events.left_out.append(
        LeftOut(node, frame.scope.file, frame.sites, bound, values, of_method)
    )


def _hand_over(
    run: Run,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
    name: str,
) -> None:
    perhaps_start(run, arguments, node, frame, state)
    given = handed(arguments, ONLY_READ)
    values = given.all_values()
    own = run.bound_to.get(receiver.key) if isinstance(receiver, Unknown) else receiver
    owner = () if own is None else (just(own),)
    if name.startswith(CHANGING) or name.partition(".")[0] not in sys.stdlib_module_names:
        # The standard library changes what it is handed only where a row or an operation says so.
        kept = [v for key, v in _with_keys(given) if not isinstance(given.nodes.get(key), DISPLAYS)]
        change(run, kept, state, kept=True)
        change(run, values, state, kept=False)
        change(run, owner, state, kept=False)
        _change_owner(run, receiver, name, state)
        change_again(run, state)
    escape(run, (*values, *owner), node, frame, state)


def _with_keys(arguments: Arguments) -> list[tuple[int | str, Value]]:
    return [*enumerate(arguments.positional), *arguments.keywords.items()]


def _change_owner(run: Run, receiver: Atom | None, name: str, state: State) -> None:
    """What the program has set in something outside of it may have been changed by a method."""
    owner: Atom | None = None
    if isinstance(receiver, Unknown):
        owner = run.owner_of(receiver)
    elif receiver is None and name:
        owner = External(name.rpartition(".")[0])
    number = None if owner is None else number_of(run, owner)
    for attribute in run.escaped.outside.get(number or 0, ()):
        open_location(run, state, (number or 0, attribute))
