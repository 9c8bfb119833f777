"""Whether a request is sent while a user signs in: then a token of that user may be at hand."""

import libcst as cst

from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.relevance.reach import functions_around
from flake8_graph_me.rules.requests.requests import UserRequest
from flake8_graph_me.terms.identity import SIGN_IN


def signs_in(run: Run, request: UserRequest) -> bool:
    """Whether the function that sends a request, or one of those that lead to it, itself begins or
    ends an interactive sign-in.

    What another function of the program does says nothing: one application may do both.
    """
    calls = [node for node, noted in run.events.noted.items() if noted == SIGN_IN]
    if not calls:
        return False
    leading = {_function_around(run, each) for each in (request.sink_call.node, *request.calls)}
    return any(_function_around(run, each) in leading - {None} for each in calls)


def _function_around(run: Run, node: cst.CSTNode) -> cst.FunctionDef | None:
    """The innermost function around a call; None in a module's body."""
    for parsed in run.trees.values():
        around = parsed.once(functions_around).get(node)
        if around is not None:
            return around[-1]
    return None
