"""One line for each finding, as flake8 prints it by default."""

from collections.abc import Iterable

from flake8_graph_me.frontends.reports.frame import location
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.printable import printable


def document(findings: Iterable[Finding]) -> str:
    """The lines ``path:line:column: CODE message``, columns from 1."""
    return "".join(f"{line(finding)}\n" for finding in findings)


def line(finding: Finding) -> str:
    """One finding, without a line ending."""
    return f"{location(finding.place)}: {finding.code} {printable(finding.message)}"
