"""Whether code that is not seen may use a text rightly.

A function of which a parameter decides the token can be called by others, with a user's token: then
the text that it requests is right for them, and an edit that mends the calls that are seen would
break theirs.
"""

from collections.abc import Iterable, Iterator, Mapping

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
    texts: dict[int, set[Position]] = {}
    calling: dict[int, set[Position]] = {}
    for position, requests in groups.items():
        texts.setdefault(id(position[0]), set()).add(position)
        for each in _calls(requests):
            calling.setdefault(id(each), set()).add(position)
    inside: dict[cst.FunctionDef, set[Position]] = {}
    whole: dict[cst.FunctionDef, set[Position]] = {}
    for node in run.functions:
        if isinstance(node, cst.FunctionDef) and not seen_by_all(run, node):
            held, called = _among(node, texts, calling)
            inside[node], whole[node] = held | called, held & called
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
        doubted = whole[node] - {request.position for request in made}
        doubted |= {
            request.position
            for request in made
            if request.position in groups and not request.identities() <= {Identity.APP_ONLY}
        }
        for position in doubted:
            found.setdefault(position, f"code that is not seen may call {name} for a user")
    return found


def _calls(requests: Iterable[UserRequest]) -> Iterator[cst.CSTNode]:
    """The calls that lead to requests."""
    for request in requests:
        yield request.sink_call.node
        yield from request.calls


def _among(
    function: cst.FunctionDef, *kinds: Mapping[int, set[Position]]
) -> tuple[set[Position], ...]:
    """For each kind the positions that it gives for the nodes of a function."""
    nodes = [id(node) for node in walk(function)]
    return tuple({each for node in nodes for each in kind.get(node, ())} for kind in kinds)
