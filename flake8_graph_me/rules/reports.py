"""What the rules say before positions and fixes are known."""

from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.rules.cures import Cure
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.rules.verdicts import Verdict

USER = "<upn>"
"""Stands in a message for the user who takes the place of ``me``."""


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step of the evidence at a node."""

    node: cst.CSTNode
    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a message about a request tells: its method and path, the path for a user in place of
    the signed-in one, how the token was got, the verdict, and what is known of the endpoint.
    """

    method: str
    path: str
    twin: str
    token: str
    verdict: Verdict
    cure: Cure


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A fix by source to write in place of a node of the checked file."""

    node: cst.CSTNode
    content: str
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding with nodes for places.

    ``message`` has ``USER`` where the fix's user goes. ``source`` is the call whose place stands in
    the message at ``{where}``. ``segment`` is what a fix would rewrite, None if there is nothing to
    rewrite or it must not be; ``withheld`` then says why. ``certain`` says that the fix may be
    safe. ``rewrite`` is a fix that needs no user, and never safe.
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
