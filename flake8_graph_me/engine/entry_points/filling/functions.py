"""Functions of other modules that fill what these modules keep: ``auth.login()`` signs
``auth.session``, with which what is checked makes its requests.

A name that a function declares global is not among them: see ``own_setters``.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Set

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Class, Dict, Instance, List, Value
from flake8_graph_me.engine.entry_points.methods import leading_to
from flake8_graph_me.engine.entry_points.needed import Needed
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.relevance.effects import Effects
from flake8_graph_me.syntax.walk import walk


def filling_functions(
    run: Run, file: str, state: State, needed: Needed, *, own: bool
) -> frozenset[cst.FunctionDef]:
    """The functions of other files than this one that may change what a ``needed`` global of theirs
    keeps, directly or through another function there; those of this file too if ``own``.
    """
    found: set[cst.FunctionDef] = set()
    globals_of = _kept_globals(state, needed)
    for module in list(run.modules.values()):
        scope = module.scope
        kept = globals_of.get(scope.number)
        if kept is None or (scope.file == file and not own):
            continue
        numbers = {number for value in kept.values() for number in _numbers(value)}
        attributes = {str(name) for number, name in state.written_since(None) if number in numbers}
        effects = {
            node: run.escaped.effects_of(node)
            for node, made in run.functions.items()
            if isinstance(node, cst.FunctionDef)
            and made[-1].owner is None
            and made[-1].scope.file == scope.file
        }
        handing_on = {node.name.value for node, each in effects.items() if each.through}
        changing = {
            node
            for node, each in effects.items()
            if not each.changed.isdisjoint(kept)
            or (_names(node, kept) and _changes_more(each, attributes, handing_on, needed))
        }
        found |= leading_to(changing, {node: each.called for node, each in effects.items()})
    return frozenset(found)


def _changes_more(
    effects: Effects, attributes: Set[str], handing_on: Set[str], needed: Needed
) -> bool:
    """Whether a function may change one of these attributes, or something by a name that is needed,
    or hands something on to a function that changes it.
    """
    if any(name in attributes or needed.mentions(name) for name in effects.changed):
        return True
    return not effects.called.isdisjoint(handing_on)


def _kept_globals(state: State, needed: Needed) -> Mapping[int, Mapping[str, Value]]:
    """The needed names that keep something which can be changed, with that, by the number of their
    scope.
    """
    found: dict[int, dict[str, Value]] = defaultdict(dict)
    for (owner, name), value in state.written_since(None).items():
        if not isinstance(name, str) or not needed.mentions(name):
            continue
        if value and all(isinstance(atom, Dict | List | Instance | Class) for _, atom in value):
            found[owner][name] = value
    return found


def _numbers(value: Value) -> Iterator[int]:
    for _, atom in value:
        if isinstance(atom, Dict | List | Instance | Class):
            yield atom.number


def _names(function: cst.FunctionDef, kept: Container[str]) -> bool:
    """Whether a function names one of these."""
    return any(isinstance(node, cst.Name) and node.value in kept for node in walk(function))
