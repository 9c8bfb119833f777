"""GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality)."""

from collections.abc import Sequence
from pathlib import PurePath

from flake8_graph_me.frontends.reports.interchange.file_names import slashed
from flake8_graph_me.frontends.reports.interchange.severity import Severity, severity
from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.printable import printable

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def document(findings: Sequence[Finding], fingerprints: Sequence[str], root: PurePath) -> str:
    """The array with a final newline, in ASCII; ``fingerprints`` has one for each finding."""
    return json_text(
        [
            {
                "description": f"{finding.code} {printable(finding.message)}",
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[severity(finding.code)],
                "location": {
                    "path": slashed(finding.place.path, root),
                    "lines": {
                        "begin": finding.place.span.start.line,
                        "end": finding.place.span.end.line,
                    },
                },
            }
            for finding, fingerprint in zip(findings, fingerprints, strict=True)
        ]
    )
