"""What is known about an access token, as text for people and as JSON for programs."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.graph.token_verdicts import CallVerdict
from flake8_graph_me.graph.written_calls import WrittenCall
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.printable import printable
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.audiences import graph_audience
from flake8_graph_me.tokens.problems import Problem

_KINDS = {
    Identity.APP_ONLY: "app-only (an application's own)",
    Identity.DELEGATED: "delegated (a user's)",
    Identity.UNKNOWN: "unknown (app-only or delegated)",
}
_ANSWERS = {True: "yes", False: "no", None: "perhaps"}
_FOR_GRAPH = {True: "Microsoft Graph", False: "not Microsoft Graph", None: "likely Microsoft Graph"}
_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
_WIDTH = 13


@dataclass(frozen=True, slots=True)
class Report:
    """The facts to show."""

    token: AccessToken
    problems: tuple[Problem, ...]
    now: dt.datetime
    judged: tuple[WrittenCall, CallVerdict] | None


def text(report: Report) -> str:
    """The report for people."""
    lines = [f"{label:<{_WIDTH}}{value}" for label, value in _rows(report)]
    lines += [f"problem: {problem.value}" for problem in report.problems]
    if report.token.unusable:
        named = ", ".join(report.token.unusable)
        lines.append(f"problem: these claims are malformed and ignored: {named}")
    if report.judged is not None:
        lines += _judgement(*report.judged)
    return "".join(f"{printable(line)}\n" for line in lines)


def _rows(report: Report) -> Iterator[tuple[str, str]]:
    token = report.token
    yield "kind", _KINDS[token.identity]
    yield "because", token.why
    named = ", ".join(token.audiences) or "none"
    yield "audience", f"{named} ({_FOR_GRAPH[graph_audience(token.audiences)]})"
    yield "expires", _moment(token.expires, report.now)
    if token.not_before is not None and token.not_before > report.now:
        yield "valid from", _moment(token.not_before, report.now)
    yield from _permissions(token)
    yield "tenant", token.tenant or "not stated"
    yield "application", token.application or "not stated"
    yield "version", token.version or "not stated"
    yield "signature", "not verified: only Graph can do that"


def _permissions(token: AccessToken) -> Iterator[tuple[str, str]]:
    if token.identity is Identity.APP_ONLY:
        yield "permissions", f"{_listed(token.roles)} (application)"
        return
    if token.identity is Identity.UNKNOWN and not token.scopes:
        whose = " (application permissions, or roles of a user)" if token.roles else ""
        yield "permissions", f"{_listed(token.roles)}{whose}"
        return
    yield "permissions", f"{_listed(token.scopes)} (delegated)"
    if token.roles:
        whose = "the user's" if token.identity is Identity.DELEGATED else "a user's or its own"
        yield "roles", f"{_listed(token.roles)} ({whose})"


def _judgement(call: WrittenCall, verdict: CallVerdict) -> Iterator[str]:
    yield ""
    yield f"{call.method} {call.path}: {_ANSWERS[verdict.can]}"
    yield from (f"  {reason}" for reason in verdict.reasons)
    if verdict.remedy is not None:
        yield f"  remedy: {verdict.remedy}"


def _moment(moment: dt.datetime | None, now: dt.datetime) -> str:
    if moment is None:
        return "not stated"
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC ({_relative(int((moment - now).total_seconds()))})"


def _relative(seconds: int) -> str:
    if seconds == 0:
        return "now"
    size, unit = next(each for each in _UNITS if abs(seconds) >= each[0])
    count = abs(seconds) // size
    amount = f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"in {amount}" if seconds > 0 else f"{amount} ago"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def json_document(report: Report) -> str:
    """The report as an object with a final newline, in ASCII so that it works in any encoding."""
    token = report.token
    return json_text(
        {
            "kind": token.identity.value,
            "why": token.why,
            "audience": list(token.audiences),
            "for_graph": graph_audience(token.audiences),
            "expires": _iso(token.expires),
            "expires_in": _seconds(token.expires, report.now),
            "not_before": _iso(token.not_before),
            "scopes": list(token.scopes),
            "roles": list(token.roles),
            "tenant": token.tenant,
            "application": token.application,
            "version": token.version,
            "signature_verified": False,
            "problems": [_problem(problem) for problem in report.problems],
            "unusable_claims": list(token.unusable),
            "call": None if report.judged is None else _call(*report.judged),
        }
    )


def _problem(problem: Problem) -> dict[str, object]:
    return {"slug": problem.name.lower().replace("_", "-"), "message": problem.value}


def _call(call: WrittenCall, verdict: CallVerdict) -> dict[str, object]:
    return {
        "method": call.method,
        "path": call.path,
        "can": verdict.can,
        "reasons": list(verdict.reasons),
        "remedy": verdict.remedy,
        "twin": verdict.twin,
        "permissions": list(verdict.permissions),
    }


def _iso(moment: dt.datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _seconds(moment: dt.datetime | None, now: dt.datetime) -> int | None:
    return None if moment is None else int((moment - now).total_seconds())
