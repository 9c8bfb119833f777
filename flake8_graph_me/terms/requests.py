"""Requests to Microsoft Graph as the analysis of a file sees them."""

from dataclasses import dataclass

from flake8_graph_me.terms.findings import EvidenceStep
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.places import Place

UNKNOWN_PARTS = "the requests in the batch are not known"
FURTHER_PARTS = "not all requests in the batch are known"
UNKNOWN_RESOURCE = "what the subscription watches is not known"
_HIDDEN = (UNKNOWN_PARTS, FURTHER_PARTS, UNKNOWN_RESOURCE)
BETWEEN = "; "
"""What divides the statements of ``why``."""


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """One way in which a call requests something of Microsoft Graph: its method, its path and whose
    token it carries.

    ``method`` and ``path`` are None if they are not known. ``path`` has no host, version and query;
    what is not known of it or of ``query`` (None without one) is ``{name}``. ``client`` is the
    dotted name of what makes the request. ``why`` says what tells the identity, or what hides it,
    the path or the method. ``verdict`` is the code of the finding about it, if there is one.
    ``place`` is the call; the ``evidence`` is that of a finding.
    """

    method: str | None
    path: str | None
    query: str | None
    client: str
    identity: Identity
    why: str
    verdict: str | None
    place: Place
    evidence: tuple[EvidenceStep, ...] = ()

    @property
    def hidden(self) -> str | None:
        """What is not known of the requests for whose sake this one is made, as ``why`` says it."""
        return next((each for each in self.why.split(BETWEEN) if each in _HIDDEN), None)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A request as the analysis of one file has come to it: by these ``calls``, outermost first.

    ``assumed`` says that they begin in a function that nothing in that file calls. ``origin`` is
    where the text stands that begins the path, or the SDK's attribute; None if neither is known.
    """

    request: GraphRequest
    calls: tuple[Place, ...] = ()
    assumed: bool = False
    origin: Place | None = None
