"""What a program was refused when it ran, and which finding speaks of which request.

Must not know how findings come about, nor how programs are run.
"""

import re

from flake8_graph_me.terms.findings import Finding
from tests.cloud import NO_SIGNED_IN_USER, Exchange, Outcome

REQUEST = re.compile(r"(?P<method>[A-Z]+|request to) '(?P<path>[^']*)'")
REFUSED = 400


def refused(outcome: Outcome) -> list[Exchange]:
    """The requests that Graph refused."""
    return [exchange for exchange in outcome.exchanges if exchange.status >= REFUSED]


def is_refusal(outcome: Outcome) -> bool:
    """Whether what ended a program is Graph's refusal, raised by the library that it uses."""
    return bool(refused(outcome)) and NO_SIGNED_IN_USER in (outcome.error or "")


def names(finding: Finding, exchange: Exchange) -> bool:
    """Whether a finding's message speaks of a request."""
    match = REQUEST.match(finding.message)
    assert match is not None, finding.message
    parts = [re.escape(part) for part in match["path"].split("{…}")]
    path = "/" + exchange.path.split("?")[0].strip("/")
    # Where the method depends on what follows, so may the end of the path.
    end = "(/|$)" if match["method"] == "request to" else "$"
    fits = re.search("[^?]*".join(parts) + end, path, re.IGNORECASE) is not None
    return fits and match["method"] in (exchange.method, "request to")
