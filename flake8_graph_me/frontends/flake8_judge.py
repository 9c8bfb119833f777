"""flake8's style guide and noqa comments, asked about findings: which of them are reported."""

import argparse
import io
from collections.abc import Iterable

from flake8.formatting.base import BaseFormatter
from flake8.processor import FileProcessor
from flake8.style_guide import DecisionEngine, Ignored, StyleGuideManager
from flake8.violation import Violation

from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.configuration import precedence
from flake8_graph_me.terms.findings import Finding

_NOQA = "noqa"


class Judge:
    """Decides which findings flake8 would report: select, ignore, per-file-ignores and noqa."""

    def __init__(self, namespace: argparse.Namespace) -> None:
        self._namespace = namespace
        self._guide = StyleGuideManager(namespace, _Silent(namespace))
        if not namespace.per_file_ignores:
            default = self._guide.default_style_guide
            self._guide.style_guides += [
                default.copy(filename=pattern, extend_ignore_with=list(ignored))
                for pattern, ignored in getattr(namespace, precedence.PER_FILE, ())
            ]

    def reported(self, findings: Iterable[Finding], text: str, path: str) -> tuple[Finding, ...]:
        """The findings in ``text``, shown to users as ``path``, that are reported."""
        findings = tuple(findings)
        if not findings:
            return ()
        # As flake8 does, which reads with universal newlines.
        lines = list(io.StringIO(text, newline=None))
        processor = FileProcessor(path, self._namespace, lines=lines)
        if processor.should_ignore_file():
            return ()
        # To find the lines of statements the whole text is tokenized.
        spread = _NOQA in text.lower()
        return tuple(each for each in findings if self._counts(each, processor, path, spread))

    def _counts(self, finding: Finding, processor: FileProcessor, path: str, spread: bool) -> bool:
        start = finding.place.span.start
        line = processor.lines[start.line - 1] if start.line <= len(processor.lines) else ""
        if finding.code == failures.CODE:
            return self._failure_counts(line, path)
        return bool(
            self._guide.handle_error(
                code=finding.code,
                filename=path,
                line_number=start.line,
                column_number=start.column,
                text=finding.message,
                physical_line=(processor.noqa_line_for(start.line) if spread else None) or line,
            )
        )

    def _failure_counts(self, line: str, path: str) -> bool:
        """A failed file is silent only on request; not being selected is not enough.

        Its text is not tokenized for a noqa further down a statement, because it may be huge or
        broken.
        """
        decider: DecisionEngine = self._guide.style_guide_for(path).decider
        failure = Violation(failures.CODE, path, 1, 1, "", line)
        return decider.was_ignored(failures.CODE) is not Ignored.Explicitly and not (
            failure.is_inline_ignored(self._namespace.disable_noqa)
        )


class _Silent(BaseFormatter):
    """A formatter that shows nothing, because only the style guide's answer is needed."""

    def handle(self, error: Violation) -> None:
        """Do nothing."""
