"""flake8's style guide and noqa comments, asked about findings: which of them are reported."""

import argparse
import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flake8.defaults import NOQA_INLINE_REGEXP
from flake8.formatting.base import BaseFormatter
from flake8.processor import FileProcessor
from flake8.style_guide import Decision, DecisionEngine, Ignored, StyleGuideManager
from flake8.violation import Violation

from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.configuration import precedence
from flake8_graph_me.terms.findings import Finding

_NOQA = "noqa"
_NO_CODE_ENDS_WITH = ", \t\r\n\f"


@dataclass(frozen=True, slots=True)
class Noqa:
    """What flake8 takes for a noqa comment: columns ``start`` to ``end`` of a line.

    ``codes`` are the last characters of it; None silences everything. ``is_comment`` is false if it
    stands in a string.
    """

    line: int
    start: int
    end: int
    codes: str | None
    is_comment: bool


@dataclass(frozen=True, slots=True)
class NoqaLines:
    """Lines ``first`` to ``last``, for which flake8 looks for one noqa comment together: a line
    with the strings and continued lines that go on in it. Behind the last one a comment may stand.
    """

    first: int
    last: int
    noqa: Noqa | None


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
        processor = self._processor(text, path)
        if processor.should_ignore_file():
            return ()
        # To find the lines of statements the whole text is tokenized.
        spread = _NOQA in text.lower()
        return tuple(each for each in findings if self._counts(each, processor, path, spread))

    def selects(self, code: str, path: str) -> bool:
        """Whether a finding of this code would be reported in this file if no comment silenced
        it.
        """
        decider: DecisionEngine = self._guide.style_guide_for(path).decider
        return decider.decision_for(code) is Decision.Selected

    def noqa_lines(self, text: str, path: str) -> tuple[NoqaLines, ...]:
        """The lines of a text by where flake8 looks for their noqa comment, in order; none if a
        comment silences the whole file, or if it cannot be tokenized.
        """
        processor = self._processor(text, path)
        if processor.should_ignore_file():
            return ()
        try:
            return tuple(_noqa_lines(processor))
        except (tokenize.TokenError, SyntaxError):
            return ()

    def _processor(self, text: str, path: str) -> FileProcessor:
        # As flake8 does, which reads with universal newlines.
        lines = list(io.StringIO(text, newline=None))
        return FileProcessor(path, self._namespace, lines=lines)

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


def _noqa_lines(processor: FileProcessor) -> Iterator[NoqaLines]:
    """flake8 keeps what it searches, and not which lines that is: the lines of the tokens up to one
    that ends a line.
    """
    begun: list[tokenize.TokenInfo] = []
    for token in processor.file_tokens:
        if token.type in (tokenize.ENDMARKER, tokenize.DEDENT):
            continue
        begun.append(token)
        if token.type in (tokenize.NL, tokenize.NEWLINE):
            first = min(each.start[0] for each in begun)
            last = max(each.end[0] for each in begun)
            searched = processor.noqa_line_for(first) or ""
            yield NoqaLines(first, last, _noqa(searched, first, begun))
            begun = []


def _noqa(searched: str, first: int, tokens: list[tokenize.TokenInfo]) -> Noqa | None:
    found = NOQA_INLINE_REGEXP.search(searched)
    if found is None:
        return None
    before = searched[: found.start()]
    line, start = first + before.count("\n"), len(before) - (before.rfind("\n") + 1)
    codes: str | None = found["codes"]
    # What separates codes is also taken for a part of them behind the last.
    codes = codes and codes.rstrip(_NO_CODE_ENDS_WITH)
    written = found[0].rstrip(_NO_CODE_ENDS_WITH) if codes else found[0]
    comment = any(
        token.type == tokenize.COMMENT and token.start[0] == line and token.start[1] <= start
        for token in tokens
    )
    return Noqa(line, start, start + len(written), codes, comment)


class _Silent(BaseFormatter):
    """A formatter that shows nothing, because only the style guide's answer is needed."""

    def handle(self, error: Violation) -> None:
        """Do nothing."""
