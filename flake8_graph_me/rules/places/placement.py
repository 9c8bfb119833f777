"""The place of a finding.

It is the literal that contains the ``me``, if every request that the literal is known to reach is
wrong, and as surely so. Otherwise it is the expression, nearest the wrong request, from which only
wrong requests get their path.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.rules.places.files import Files
from flake8_graph_me.rules.requests.requests import UserRequest
from flake8_graph_me.syntax.walk import walk


@dataclass(frozen=True, slots=True)
class Placement:
    """The node of a finding. ``shared`` says that requests that are not as surely wrong use the
    literal too.
    """

    node: cst.CSTNode
    shared: bool


def spot(request: UserRequest, passed: frozenset[int] | None) -> Placement | None:
    """Where a wrong request is reported; ``passed`` is what the other requests pass that the same
    literal reaches and that are not as surely wrong, and None if there are none.

    None if no expression serves wrong requests alone.
    """
    if passed is None:
        return Placement(request.origin, shared=False)
    for node in _candidates(request):
        if id(node) not in passed:
            return Placement(node, shared=True)
    return None


def handed_over(request: UserRequest, files: Files) -> Placement | None:
    """Where to report a request of a client that rewrites the path in other alternatives of the
    same call, so that the literal is right for them: at the argument by which the outermost call
    passes the path.

    None if no call in the checked file passes it.
    """
    way = _way(request)
    for call in request.calls:
        if files.is_checked(call) and isinstance(call, cst.Call):
            for arg in call.args:
                if any(arg.value is step for step in way):
                    return Placement(arg.value, shared=False)
    return None


def leaving_spot(request: UserRequest, files: Files, *, shared: bool) -> Placement | None:
    """Where to report a wrong request whose path is in another file: at the last call through which
    the flow leaves the checked file, on the most telling part of the call; else, as in a method
    that is inherited, where the checked file gives the token.

    None if neither is in the checked file.
    """
    calls = [*(site.node for site in request.sink_call.sites), request.sink_call.node]
    own = [call for call in calls if files.is_checked(call) and isinstance(call, cst.Call)]
    if own:
        return Placement(_telling_part(request, own[-1]), shared=shared)
    labels = [world.carried.label for world in request.worlds if world.carried.label is not None]
    given = [node for each in labels for node in (each.node, *(step.node for step in each.steps))]
    here = [node for node in given if files.is_checked(node)]
    return Placement(here[-1], shared=shared) if here else None


def _way(request: UserRequest) -> list[cst.CSTNode]:
    """The expressions through which the path reaches the request, in order."""
    nodes = [step.node for world in request.worlds for step in world.text.steps]
    last = request.sink_call.nodes.get("url")
    return list(dict.fromkeys([*nodes, last] if last is not None else nodes))


def _passed_by(requests: Iterable[UserRequest]) -> frozenset[int] | None:
    """The ids of the expressions on the ways of requests and in the calls that lead to them; None
    without any request.
    """
    every = list(requests)
    found: set[int] = set()
    for request in every:
        found.update(map(id, _way(request)))
        for site in request.sink_call.sites:
            found.add(id(site.node))
            if isinstance(site.node, cst.Call):
                found.add(id(site.node.func))
                found.update(id(arg.value) for arg in site.node.args)
    return frozenset(found) if every else None


def passed_by_others(
    right: Sequence[UserRequest], wrong: Sequence[UserRequest], certain: Container[int]
) -> dict[bool, frozenset[int] | None]:
    """What the requests pass that count against a place of one that is certainly wrong (True), or
    not certainly: those that are right, and those that are not as surely wrong. ``certain`` has the
    ids of those that are wrong wherever they are sent.
    """
    return {
        surely: _passed_by([*right, *(each for each in wrong if (id(each) in certain) != surely)])
        for surely in (True, False)
    }


def _candidates(request: UserRequest) -> Iterator[cst.CSTNode]:
    """From the request backwards: the path's expressions, then the calls that led there."""
    for node in reversed(_way(request)):
        if node is not request.origin and isinstance(node, cst.BaseExpression):
            yield node
    for site in reversed(request.sink_call.sites):
        if isinstance(site.node, cst.Call):
            yield _telling_part(request, site.node)


def _telling_part(request: UserRequest, call: cst.Call) -> cst.CSTNode:
    """The most telling part of a call: the argument with the path, else the one with the token,
    else the callee.
    """
    way = _way(request)
    for arg in call.args:
        if any(arg.value is step for step in way):
            return arg.value
    labels = [world.carried.label for world in request.worlds if world.carried.label is not None]
    for arg in call.args:
        inside = set(map(id, walk(arg.value)))
        if any(id(step.node) in inside for label in labels for step in label.steps):
            return arg.value
    return call.func
