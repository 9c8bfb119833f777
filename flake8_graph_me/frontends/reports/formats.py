"""The output formats of findings, each with the function that makes its document."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from flake8_graph_me.frontends.fix_runs.hints import Hints
from flake8_graph_me.frontends.reports import concise, full, json_report
from flake8_graph_me.frontends.reports.interchange.file_lines import in_file_lines
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
    root = _root()
    prints = _fingerprints(outcomes, root)
    findings = _in_file_lines(outcomes)
    return sarif.document(own_rules.TOOL, own_rules.own_rules(), findings, prints, root)


def _github(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import github  # noqa: PLC0415 - seldom used

    del look
    return github.document(_in_file_lines(outcomes), _root())


def _gitlab(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import gitlab  # noqa: PLC0415 - seldom used

    del look
    root = _root()
    return gitlab.document(_in_file_lines(outcomes), _fingerprints(outcomes, root), root)


def _junit(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import junit  # noqa: PLC0415 - it imports XML

    del look
    return junit.document(_in_file_lines(outcomes), _root(), dt.datetime.now(dt.UTC))


def _rdjson(outcomes: Sequence[Outcome], look: Look) -> str:
    from flake8_graph_me.frontends.reports.interchange import rdjson  # noqa: PLC0415 - seldom used

    del look
    return rdjson.document(_in_file_lines(outcomes), Texts(outcomes, secrets=True), _root())


def _root() -> PurePath:
    return PurePath(Path.cwd())


def _in_file_lines(outcomes: Sequence[Outcome]) -> list[Finding]:
    return in_file_lines(_findings(outcomes), Texts(outcomes, secrets=False))


def _fingerprints(outcomes: Sequence[Outcome], root: PurePath) -> list[str]:
    findings, texts = _findings(outcomes), Texts(outcomes, secrets=False)
    return fingerprints(findings, [texts.line(each.place) for each in findings], root)


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
