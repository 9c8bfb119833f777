"""Workflow commands of GitHub Actions, which become annotations (docs.github.com, "Workflow
commands for GitHub Actions").
"""

from collections.abc import Iterable
from pathlib import PurePath

from flake8_graph_me.frontends.reports.interchange.file_names import slashed
from flake8_graph_me.frontends.reports.interchange.severity import Severity, severity
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.printable import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGES = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTIES = {**_IN_MESSAGES, ord(":"): "%3A", ord(","): "%2C"}


def document(findings: Iterable[Finding], root: PurePath) -> str:
    """A command on a line of its own for each finding; lines and columns from 1, ends exclusive."""
    return "".join(f"{_command(finding, root)}\n" for finding in findings)


def in_message(text: str) -> str:
    """A text as the message of a command."""
    return text.translate(_IN_MESSAGES)


def in_property(text: str) -> str:
    """A text as the value of a property."""
    return text.translate(_IN_PROPERTIES)


def _command(finding: Finding, root: PurePath) -> str:
    start, end = finding.place.span.start, finding.place.span.end
    properties: dict[str, object] = {
        "file": printable(slashed(finding.place.path, root)),
        "line": start.line,
        "col": start.column + 1,
        "endLine": end.line,
        "endColumn": end.column + 1,
        "title": f"{finding.code} {finding.slug}",
    }
    if start.line != end.line:
        # The runner accepts columns within one line only.
        del properties["col"], properties["endColumn"]
    shown = ",".join(f"{name}={in_property(str(value))}" for name, value in properties.items())
    message = in_message(f"{finding.code} {printable(finding.message)}")
    return f"::{_COMMANDS[severity(finding.code)]} {shown}::{message}"
