"""Graph's successful responses: plausible answers for any endpoint."""

from collections.abc import Mapping, Sequence
from typing import Any

from .messages import Answer, json_answer

_PLURALS_WITHOUT_S = frozenset(
    {
        "calendarview",
        "children",
        "delta",
        "directreports",
        "memberof",
        "people",
        "recent",
        "sharedwithme",
        "shared",
        "transitivememberof",
        "trending",
        "used",
    }
)
_SINGULARS_WITH_S = frozenset({"insights", "mailboxsettings", "settings", "todos"})
_ACTIONS_WITHOUT_ANSWER = frozenset({"forward", "reply", "replyall", "send", "sendmail"})
_RAW = frozenset({"$value", "content"})


def plausible_answer(
    method: str, host: str, segments: Sequence[str], query: Mapping[str, str]
) -> Answer:
    """The answer to a request for the resource at these lower-case path segments.

    A filter lets one of two resources through.
    """
    last = segments[-1] if segments else ""
    if method == "DELETE":
        return Answer(204)
    if method == "POST" and last in _ACTIONS_WITHOUT_ANSWER:
        return Answer(202)
    if method == "GET" and last in _RAW:
        return Answer(200, b"stand-in", {"Content-Type": "application/octet-stream"})
    if last == "$count":
        return Answer(200, b"2", {"Content-Type": "text/plain"})
    context = {"@odata.context": f"https://{host}/v1.0/$metadata#{'/'.join(segments)}"}
    if method == "GET" and is_collection(segments):
        return json_answer(200, context | {"value": _resources(query)})
    return json_answer(200, context | _resource(1))


def is_collection(segments: Sequence[str]) -> bool:
    """Whether the path names many resources, going by what the segments are called."""
    many = False
    for segment in segments:
        names_one_of_them = many and segment != "delta"
        many = not names_one_of_them and _is_plural(segment)
    return many


def _is_plural(segment: str) -> bool:
    name = segment.partition("(")[0]
    if name in _SINGULARS_WITH_S:
        return False
    return name in _PLURALS_WITHOUT_S or name.endswith("s")


def _resources(query: Mapping[str, str]) -> list[dict[str, Any]]:
    found = [_resource(1)] if "$filter" in query else [_resource(1), _resource(2)]
    top = query.get("$top", "")
    return found[: int(top)] if top.isdecimal() else found


def _resource(number: int) -> dict[str, Any]:
    """One resource with the properties that programs read most, whatever its type."""
    return {
        "id": f"stand-in-{number}",
        "displayName": f"Stand-in {number}",
        "userPrincipalName": f"user{number}@contoso.example",
        "mail": f"user{number}@contoso.example",
        "name": f"stand-in-{number}.txt",
        "subject": f"Subject {number}",
        "webUrl": f"https://contoso.example/{number}",
    }
