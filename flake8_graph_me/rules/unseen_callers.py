"""Whether code that is not seen may use a text rightly.

A function of which a parameter decides the token can be called by others, with a user's token: then
the text that it requests is right for them, and an edit that mends the calls that are seen would
break theirs.
"""

from collections.abc import Iterable, Mapping

import libcst as cst

from flake8_graph_me.engine.entry_points.unseen import calls_of_others, seen_by_all
from flake8_graph_me.engine.machine.events import Events
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import UserRequest, user_requests
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.identity import Identity

Position = tuple[cst.CSTNode, int]


def doubts(
    run: Run, recognition: Recognition, groups: Mapping[Position, Iterable[UserRequest]]
) -> dict[Position, str]:
    """For each text, if any, the reason why others may use it rightly; ``groups`` are the requests
    that each is known to reach.
    """
    wanted: dict[int, list[Position]] = {}
    for position, requests in groups.items():
        for each in _nodes(requests):
            wanted.setdefault(each, []).append(position)
    inside = {
        node: {position for each in walk(node) for position in wanted.get(id(each), ())}
        for node in run.functions
        if isinstance(node, cst.FunctionDef) and not seen_by_all(run, node)
    }
    found: dict[Position, str] = {}
    asked = [node for node, positions in inside.items() if positions]
    for node, calls in calls_of_others(run, asked):
        name = f"{node.name.value}()"
        if calls is None:
            for position in inside[node]:
                found.setdefault(position, f"{name} is too complex to see what others may do by it")
            continue
        for request in user_requests(Events(sink_calls=calls), recognition):
            if request.position in groups and not request.identities() <= {Identity.APP_ONLY}:
                reason = f"code that is not seen may call {name} for a user"
                found.setdefault(request.position, reason)
    return found


def _nodes(requests: Iterable[UserRequest]) -> frozenset[int]:
    """The calls that lead to requests, and the text itself."""
    return frozenset(
        id(node)
        for request in requests
        for node in (request.origin, request.sink_call.node, *request.calls)
    )
