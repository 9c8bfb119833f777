"""Reads the marks at the ends of a program's lines, and compares them with the observations.

``# GME001``: found on this line. There may be several codes; each may require a column (``@17``,
counted from 0) and a fragment of the message in double quotes. A final ``^`` refers to the line
above, ``^^`` to the one above that, for lines that cannot have a comment. ``# ok``: nothing is
found. ``# MISSING: GME001 why``: should be found but is not; fails once it is. ``# revealed:
TEXT``: the engine's values on this line. A line without a mark expects nothing, and a set-up has
no marks.
"""

import enum
import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass

from tests.specification.pages import Case, File, PageError

REVEALED = "revealed"
_MARK = re.compile(r"#\s*(?=(?:GME|MISSING\b|revealed\b|ok\b))")
_OK = re.compile(r"ok(?:: .+)?$")
_MISSING = re.compile(r"MISSING: (GME\d{3})\s+(\S.*)$")
_REVEALED = re.compile(r"revealed: (.*\S)$")
_ITEM = re.compile(r'(GME\d{3})|@(\d+)|"((?:[^"\\]|\\.)+)"|(\^+)$')


class MarkKind(enum.Enum):
    """What a mark says."""

    FOUND = "found"
    MISSING = "missing"
    OK = "ok"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True, order=True)
class Observation:
    """What a judge saw: ``line`` from 1, ``column`` from 0; a reveal's code is ``REVEALED``."""

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.code} {self.message} (column {self.column})"


@dataclass(slots=True)
class LineMark:
    """One expectation; ``text``: a finding's fragment, the reason of a MISSING, or the reveals."""

    kind: MarkKind
    file: str
    line: int
    code: str = ""
    column: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        if self.kind is MarkKind.REVEALED:
            return f"revealed: {self.text}"
        column = "" if self.column is None else f" @{self.column}"
        return f"{self.code}{column}" + (f' "{self.text}"' if self.text else "")

    def meets(self, seen: Observation) -> bool:
        return (
            self.code == seen.code
            and self.column in (None, seen.column)
            and (self.kind is MarkKind.MISSING or self.text is None or self.text in seen.message)
        )


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A line of a file on which the marks and the observations differ, and how."""

    file: str
    line: int
    problem: str


def program(case: Case) -> dict[str, str]:
    """The files of a case by name, as their author would have written them: without marks."""
    return {file.name: read_marks(file)[0] for file in case.files}


def marks_of(case: Case) -> list[LineMark]:
    """All marks of a case in order."""
    return [mark for file in case.files for mark in read_marks(file)[1]]


def read_marks(file: File) -> tuple[str, list[LineMark]]:
    """The source of a file without its marks, every line where it was, and the marks."""
    lines = file.text.split("\n")
    marks: list[LineMark] = []
    for row, column, comment in _comments(file):
        if found := _MARK.search(comment):
            line = lines[row - 1]
            lines[row - 1] = line[: column + found.start()].rstrip()
            here = _parse(file, row, comment[found.end() :].rstrip())
            if any(file.in_setup(each) for each in (row, *(mark.line for mark in here))):
                raise PageError(f"line {file.page_line(row)}: a mark for a line of a set-up")
            marks += here
    return "\n".join(lines), marks


def compare(case: Case, observed: Iterable[Observation]) -> list[Mismatch]:
    """Where the marks of a case and what was observed differ, in order of place."""
    marks = marks_of(case)
    seen = sorted(observed)
    order = {file.name: index for index, file in enumerate(case.files)}
    shared = {file.name: file.in_setup for file in case.files if file.setup}
    places = {(mark.file, mark.line) for mark in marks} | {(each.file, each.line) for each in seen}
    mismatches: list[Mismatch] = []
    for place in sorted(places, key=lambda place: (order.get(place[0], len(order)), place[1])):
        here = [mark for mark in marks if (mark.file, mark.line) == place]
        there = [each for each in seen if (each.file, each.line) == place]
        problems = _reveals(here, there) + _findings(here, there)
        if place[0] in shared and shared[place[0]](place[1]):
            problems = [f"in a set-up, which has no marks: {problem}" for problem in problems]
        mismatches += [Mismatch(*place, problem) for problem in problems]
    return mismatches


def _reveals(marks: list[LineMark], seen: list[Observation]) -> list[str]:
    expected = [mark.text for mark in marks if mark.kind is MarkKind.REVEALED]
    got = " | ".join(each.message for each in seen if each.code == REVEALED)
    if expected in ([], [got]) and bool(expected) == bool(got):
        return []
    return [f"expected {REVEALED}: {expected[0] if expected else '(no mark)'}, got {got or 'none'}"]


def _findings(marks: list[LineMark], seen: list[Observation]) -> list[str]:
    left = [each for each in seen if each.code != REVEALED]
    problems: list[str] = []
    precise_first = sorted(
        (mark for mark in marks if mark.kind is MarkKind.FOUND),
        key=lambda mark: (mark.column is None) + (mark.text is None),
    )
    for mark in precise_first:
        met = next((each for each in left if mark.meets(each)), None)
        if met is None:
            problems.append(f"expected {mark}")
        else:
            left.remove(met)
    for mark in marks:
        if mark.kind is MarkKind.MISSING and (met := next(filter(mark.meets, left), None)):
            left.remove(met)
            problems.append(f"MISSING {mark.code} is found now: make it a plain mark")
    return problems + [f"got {each}" for each in left]


def _comments(file: File) -> list[tuple[int, int, str]]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(file.text).readline))
    except (tokenize.TokenError, SyntaxError) as error:
        raise PageError(f"line {file.start}: {file.name} cannot be read: {error}") from error
    return [(*token.start, token.string) for token in tokens if token.type == tokenize.COMMENT]


def _parse(file: File, row: int, text: str) -> list[LineMark]:
    if _OK.match(text):
        return [LineMark(MarkKind.OK, file.name, row)]
    if found := _MISSING.match(text):
        return [LineMark(MarkKind.MISSING, file.name, row, found[1], text=found[2])]
    if found := _REVEALED.match(text):
        return [LineMark(MarkKind.REVEALED, file.name, row, REVEALED, text=found[1])]
    marks: list[LineMark] = []
    position = 0
    while position < len(text):
        item = _ITEM.match(text, position)
        if item is None or not (marks or item[1]):
            raise PageError(f"line {file.page_line(row)}: cannot read the mark {text!r}")
        _add(marks, item, file, row)
        position = item.end() + len(text[item.end() :]) - len(text[item.end() :].lstrip())
    return marks


def _add(marks: list[LineMark], item: re.Match[str], file: File, row: int) -> None:
    code, column, fragment, up = item.groups()
    if code:
        marks.append(LineMark(MarkKind.FOUND, file.name, row, code))
    elif column:
        marks[-1].column = int(column)
    elif fragment:
        marks[-1].text = fragment.replace('\\"', '"').replace("\\\\", "\\")
    else:
        for mark in marks:
            mark.line -= len(up)
