"""Whether code that was not followed to its end may use a text, judged by syntax alone."""

import libcst as cst

from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.relevance.effects import Effects, effects_of, effects_of_statement
from flake8_graph_me.engine.relevance.reach import (
    BY_UNSEEN_NAME,
    Part,
    below,
    functions_around,
    functions_of,
    names_in,
    with_callers,
)
from flake8_graph_me.syntax.walk import walk


def may_be_used(run: Run, node: cst.CSTNode) -> bool:
    """Whether code that a bound cut off may use what an expression gives: it may come to the
    function around that, or read what that function, those that call it and those that it calls
    may change.
    """
    if not run.budget.cut:
        return False
    functions = functions_of(run.trees.values())
    around: list[Part] = [
        each
        for parsed in run.trees.values()
        for each in parsed.once(functions_around).get(node, ())
    ]
    home = around or _statements_around(run, node)
    unfollowed = [part for parts in run.budget.cut for part in parts]
    reach, names = below(functions, unfollowed)
    if not home or not names.isdisjoint(BY_UNSEEN_NAME) or not reach.isdisjoint(home):
        return True
    involved, _ = below(functions, with_callers(functions, home))
    told = set() if around else names_in(home)
    effects = (_effects(run, part) for part in involved)
    return not told.isdisjoint(names) or any(of.anything or of.changed & names for of in effects)


def _contains(part: Part, node: cst.CSTNode) -> bool:
    return any(each is node for each in walk(part))


def _statements_around(run: Run, node: cst.CSTNode) -> list[Part]:
    return [
        statement
        for parsed in run.trees.values()
        for statement in parsed.module.body
        if _contains(statement, node)
    ]


def _effects(run: Run, part: Part) -> Effects:
    if not isinstance(part, cst.FunctionDef):
        return effects_of_statement(part)
    known = run.escaped.effects.get(part)
    if known is None:
        known = run.escaped.effects[part] = effects_of(part)
    return known
