"""Real modules that hold one wrong request: the analysis next to libcst's parser.

``python -m tests.benchmarks candidates`` measures them. Each is a module of the standard library
with a function planted at its end, so that nearly all of what is analysed does not matter. Must not
know how a check is made.
"""

import statistics
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import libcst as cst

from flake8_graph_me import api
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.benchmarks.measuring.costs import processor_seconds
from tests.benchmarks.measuring.figures import Figure
from tests.benchmarks.modules import say
from tests.running.processor_time import OutOfTimeError, limited
from tests.support import stdlib

MODULES = (
    *("argparse", "ast", "bdb", "calendar", "cmd", "codecs", "collections/__init__"),
    *("concurrent/futures/process", "configparser", "contextlib", "copy", "csv", "dataclasses"),
    *("datetime", "difflib", "dis", "doctest", "email/message", "enum", "fractions", "ftplib"),
    *("functools", "gzip", "heapq", "http/client", "http/cookiejar", "http/server", "imaplib"),
    *("inspect", "ipaddress", "json/decoder", "locale", "logging/__init__", "logging/handlers"),
    *("mailbox", "optparse", "os", "pathlib", "pdb", "pickle", "platform", "plistlib", "random"),
    *("shutil", "smtplib", "socket", "ssl", "statistics", "subprocess", "tarfile", "tempfile"),
    *("threading", "traceback", "typing", "unittest/mock", "urllib/parse", "urllib/request"),
    *("uuid", "xml/etree/ElementTree", "zipfile"),
)
"""Modules of 300 lines and more, of many kinds."""
PATH = "/me/messages?planted"
PROGRAM = f"""

def planted_request():
    import msal
    import requests

    app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
    result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
    headers = {{"Authorization": "Bearer " + result["access_token"]}}
    return requests.get("https://graph.microsoft.com/v1.0{PATH}", headers=headers)
"""
OPTIONS = Options(upn="adele@contoso.com")
MAX_SECONDS = 60.0
"""How many processor seconds one check may take. Past it the check is stopped, and counts as if it
had ended without a finding.
"""


@dataclass(slots=True)
class Candidate:
    """A module with its processor seconds in each round, and what was found."""

    name: str
    source: str
    parsing: list[float] = field(default_factory=list)
    analysing: list[float] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    stopped: bool = False

    def ratio(self, number: int) -> float:
        """The analysis as a multiple of the parse, in one round."""
        return self.analysing[number] / self.parsing[number]

    def planted(self) -> Finding | None:
        """The finding on the planted request."""
        # Only ends of lines count: a form feed or a separator inside a text does not.
        lines = self.source.split("\n")
        found = (each for each in self.findings if PATH in lines[each.place.span.start.line - 1])
        return next(found, None)


def planted(name: str) -> str:
    """The text of a module of the standard library, with the request at its end."""
    path = stdlib.FOLDER / f"{name}.py"
    return path.read_text(encoding="utf-8") + PROGRAM


def figures(rounds: int) -> list[Figure]:
    """What the modules take, and whether the request is found and mended in each."""
    found = measured(MODULES, rounds)
    for each in sorted(found, key=_typical, reverse=True):
        say(f"  {_line(each)}")
    ratios = [sorted(each.ratio(number) for each in found) for number in range(rounds)]
    requests = [each.planted() for each in found]
    return [
        Figure("modules", (len(found),)),
        Figure("analysis / parse, median", tuple(map(statistics.median, ratios))),
        Figure("analysis / parse, 90 of 100 below", tuple(map(_high, ratios))),
        Figure("analysis / parse, most", tuple(each[-1] for each in ratios)),
        Figure("stopped after a minute", (sum(each.stopped for each in found),)),
        Figure("request found in", (sum(each is not None for each in requests),)),
        Figure(
            "fix offered in", (sum(each is not None and each.fix is not None for each in requests),)
        ),
    ]


def measured(names: Sequence[str], rounds: int) -> list[Candidate]:
    """The modules, each parsed and then checked in each round, in this process."""
    found = [Candidate(name, planted(name)) for name in names]
    # The first check of a process imports the engine and reads the rows.
    api.check_source(f"import msal\n{PROGRAM}", "warm.py", options=OPTIONS)
    for _ in range(rounds):
        for each in found:
            each.parsing.append(processor_seconds(partial(cst.parse_module, each.source)))
            each.analysing.append(processor_seconds(partial(_check, each)))
    return found


def path_of(name: str) -> str:
    """A path, where no file is, for a check of a module."""
    return str(Path("planted", f"{name}.py").absolute())


def _check(candidate: Candidate) -> None:
    path = path_of(candidate.name)
    candidate.findings, candidate.stopped = (), True
    with suppress(OutOfTimeError), limited(MAX_SECONDS):
        candidate.findings = api.check_source(candidate.source, path, options=OPTIONS)
        candidate.stopped = False


def _high(ratios: Sequence[float]) -> float:
    return statistics.quantiles(ratios, n=10)[-1]


def _typical(candidate: Candidate) -> float:
    return statistics.median(map(candidate.ratio, range(len(candidate.parsing))))


def _line(candidate: Candidate) -> str:
    request = candidate.planted()
    if candidate.stopped:
        said = "STOPPED"
    elif request is None:
        said = "NOT FOUND"
    elif request.fix is None:
        said = f"no fix: {request.withheld}"
    else:
        said = f"fix {request.fix.applicability.value}"
    milliseconds = statistics.median(candidate.analysing) * 1e3
    return f"{candidate.name:28} {_typical(candidate):7.1f} parses, {milliseconds:8.1f} ms; {said}"
