"""JUnit's XML, as Ant writes it and Jenkins and GitLab read it: a suite for each file, and in it a
failed test for each finding.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePath
from xml.etree import ElementTree as ET

from flake8_graph_me.frontends.failures import CODE as FAILURE
from flake8_graph_me.frontends.reports.frame import location
from flake8_graph_me.frontends.reports.interchange.file_names import slashed
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.printable import printable

_TOOL = "flake8-graph-me"
# Programs that read such files take one without tests for a run that broke.
_PASSED = "no findings"


def document(findings: Iterable[Finding], root: PurePath, now: dt.datetime) -> str:
    """The document with a final newline, in ASCII. ``now`` is when the run was."""
    suites = ET.Element("testsuites")
    by_path = groupby(findings, key=lambda finding: finding.place.path)
    for path, found in by_path:
        _add_suite(suites, printable(slashed(path, root)), list(found), now)
    if not len(suites):
        _add_suite(suites, _TOOL, [], now)
    ET.indent(suites)
    data: bytes = ET.tostring(suites, encoding="us-ascii", xml_declaration=True)
    return data.decode("ascii") + "\n"


def _add_suite(
    suites: ET.Element, name: str, findings: Sequence[Finding], now: dt.datetime
) -> None:
    errors = sum(finding.code == FAILURE for finding in findings)
    suite = ET.SubElement(
        suites,
        "testsuite",
        {
            "name": name,
            "package": _TOOL,
            "id": str(len(suites)),
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%S"),
            "hostname": "localhost",
            "tests": str(max(len(findings), 1)),
            "failures": str(len(findings) - errors),
            "errors": str(errors),
            "time": "0",
        },
    )
    ET.SubElement(suite, "properties")
    for finding in findings:
        _add_failed(suite, name, finding)
    if not findings:
        ET.SubElement(suite, "testcase", {"name": _PASSED, "classname": name, "time": "0"})
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")


def _add_failed(suite: ET.Element, name: str, finding: Finding) -> None:
    start = finding.place.span.start
    title = f"{finding.code} {finding.slug} at {start.line}:{start.column + 1}"
    case = ET.SubElement(suite, "testcase", {"name": title, "classname": name, "time": "0"})
    message = printable(finding.message)
    kind = "error" if finding.code == FAILURE else "failure"
    failed = ET.SubElement(case, kind, {"message": message, "type": finding.code})
    steps = (f"{location(step.place)}: {printable(step.message)}" for step in finding.evidence)
    failed.text = "\n".join((f"{location(finding.place)}: {message}", *steps))
