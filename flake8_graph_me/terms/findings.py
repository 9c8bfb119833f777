"""What a check reports: findings, their evidence, and the edits that fix them."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from flake8_graph_me.terms.places import Place

CALLED = "() is called"
"""How the message of a step of the evidence ends that is a call of a function."""


class Applicability(enum.Enum):
    """How far a fix can be trusted: applied by default, applied on request, or only shown."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the text at ``place`` (an empty span inserts) with ``content``."""

    place: Place
    content: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together, a one-line description, and how far they can be trusted: as the
    options are, and ``named``, once an option names the user literally.
    """

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]
    named: Applicability | None = None


@dataclass(frozen=True, slots=True)
class EvidenceStep:
    """One step of the evidence: what happens at a place."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Incomplete:
    """How many requests of a file the analysis could not follow, and the bounds that stopped it."""

    requests: int
    bounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One report of a rule.

    ``message`` is one line without the code. ``withheld`` says why there is no fix where a user
    might expect one, and is None otherwise; the message ends with it. ``incomplete`` says, if the
    finding is that the analysis is incomplete, how far.
    """

    code: str
    slug: str
    message: str
    place: Place
    evidence: tuple[EvidenceStep, ...] = ()
    fix: Fix | None = None
    withheld: str | None = None
    incomplete: Incomplete | None = None


def without_fix(finding: Finding, reason: str) -> Finding:
    """The finding with its fix, if it has one, withheld for ``reason``, which is one line."""
    message = f"{finding.message}; no fix: {reason}"
    return replace(finding, message=message, fix=None, withheld=reason)


def at_places(finding: Finding, place_of: Callable[[Place], Place]) -> Finding:
    """The finding with all its places, also of evidence and edits, put into other terms."""
    fix = finding.fix
    if fix is not None:
        fix = replace(fix, edits=tuple(replace(e, place=place_of(e.place)) for e in fix.edits))
    evidence = tuple(replace(step, place=place_of(step.place)) for step in finding.evidence)
    return replace(finding, place=place_of(finding.place), evidence=evidence, fix=fix)
