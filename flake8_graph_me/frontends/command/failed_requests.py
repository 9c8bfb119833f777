"""What is known of a failed request by its status and URL alone, as ``raise_for_status()`` prints
them.

Source of the wording: what requests, httpx and aiohttp print.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flake8_graph_me.graph.endpoints import Endpoint, endpoint, nearest
from flake8_graph_me.graph.error_answers import OF_USERS, WITHOUT_USER
from flake8_graph_me.graph.written_calls import WrittenCall, call
from flake8_graph_me.terms.printable import printable

_LONGEST_URL = 4096
"""How many characters of a URL are read. Past it the rest, which is of its query, is left out."""
_UP_TO = f"{{1,{_LONGEST_URL}}}"
_LINE = re.compile(
    rf"\b(?:(40[0134]) client error: [^:]* for url: ([^\s\"<>\\^`{{|}}]{_UP_TO})"
    rf"|client error '(40[0134]) [^']*' for url '([^'\s]{_UP_TO})'?"
    rf"|(40[0134]), message='[^']*', url=(?:url\()?'([^'\s]{_UP_TO})'?\)?)",
    re.IGNORECASE,
)
_MAY_END_A_URL = {"'": "'", ")": "(", "]": "["}
"""What may be the last character of a URL if what opens it stands in the URL too."""
_BARE = "This line of raise_for_status() leaves out what Graph answered: see response.text. "
_NOT_FOUND = "A 404 can also mean that what the path names does not exist. "
_FLOW = "use a delegated flow to get a token for a signed-in user"
_WITH_ROWS = ("GET", "POST", "PATCH", "PUT", "DELETE")
"""The methods of Microsoft's data."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """A request that failed; ``line`` is what is told of it."""

    line: str
    status: int
    call: WrittenCall


def explained(text: str) -> list[str]:
    """What the failed requests in a text mean for ``/me`` and app-only tokens: a line as it stands
    there, and one that explains it. None of requests that say nothing of the matter.

    ``text`` has single spaces and no escapes; in what is returned tokens are masked.
    """
    found: dict[tuple[int, str], _Failed] = {}
    for failed in _failed(text):
        found.setdefault((failed.status, failed.call.path.lower()), failed)
    meanings = ((each, _meaning(each)) for each in found.values())
    return [f"{printable(each.line)}\n  {meaning}.\n" for each, meaning in meanings if meaning]


def _failed(text: str) -> Iterator[_Failed]:
    for match in _LINE.finditer(text):
        status, written = (each for each in match.groups() if each)
        url = _without_ending(written)
        asked = call(url) or call(url.partition("?")[0])
        if asked is not None and asked.host is not None:
            line = match[0].removesuffix(written[len(url) :])
            yield _Failed(line, int(status), asked)


def _without_ending(url: str) -> str:
    """A URL without what follows it in a sentence, or in a representation."""
    while url[-1:] in {".", ",", ";", ":"} or _is_left_open(url):
        url = url[:-1]
    return url


def _is_left_open(url: str) -> bool:
    last = url[-1:]
    opening = _MAY_END_A_URL.get(last)
    if opening is None:
        return False
    return url.count(last) % 2 == 1 if opening == last else url.count(last) > url.count(opening)


def _meaning(failed: _Failed) -> str | None:
    if failed.call.at_me:
        other = _NOT_FOUND if failed.status == 404 else ""
        return (
            f"{_BARE}{other}The request went to /me; if the token is app-only, "
            f"{_cure(failed.call.target)}"
        )
    if failed.status == 400 and failed.call.path.split("/")[1].lower() in OF_USERS:
        return f"{_BARE}{WITHOUT_USER[0].upper()}{WITHOUT_USER[1:]}"
    return None


def _cure(url: str) -> str:
    """What to do where an application asks for a path of the signed-in user, by any method."""
    known = [endpoint(method, url) for method in _WITH_ROWS]
    accepted = [each for each in known if each.app_only]
    refused = [each for each in known if each.app_only is False]
    twin = next((each.twin for each in accepted or known if each.twin is not None), None)
    if refused and not accepted:
        also = "" if twin is None else f", even as '{twin}'"
        return (
            f"no other path helps: the endpoint accepts delegated permissions only{also}. "
            f"{_remedy(refused)}"
        )
    if twin is None:
        return _FLOW
    if not accepted:
        hint = next(filter(None, (nearest(method, url) for method in _WITH_ROWS)), None)
        hinted = "" if hint is None else f" ({hint})"
        return f"use '{twin}'; the data do not say which application permission that needs{hinted}"
    needed = [f"{_needed(each)} for {each.method}" for each in accepted]
    needed += [f"for {each.method} delegated permissions only" for each in refused]
    one = len(needed) == 1
    which = "" if one else " (the line does not name the method)"
    notes = "".join(f"; {note}" for note in _notes(accepted))
    return f"use '{twin}' with application permission {', '.join(needed)}{which}{notes}"


def _needed(known: Endpoint) -> str:
    return " and ".join(known.application.advised) or known.application.permissions[0]


def _remedy(refused: list[Endpoint]) -> str:
    said = "; ".join(_notes(refused)) or _FLOW
    return said[0].upper() + said[1:]


def _notes(known: list[Endpoint]) -> dict[str, None]:
    """The notes on several methods, each once, in order."""
    return dict.fromkeys(each.note for each in known if each.note is not None)
