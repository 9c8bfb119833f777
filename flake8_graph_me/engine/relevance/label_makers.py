"""Which functions make labels, and which others pass them arguments for that, judged by syntax."""

from collections.abc import Iterable, Set

import libcst as cst

from flake8_graph_me.engine.relevance.effects import Effects, takes_arguments
from flake8_graph_me.engine.relevance.mentions import MentionIndex, Pair
from flake8_graph_me.syntax.walk import walk

Functions = frozenset[cst.FunctionDef]


def making(
    index: MentionIndex,
    effects: dict[cst.FunctionDef, Effects],
    names: Set[str],
    holders: Iterable[Pair],
) -> Functions:
    """The functions that mention a name by which labels are made, or a text that contributes to
    one; and those that pass them arguments.
    """
    held = _holding(index, names, holders)
    found = {
        function
        for function, mentions in index.functions.items()
        if mentions.telling or not mentions.free.isdisjoint(held)
    }
    return with_callers(index, effects, found)


def with_callers(
    index: MentionIndex,
    effects: dict[cst.FunctionDef, Effects],
    functions: Iterable[cst.FunctionDef],
) -> Functions:
    """Functions, and those that pass them arguments, directly or from their own arguments."""
    found = set(functions)
    asked = {index.called(function) for function in found if takes_arguments(function)}
    done: set[str] = set()
    while asked:
        done |= asked
        further: set[str] = set()
        for function, own in effects.items():
            given = [call for name, call in own.calls if name in asked and call.args]
            if not given:
                continue
            found.add(function)
            if takes_arguments(function) and any(_hands_on(own, call) for call in given):
                further.add(index.called(function))
        asked = further - done
    return frozenset(found)


def untold(
    index: MentionIndex, functions: Iterable[cst.FunctionDef], made: Set[object]
) -> Functions:
    """Functions with a text that contributes to a label, but in which none was ``made``: they pass
    the text on to their callers.
    """
    return frozenset(
        function
        for function in functions
        if index.functions[function].telling and not any(node in made for node in walk(function))
    )


def mentioning(index: MentionIndex, functions: Functions) -> Functions:
    """The functions that mention these."""
    names = {index.called(function) for function in functions}
    return frozenset(
        function
        for function, mentions in index.functions.items()
        if not mentions.free.isdisjoint(names)
    )


def _holding(index: MentionIndex, names: Set[str], holders: Iterable[Pair]) -> set[str]:
    """The names, and those that hold a label-making text outside of functions."""
    holding = set(names)
    pairs = [*index.outside, *holders]
    size = -1
    while size < len(holding):
        size = len(holding)
        for targets, mentions in pairs:
            if mentions.telling or not mentions.free.isdisjoint(holding):
                holding |= targets
    return holding


def _hands_on(own: Effects, call: cst.Call) -> bool:
    """Whether an argument may come from a function's own parameters."""
    local = {*own.parameters, *own.own, *own.given}
    return any(
        isinstance(node, cst.Name) and node.value in local
        for arg in call.args
        for node in walk(arg.value)
    )
