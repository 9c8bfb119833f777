"""What the rules report before positions and fixes are known."""

from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.values import Label, Text
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.cures import Cure
from flake8_graph_me.rules.requests.requests import UserRequest, World
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.rules.verdicts import Verdict
from flake8_graph_me.terms.findings import CALLED, Incomplete

USER = "<upn>"
"""Stands in a message for the user who takes the place of ``me``."""


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step of the evidence, at a node."""

    node: cst.CSTNode
    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """The content of a message about a request: its method and path, the path for a named user, the
    source of the token, the verdict, what is known about the endpoint, and which of ``path`` and
    ``token`` are the ones only in some of the ways that the program can take. ``signs_in`` says
    that a user signs in where the request is sent.
    """

    method: str
    path: str
    twin: str
    token: str
    verdict: Verdict
    cure: Cure
    varying: frozenset[str] = frozenset()
    signs_in: bool = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A fix that replaces a node of the checked file by source text."""

    node: cst.CSTNode
    content: str
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding with nodes for places.

    ``message`` has ``USER`` in place of the fix's user. ``source`` is the call whose place replaces
    ``{where}`` in the message. ``segment`` is what a fix would rewrite. If it is None, there is
    nothing to rewrite, or ``withheld`` says why it must not be rewritten. ``certain`` says that the
    fix may be safe, ``doubt`` and ``unseen`` why it is not all the same, the latter for what others
    may do by code that they call. ``rewrite`` is a fix that needs no user; it is never safe.
    ``incomplete`` counts the requests that a bound hides.
    """

    code: str
    slug: str
    message: str
    node: cst.CSTNode
    source: cst.CSTNode | None
    steps: tuple[DraftStep, ...]
    segment: Segment | None
    certain: bool
    withheld: str | None = None
    rewrite: Rewrite | None = None
    doubt: str | None = None
    unseen: str | None = None
    incomplete: Incomplete | None = None


def evidence(request: UserRequest, world: World, label: Label | None) -> tuple[DraftStep, ...]:
    """The steps of a request: the token and its steps, the path and its steps, the request."""
    origin = DraftStep(request.origin, f"the path contains '{request.owner}'")
    return steps_to(request.sink_call, "an app-only token", label, (origin,), world.text)


def steps_to(
    sink_call: SinkCall,
    token: str,  # as the first step calls it
    label: Label | None,
    origin: tuple[DraftStep, ...],
    text: Text | None,
) -> tuple[DraftStep, ...]:
    """The steps that lead to a request: where its token is from, where the text of its path begins,
    what becomes of both, and the calls.
    """
    steps: list[DraftStep] = []
    if label is not None:
        source = label.giver or label.node
        steps.append(DraftStep(source, f"{token} comes from {label.name}"))
        if source is not label.node:
            steps.append(DraftStep(label.node, "the token is got by this call"))
        steps += [DraftStep(step.node, f"the token is {step.what}") for step in label.steps]
    steps += origin
    if text is not None:
        steps += [DraftStep(step.node, f"the path is {step.what}") for step in text.steps]
    steps += [
        DraftStep(site.node, f"{site.name}{CALLED}")
        for site in sink_call.sites
        if isinstance(site.node, cst.Call) and site.name
    ]
    steps.append(DraftStep(sink_call.node, "the request is sent"))
    return tuple(dict.fromkeys(steps))
