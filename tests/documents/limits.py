"""The known limits, as a Markdown list made from the MISSING marks.

``python -m tests.documents.limits`` prints it.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from tests.specification.library import TESTS, graph_cases
from tests.specification.marks import MarkKind, marks_of
from tests.specification.pages import Case

OPENING, CLOSING = "<!-- limits -->", "<!-- /limits -->"


def limits(cases: Iterable[Case]) -> str:
    """One list item for each known limit: the code, why it is missed, the case that shows it."""
    lines = [
        f"- {mark.code} is missed: {mark.text} ([{case.name}]({_link(case.page)})).\n"
        for case in cases
        for mark in marks_of(case)
        if mark.kind is MarkKind.MISSING
    ]
    return "".join(lines)


def listed(readme: str) -> str | None:
    """The list that a README holds, or None if it has no place for one."""
    _, opening, rest = readme.partition(OPENING)
    inside, closing, _ = rest.partition(CLOSING)
    return inside.strip("\n") + "\n" if opening and closing else None


def _link(page: Path) -> str:
    """A link from a page of the manual."""
    return f"../../{page.relative_to(TESTS.parent).as_posix()}"


if __name__ == "__main__":
    sys.stdout.write(limits(graph_cases()))
