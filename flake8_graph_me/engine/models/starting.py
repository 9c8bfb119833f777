"""Functions that other code starts at some time, with what it is handed for them.

What such a function writes is what was there, or what it wrote, whenever it is read from then on.
Code of which nothing is known is taken to start a function only if what it is handed beside that
fits: perhaps it does, and perhaps it calls it otherwise.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Dict,
    Function,
    List,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.endless import endless_loops
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.models.escape import open_written
from flake8_graph_me.engine.models.listed_arguments import listed
from flake8_graph_me.engine.objects.containers import any_element, elements
from flake8_graph_me.engine.relevance.assignments import last_name
from flake8_graph_me.engine.relevance.effects import takes_arguments
from flake8_graph_me.syntax.parameters import parameters_of
from flake8_graph_me.syntax.walk import walk_to
from flake8_graph_me.terms.results import Started

STARTING = frozenset(
    {
        "apply", "async", "call", "defer", "delay", "dispatch", "do", "each", "enqueue", "execute",
        "fire", "gather", "invoke", "job", "jobs", "later", "launch", "map", "parallel", "perform",
        "process", "queue", "retry", "run", "soon", "spawn", "start", "starmap", "submit", "task",
        "tasks", "thread", "threads", "worker", "workers",
    }
)  # fmt: skip
"""Words in the names of what starts functions; what is called otherwise may register a function
under a name, wrap it, or keep it from something.
"""
WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
POSITIONAL = ("args", "argument", "arguments", "op_args")
"""By these keywords libraries take a list of arguments for a function."""
NAMED = ("kwargs", "kwds", "op_kwargs")
"""By these keywords they take a dictionary of them."""


def at_some_time(call: Invocation, act: Callable[[Invocation], Value]) -> Value:
    """Do something in a world of its own, whose changes may or may not have been made; again at the
    end of the code that starts it, if it has found a queue empty or goes on in a loop, since others
    may have changed what it reads. As they may at any time, what runs in a loop and takes no
    arguments counts as code that is not seen to be called, too.
    """
    run, starved = call.run, call.run.starved
    looping = False

    def begin(state: State) -> Value:
        nonlocal looping
        mark, entered = run.numbers + 1, dict(run.entered)
        world = state.child(mark)
        with endless_loops(run) as endless:
            value = act(replace(call, state=world))
        # What never returns is seen to have changed what it had at the end of a round.
        for left in endless if world.dead else [world]:
            open_written(run, left, state, mark)
        new = [node for node, times in run.entered.items() if times > entered.get(node, 0)]
        if _loops(new):
            looping = True
            for node in new:
                if isinstance(node, cst.FunctionDef) and not takes_arguments(node):
                    run.entered[node] = entered.get(node, 0)
        return value

    found = begin(call.state)
    if looping or run.starved > starved:
        call.frame.again.append(begin)
    return found


def _loops(nodes: Iterable[cst.CSTNode]) -> bool:
    """Whether one of these functions has a loop that may go on for as long as it likes."""
    return any(next(walk_to(node, cst.While), None) is not None for node in nodes)


def started(call: Invocation, outcome: Started) -> Value:
    """Start the function at an access path; gives what it gives."""
    function = resolve(call, outcome.path)
    if function is None:
        return call.unknown()
    given = listed(
        call.state,
        resolve(call, outcome.arguments) if outcome.arguments else None,
        resolve(call, outcome.keywords) if outcome.keywords else None,
    )
    return at_some_time(call, lambda inner: inner.call(function, given))


def perhaps_start(
    run: Run, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
) -> None:
    """Let unknown code start the functions that it is handed with what it is handed for them."""
    if arguments.more_positional is not None or arguments.more_keywords is not None:
        return
    if STARTING.isdisjoint(map(str.lower, WORD.findall(called_name(node)))):
        return
    call = Invocation(run, None, arguments, node, frame, state)
    for function, given in list(_guesses(call)):
        if not _fits(function, given):
            continue
        symbol = run.symbols.default(("started", run.number()))
        entered, mark = dict(run.entered), run.numbers + 1
        world = state.child(mark, frozenset((symbol,)))
        run.call(function, given, node, frame, world)
        if not world.dead:
            open_written(run, world, state, mark)
        # It may be called otherwise, too.
        run.entered = entered


def called_name(node: cst.CSTNode) -> str:
    """The name by which a call calls; empty if it has none."""
    return last_name(node.func) if isinstance(node, cst.Call) else ""


def _guesses(call: Invocation) -> Iterator[tuple[Atom, Arguments]]:
    """The functions among what is handed over, each with what may be for it."""
    positional, keywords = call.arguments.positional, call.arguments.keywords
    names = [_first_of(keywords, POSITIONAL), _first_of(keywords, NAMED)]
    lists = listed(call.state, *names) if any(names) else None
    others = {name: v for name, v in keywords.items() if name not in (*POSITIONAL, *NAMED)}
    if any(isinstance(atom, Dict) for value in others.values() for _, atom in value):
        return  # It may be more arguments.
    for function in map(_function, keywords.values()):
        if function is not None and lists is not None:
            yield function, lists
    for index, value in enumerate(positional):
        function = _function(value)
        if function is None:
            continue
        rest = positional[index + 1 :]
        if lists is not None:
            yield function, lists
        yield function, Arguments(rest, keywords)
        yield from ((function, each) for each in _elements(call, rest, keywords))


def _elements(
    call: Invocation, rest: list[Value], keywords: dict[str, Value]
) -> Iterator[Arguments]:
    """An element of each sequence as an argument; those of the only one as arguments, too."""
    atoms = [value[0][1] for value in rest if len(value) == 1]
    if not atoms or len(atoms) < len(rest) or not all(isinstance(a, Tuple | List) for a in atoms):
        return
    found = [any_element(call.run, call.state, atom) for atom in atoms]
    if len(atoms) == 1 and isinstance(atoms[0], Tuple) and len(atoms[0].items) > 1:
        return  # Its elements may be the arguments.
    yield Arguments(found, keywords)
    if len(found) == 1 and len(found[0]) == 1:
        inner = elements(call.state, found[0][0][1])
        if inner is not None:
            yield Arguments(list(inner), keywords)


def _first_of(keywords: dict[str, Value], names: tuple[str, ...]) -> Value | None:
    return next((keywords[name] for name in names if name in keywords), None)


def _function(value: Value) -> Function | Bound | None:
    atom = value[0][1] if len(value) == 1 else None
    if isinstance(atom, Bound):
        return atom if isinstance(atom.function, Function) else None
    return atom if isinstance(atom, Function) else None


def _fits(callee: Atom, given: Arguments) -> bool:
    """Whether arguments are all that a function asks for, and nothing else."""
    function = callee.function if isinstance(callee, Bound) else callee
    if not isinstance(function, Function):
        return False
    parameters = parameters_of(function.node)[isinstance(callee, Bound) :]
    plain = [each for each in parameters if each.kind == "positional"]
    by_place = plain[: len(given.positional)]
    left = [p for p in parameters if p.kind in ("positional", "keyword") and p not in by_place]
    named = {each.name for each in left if each.named}
    return (
        len(by_place) == len(given.positional)
        and named.issuperset(given.keywords)
        and all(each.default is not None or each.name in given.keywords for each in left)
        and not all(map(_is_name, (*given.positional, *given.keywords.values())))
    )


def _is_name(value: Value) -> bool:
    """Whether a value is a word by which a function may be registered."""
    texts = [known(atom) if isinstance(atom, Text) else None for _, atom in value]
    return all(text is not None and ("/" not in text or " " in text) for text in texts)
