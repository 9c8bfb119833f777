"""The output formats of findings, each with the function that makes its document."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from flake8_graph_me.frontends.fix_runs.hints import Hints
from flake8_graph_me.frontends.reports import concise, full, json_report
from flake8_graph_me.frontends.reports.interchange.fingerprints import fingerprints
from flake8_graph_me.frontends.reports.texts import Texts
from flake8_graph_me.frontends.running import Outcome
from flake8_graph_me.terms.findings import Finding


@dataclass(frozen=True, slots=True)
class Look:
    """What a document for people shows: colours, tokens in lines of sources, what applies a fix."""

    colour: bool
    secrets: bool
    hints: Hints


@dataclass(frozen=True, slots=True)
class Format:
    """A format: ``document`` makes the text of outcomes, whole and with a final newline. If it is
    not for people, nothing else may be printed with it.
    """

    name: str
    document: Callable[[Sequence[Outcome], Look], str]
    for_people: bool = False


def _findings(outcomes: Sequence[Outcome]) -> list[Finding]:
    return [finding for outcome in outcomes for finding in outcome.findings]


def _concise(outcomes: Sequence[Outcome], look: Look) -> str:
    del look
    return concise.document(_findings(outcomes))


def _full(outcomes: Sequence[Outcome], look: Look) -> str:
    return full.document(outcomes, colour=look.colour, secrets=look.secrets, hints=look.hints)


def _json(outcomes: Sequence[Outcome], look: Look) -> str:
    del look
    return json_report.document(_findings(outcomes))


def _jsonl(outcomes: Sequence[Outcome], look: Look) -> str:
    del look
    return json_report.lines(_findings(outcomes))


def _sarif(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import (  # noqa: PLC0415 - it imports the rules
        own_rules,
        sarif,
    )

    del look
    findings, root = _findings(outcomes), _root()
    prints = _fingerprints(outcomes, findings, root)
    return sarif.document(own_rules.TOOL, own_rules.own_rules(), findings, prints, root)


def _github(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import github  # noqa: PLC0415 - seldom used

    del look
    return github.document(_findings(outcomes), _root())


def _gitlab(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import gitlab  # noqa: PLC0415 - seldom used

    del look
    findings, root = _findings(outcomes), _root()
    return gitlab.document(findings, _fingerprints(outcomes, findings, root), root)


def _junit(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import junit  # noqa: PLC0415 - it imports XML

    del look
    return junit.document(_findings(outcomes), _root(), dt.datetime.now(dt.UTC))


def _rdjson(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import rdjson  # noqa: PLC0415 - seldom used

    del look
    return rdjson.document(_findings(outcomes), Texts(outcomes, secrets=True), _root())


def _root() -> PurePath:
    return PurePath(Path.cwd())


def _fingerprints(
    outcomes: Sequence[Outcome], findings: Sequence[Finding], root: PurePath
) -> list[str]:
    texts = Texts(outcomes, secrets=False)
    lines = [texts.line(each.place.path, each.place.span.start.line) for each in findings]
    return fingerprints(findings, lines, root)


CONCISE = Format("concise", _concise, for_people=True)
FORMATS = (
    CONCISE,
    Format("full", _full, for_people=True),
    Format("json", _json),
    Format("jsonl", _jsonl),
    Format("sarif", _sarif),
    Format("github", _github),
    Format("gitlab", _gitlab),
    Format("junit", _junit),
    Format("rdjson", _rdjson),
)


def named(name: str) -> Format:
    """The format of this name, which is one of theirs."""
    return next(each for each in FORMATS if each.name == name)
