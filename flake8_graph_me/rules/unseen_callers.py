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
    callable_by_others = [
        node
        for node in run.functions
        if isinstance(node, cst.FunctionDef) and not seen_by_all(run, node)
    ]
    texts = _inside(callable_by_others, {each: [each[0]] for each in groups})
    calls_to = _inside(callable_by_others, {at: _calls(made) for at, made in groups.items()})
    inside = {node: texts[node] | calls_to[node] for node in callable_by_others}
    found: dict[Position, str] = {}
    asked = [node for node, positions in inside.items() if positions]
    for node, calls in calls_of_others(run, asked):
        name = f"{node.name.value}()"
        if calls is None:
            for position in inside[node]:
                found.setdefault(position, f"{name} is too complex to see what others may do by it")
            continue
        made = list(user_requests(Events(sink_calls=calls), recognition))
        # Where others say what sends the request, it is not seen to be one.
        doubted = texts[node] & calls_to[node] - {request.position for request in made}
        doubted |= {
            request.position
            for request in made
            if request.position in groups and not request.identities() <= {Identity.APP_ONLY}
        }
        for position in doubted:
            found.setdefault(position, f"code that is not seen may call {name} for a user")
    return found


def _calls(requests: Iterable[UserRequest]) -> list[cst.CSTNode]:
    """The calls that lead to requests."""
    return [node for request in requests for node in (request.sink_call.node, *request.calls)]


def _inside(
    functions: Iterable[cst.FunctionDef], wanted: Mapping[Position, Iterable[cst.CSTNode]]
) -> dict[cst.FunctionDef, set[Position]]:
    """For each function the positions of which it holds one of the nodes that are given."""
    positions: dict[int, list[Position]] = {}
    for position, nodes in wanted.items():
        for each in nodes:
            positions.setdefault(id(each), []).append(position)
    return {
        node: {position for each in walk(node) for position in positions.get(id(each), ())}
        for node in functions
    }
