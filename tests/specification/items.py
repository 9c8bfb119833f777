"""Makes a pytest item for each case.

A failure shows the program, with the expected and actual findings on its lines.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from _pytest._code.code import TerminalRepr, TracebackStyle

from tests.specification.differences import contrast, difference, rewrite
from tests.specification.library import Shelf
from tests.specification.marks import MarkKind, Mismatch, compare, marks_of, program
from tests.specification.pages import Block, Case, PageError, read_page

UPDATES = pytest.StashKey[dict[Case, str]]()


class CaseError(Exception):
    """A case whose marks or whose diff do not hold; the text shows where."""


class PageFile(pytest.File):
    """A page of cases."""

    shelf: Shelf

    @classmethod
    def of(cls, shelf: Shelf, parent: pytest.Collector, path: Path) -> Self:
        page = cls.from_parent(parent, path=path)
        page.shelf = shelf
        return page

    def collect(self) -> Iterator["CaseItem"]:
        try:
            cases = read_page(self.path)
            for case in cases:
                yield CaseItem.of(case, self.shelf, self)
        except PageError as error:
            raise self.CollectError(str(error)) from error


class CaseItem(pytest.Item):
    """One case, one test."""

    case: Case
    shelf: Shelf

    @classmethod
    def of(cls, case: Case, shelf: Shelf, page: PageFile) -> Self:
        item = cls.from_parent(page, name=case.name)
        item.case, item.shelf = case, shelf
        missing = sum(mark.kind is MarkKind.MISSING for mark in marks_of(case))
        item.user_properties += [("cases", shelf.name), ("missing", missing)]
        return item

    def runtest(self) -> None:
        mismatches = compare(self.case, self.shelf.judge(self.case))
        problem = self._changed(self.case.diff) if self.case.diff else None
        if mismatches or problem:
            parts = ([show(self.case, mismatches)] if mismatches else []) + [problem or ""]
            raise CaseError("\n".join(part for part in parts if part))

    def _changed(self, block: Block) -> str | None:
        if self.shelf.fixed is None:
            return "cases of this kind have no fixes, so no diff"
        got = difference(program(self.case), self.shelf.fixed(self.case))
        if got == block.text:
            return None
        if self.config.getoption("--update-cases"):
            self.config.stash[UPDATES][self.case] = got
            return None
        return f"the fix is another (- expected, + got):\n{contrast(block.text, got)}"

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: TracebackStyle | None = None
    ) -> str | TerminalRepr:
        if isinstance(excinfo.value, CaseError):
            return f"{self.case.page}:{self.case.line}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.line - 1, self.case.name


def show(case: Case, mismatches: list[Mismatch]) -> str:
    """The files that hold mismatches, numbered as in the page, each problem below its line."""
    shown: list[str] = []
    for file in case.files:
        here = [each for each in mismatches if each.file == file.name]
        if not here:
            continue
        shown.append(file.name)
        for number, line in enumerate(file.text.split("\n")[:-1], 1):
            shown.append(f"{file.page_line(number):5} | {line}".rstrip())
            shown += [f"      > {each.problem}" for each in here if each.line == number]
    known = {file.name for file in case.files}
    strays = [each for each in mismatches if each.file not in known]
    return "\n".join(shown + [f"{each.file}:{each.line}: {each.problem}" for each in strays])


def write_updates(updates: dict[Case, str]) -> None:
    """Write the new diffs into their pages; nothing else of a page changes."""
    for page in {case.page for case in updates}:
        blocks = {
            (case.diff.start, case.diff.end): text
            for case, text in updates.items()
            if case.page == page and case.diff
        }
        rewrite(page, blocks)
