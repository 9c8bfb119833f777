"""What the rules say before positions and fixes are known. Must not know how it is shown."""

from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.rules.segments import Segment

USER = "<upn>"
"""Stands in a message for the user who takes the place of ``me``."""


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step of the evidence at a node."""

    node: cst.CSTNode
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding with nodes for places.

    ``message`` has ``USER`` where the fix's user goes. ``source`` is the call whose place stands in
    the message at ``{where}``. ``segment`` is what a fix would rewrite, None if there is nothing to
    rewrite or it must not be; ``withheld`` then says why. ``certain`` says that the fix may be
    safe.
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
