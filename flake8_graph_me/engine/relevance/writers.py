"""Which functions may change what others read, judged by syntax alone."""

from collections.abc import Iterable, Mapping

import libcst as cst

from flake8_graph_me.engine.relevance.changing import CHANGING_FUNCTIONS, NAMESPACES
from flake8_graph_me.engine.relevance.effects import Effects, takes_arguments
from flake8_graph_me.engine.relevance.mentions import MentionIndex

EffectsOf = Mapping[cst.FunctionDef, Effects]
BY_ANY_NAME = CHANGING_FUNCTIONS | NAMESPACES
"""The names by which code may set a variable or an attribute of any name."""
MAKING = frozenset({"__init__", "__new__", "__init_subclass__", "__class_getitem__"})
"""Special methods that are not called on an object that is there."""
CONSTANTS = frozenset({"None", "True", "False"})


def writers_for(
    index: MentionIndex, effects: EffectsOf, functions: Iterable[cst.FunctionDef]
) -> frozenset[cst.FunctionDef]:
    """The functions that may change what the given ones and their callees can read, and those that
    call them with arguments.
    """
    entered = set(functions)
    while True:
        found = changing(index, effects, *reading(index, entered))
        _add_callers(index, effects, found)
        if found <= entered:
            return frozenset(found)
        entered |= found


def changing(
    index: MentionIndex, effects: EffectsOf, read: set[str], own: set[str]
) -> set[cst.FunctionDef]:
    """The functions that may change something that is ``read`` by one of these names, of which
    those that may be of this module are its ``own``.
    """
    found = {function for function, of in effects.items() if not of.changed.isdisjoint(read)}
    unclear = {function for function, of in effects.items() if of.anything}
    names = _leading_to(index, own) if unclear else set()
    ways = names | BY_ANY_NAME if names else names
    return found | {each for each in unclear if not ways.isdisjoint(index.functions[each].free)}


def _leading_to(index: MentionIndex, read: set[str]) -> set[str]:
    """The names by which code may come to what these names stand for."""
    names = read & index.targets()
    size = -1
    while size < len(names):
        size = len(names)
        for targets, held in (*index.outside, *index.inside):
            if not names.isdisjoint(held.names):
                names |= targets
        for function, mentions in index.functions.items():
            if not names.isdisjoint(mentions.free):
                names.add(index.called(function))
    return names


def _is_implied(function: cst.FunctionDef) -> bool:
    """Whether a method is called without being named, on an object that is there."""
    name = function.name.value
    return name.startswith("__") and name.endswith("__") and name not in MAKING


def reading(index: MentionIndex, functions: Iterable[cst.FunctionDef]) -> tuple[set[str], set[str]]:
    """The names of all that functions and those that they mention, directly or indirectly, read,
    and those of them that may be of this module.
    """
    seen = set(functions)
    read: set[str] = set().union(*(index.functions[each].free for each in seen))
    own: set[str] = set().union(*(index.own_names(index.functions[each]) for each in seen))
    size = -1
    while size < len(read):
        size = len(read)
        for targets, mentions in (*index.outside, *index.inside):
            if not targets.isdisjoint(own):
                read |= mentions.free
                own |= index.own_names(mentions)
        # A function within another one is no method, whatever its name.
        classes = {index.classes[each] for each in seen if index.classes.get(each)}
        for function, mentions in index.functions.items():
            implied = _is_implied(function) and index.classes.get(function) in classes
            if function not in seen and (implied or index.called(function) in own):
                seen.add(function)
                read |= mentions.free
                own |= index.own_names(mentions)
    return read - CONSTANTS, own - CONSTANTS


def _add_callers(index: MentionIndex, effects: EffectsOf, found: set[cst.FunctionDef]) -> None:
    """Add the callers of functions, except for functions without arguments."""
    pending = set(found)
    while pending:
        names = {f.name.value for f in pending if f in index.around or takes_arguments(f)}
        pending = {
            function
            for function, of in effects.items()
            if function not in found and not names.isdisjoint(of.called)
        }
        found |= pending
