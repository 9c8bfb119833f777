"""A program's requests to the cloud before and after its fixes: what was refused, what is
unchanged.
"""

import json
import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from flake8_graph_me.terms.findings import Finding
from tests.cloud import NO_SIGNED_IN_USER, NO_SUCH_SEGMENT, Exchange, ProgramOutcome, SignIn

REFUSED = 400
_REQUEST = re.compile(r"(?P<method>[A-Z]+|request to) '(?P<path>[^']*)'")
_BAD_SCOPES = (70011, 1002012)
_USER = re.compile(r"[^/?@]+@[^/?@]+|[0-9a-f-]{36}")


def refused(outcome: ProgramOutcome) -> list[Exchange]:
    """The requests that Graph refused although they carried a token."""
    return [e for e in outcome.exchanges if _is_refused(e)]


def bad_scopes(outcome: ProgramOutcome) -> list[SignIn]:
    """The requests for tokens that Entra ID refused for the scopes that they ask for."""
    return [each for each in outcome.sign_ins if each.number in _BAD_SCOPES]


def is_refusal(outcome: ProgramOutcome) -> bool:
    """Whether what ended a program is such a refusal, raised by the library that it uses."""
    error = outcome.error or ""
    if refused(outcome) and any(said in error for said in (NO_SIGNED_IN_USER, NO_SUCH_SEGMENT)):
        return True
    return any(f"AADSTS{each.number}" in error for each in bad_scopes(outcome))


def names(finding: Finding, exchange: Exchange) -> bool:
    """Whether a finding's message speaks of a request."""
    match = _REQUEST.match(finding.message)
    if match is None:
        return False
    # Some libraries leave the signed-in user out where an application asks for what is theirs.
    is_open = match["method"] == "request to"
    whole = re.sub(r"^/me(?=/|$)", "(/me)?" if is_open else "/me", re.escape(match["path"]))
    parts = whole.split(re.escape("{…}"))
    path = "/" + exchange.path.split("?")[0].strip("/")
    # Where the method depends on what follows, so may the end of the path.
    end = "(/|$)" if is_open else "$"
    fits = re.search("[^?]*".join(parts) + end, path, re.IGNORECASE) is not None
    return fits and match["method"] in (exchange.method, "request to")


def answered_alike(before: ProgramOutcome, after: ProgramOutcome) -> str | None:
    """What a mended program does otherwise than send to a user's path what was refused, if any.

    Each request has its counterpart: the same one with the same status, or, if it was refused, the
    one to the user in place of the signed-in one, with the same method, host, query and body, which
    is answered. Threads send them in any order. A program that asked again because it was refused
    need not, and one that was refused something may go on to ask for more than it did.
    """
    left = list(after.exchanges)
    others = _take_counterparts(before.exchanges, left, _is_same)
    missed = _take_counterparts(others, left, _is_twin)
    missed = [old for old in missed if others.count(old) == missed.count(old)]
    if missed:
        return f"without counterpart: {missed}, left are {left}"
    if left and not refused(before) and not bad_scopes(before):
        return f"new: {left}"
    return None


def _take_counterparts(
    olds: Sequence[Exchange], left: list[Exchange], fits: Callable[[Exchange, Exchange], bool]
) -> list[Exchange]:
    """Take from those left the counterpart of each; what has none is returned."""
    missed: list[Exchange] = []
    for old in olds:
        counterpart = next((new for new in left if fits(old, new)), None)
        if counterpart is None:
            missed.append(old)
        else:
            left.remove(counterpart)
    return missed


def _is_same(old: Exchange, new: Exchange) -> bool:
    return _without_path(old) == _without_path(new) and (
        (old.path, old.status) == (new.path, new.status)
    )


def _is_twin(old: Exchange, new: Exchange) -> bool:
    return (
        _is_refused(old)
        and new.status < REFUSED
        and _without_path(old) == _without_path(new)
        and (_is_path_of_a_user(old.path, new.path) or (_subscribes(old) and _subscribes(new)))
    )


def _is_refused(exchange: Exchange) -> bool:
    return exchange.status >= REFUSED and exchange.identity != "none"


def _without_path(exchange: Exchange) -> tuple[str, str, str, str]:
    return exchange.method, exchange.host, exchange.identity, _comparable(exchange)


def _comparable(exchange: Exchange) -> str:
    """The body; of a batch without its paths, since its requests are exchanges of their own, and of
    a subscription, also in a batch, without its resource.
    """
    text = exchange.body.decode(errors="replace")
    if _subscribes(exchange):
        return json.dumps({**json.loads(text), "resource": ""}, sort_keys=True)
    if exchange.path.rpartition("/")[2] != "$batch":
        return text
    document = json.loads(text)
    for each in document["requests"]:
        if _is_for_subscriptions(each["method"], each["url"]):
            del each["body"]["resource"]
        del each["url"]
    return json.dumps(document, sort_keys=True)


def _subscribes(exchange: Exchange) -> bool:
    return _is_for_subscriptions(exchange.method, exchange.path)


def _is_for_subscriptions(method: str, path: str) -> bool:
    return method == "POST" and path.strip("/").rpartition("/")[2] == "subscriptions"


def _is_path_of_a_user(old: str, new: str) -> bool:
    """Whether one path is the other with a user in place of ``me``, and nothing else changed."""
    place, question, query = old.partition("?")
    segments = place.split("/")
    number = next((n for n, each in enumerate(segments) if unquote(each).lower() == "me"), None)
    if number is None:
        # Of an application some libraries leave out whose it is; what follows is the version's.
        head, tail = segments[:2], segments[2:]
    else:
        head, tail = segments[:number], segments[number + 1 :]
    if head and head[-1].lower() == "users":
        head.pop()
    start = "/".join([*map(re.escape, head), ""])
    end = "".join("/" + re.escape(each) for each in tail) + re.escape(question + query)
    found = re.fullmatch(rf"{start}users(?:/([^/?]+)|\('([^/?]+)'\)){end}", new)
    return found is not None and _USER.fullmatch(unquote(found[1] or found[2])) is not None
