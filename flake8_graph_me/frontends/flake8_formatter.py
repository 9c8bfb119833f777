"""flake8's ``--format=graph-me-sarif``: all violations of a run, of any plugin, as one SARIF log.

flake8 imports it in every run, so it must not import the analysis at top level. Of our own findings
it knows what flake8 hands on: no evidence and no fix.
"""

import sys
from pathlib import Path, PurePath

import flake8
from flake8.exceptions import ExecutionError
from flake8.formatting.base import BaseFormatter
from flake8.violation import Violation


class SarifFormatter(BaseFormatter):
    """Keeps what is reported, in the process in which flake8 reports, and writes it at the end.

    ``--output-file`` is replaced in one step, where flake8 would add to it; with ``--tee`` the log
    is printed too. Statistics go to standard error.
    """

    def after_init(self) -> None:
        """Begin with nothing."""
        self._violations: list[Violation] = []

    def start(self) -> None:
        """Open nothing yet."""

    def handle(self, error: Violation) -> None:
        """Keep one violation."""
        self._violations.append(error)

    def stop(self) -> None:
        """Write the log; raises ExecutionError, of which flake8 prints one line."""
        text = self._document()
        if self.filename:
            from flake8_graph_me.frontends.command import output_file  # noqa: PLC0415 - only here

            try:
                # As flake8 does.
                Path(self.filename).absolute().parent.mkdir(parents=True, exist_ok=True)
                output_file.write(self.filename, text)
            except (OSError, output_file.OutputFileError) as failure:
                raise ExecutionError(f"--output-file: {failure}") from None
        if not self.filename or self.options.tee:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("ascii"))

    def _write(self, output: str) -> None:
        """Statistics and benchmarks, which the base class writes by this."""
        from flake8_graph_me.terms.printable import printable  # noqa: PLC0415 - only here

        sys.stderr.write(f"{printable(output)}\n")

    def _document(self) -> str:
        from flake8_graph_me.frontends.reports.hidden_tokens import (  # noqa: PLC0415 - as above
            filled,
        )
        from flake8_graph_me.frontends.reports.interchange import (  # noqa: PLC0415 - as above
            fingerprints,
            own_rules,
            sarif,
        )
        from flake8_graph_me.terms.findings import Finding  # noqa: PLC0415 - as above
        from flake8_graph_me.terms.places import Place, Position, Span  # noqa: PLC0415 - as above

        findings = []
        for each in self._violations:
            # What cannot be read is reported in line 0.
            at = Position(max(each.line_number, 1), max(each.column_number - 1, 0))
            findings.append(Finding(each.code, "", each.text, Place(each.filename, Span(at, at))))
        lines = [filled(each.physical_line or "") for each in self._violations]
        root = PurePath(Path.cwd())
        prints = fingerprints.fingerprints(findings, lines, root)
        tool = sarif.Tool("flake8", flake8.__version__, "https://flake8.pycqa.org")
        return sarif.document(tool, own_rules.own_rules(), findings, prints, root)
