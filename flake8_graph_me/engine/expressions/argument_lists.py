"""The arguments of a call."""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Constant,
    Dict,
    Names,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import any_element, elements
from flake8_graph_me.engine.objects.elements.held import held_by
from flake8_graph_me.engine.objects.namespaces import snapshot
from flake8_graph_me.engine.operations.containers.own_iterators import opened
from flake8_graph_me.engine.operations.containers.sequences import iterated


def evaluate_arguments(run: Run, args: Sequence[cst.Arg], frame: Frame, state: State) -> Arguments:
    """The arguments of a call, spread ones among them."""
    arguments = Arguments()
    for arg in args:
        value = run.evaluate(arg.value, frame, state)
        if arg.star == "*":
            _spread(run, arguments, opened(run, value, arg, frame, state), state)
        elif arg.star == "**":
            _spread_keywords(run, arguments, value, state)
        elif arg.keyword is not None:
            arguments.keywords[arg.keyword.value] = value
            arguments.nodes[arg.keyword.value] = arg.value
        else:
            arguments.nodes[len(arguments.positional)] = arg.value
            arguments.positional.append(value)
    return arguments


def _spread(run: Run, arguments: Arguments, value: Value, state: State) -> None:
    inner = iterated(run, state, value)
    found = elements(state, inner[0][1]) if len(inner) == 1 else None
    if found is None:
        more = mapped(inner, lambda atom: any_element(run, state, atom))
        arguments.more_positional = more
        return
    arguments.positional.extend(found)
    if len(inner) == 1 and isinstance(inner[0][1], Tuple) and inner[0][1].rest is not None:
        arguments.more_positional = inner[0][1].rest


def _spread_keywords(run: Run, arguments: Arguments, value: Value, state: State) -> None:
    """The items of each mapping that may be spread, under the condition that it is that one."""
    given: list[tuple[Condition, dict[str, Value]]] = []
    held = mapped(value, lambda atom: held_by(run, atom, state) or just(atom))
    for condition, atom in held:
        mapping = snapshot(run, state, atom) if isinstance(atom, Names) else atom
        given.append((condition, _items_of(mapping, state) if isinstance(mapping, Dict) else {}))
        if isinstance(mapping, Dict):
            rest = state.read((mapping.number, REST))
            if any(a is not ABSENT for _, a in rest):
                more = rest[0][1] if len(rest) == 1 else None
                arguments.more_keywords = just(more) if isinstance(more, Unknown) else run.unknown()
        elif not isinstance(atom, Constant):
            arguments.more_keywords = just(atom) if isinstance(atom, Unknown) else run.unknown()
    for name in dict.fromkeys(name for _, items in given for name in items):
        arguments.keywords[name] = joined(
            pair
            for condition, items in given
            for pair in under(condition, items.get(name, NOTHING))
        )


def _items_of(mapping: Dict, state: State) -> dict[str, Value]:
    found = {
        key: state.read((mapping.number, ("item", key)))
        for key in state.keys_of(mapping.number)
        if isinstance(key, str)
    }
    return {key: value for key, value in found.items() if any(a is not ABSENT for _, a in value)}
