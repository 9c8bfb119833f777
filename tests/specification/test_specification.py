"""The case runner by itself, with a toy judge: what passes, what fails, and what it says."""

import textwrap
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.terms.findings import Applicability, Edit, Finding, Fix
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place, Position, Span
from tests.specification.differences import difference
from tests.specification.judging import fixed, judge_graph
from tests.specification.marks import MarkKind, Observation, compare, marks_of, program
from tests.specification.pages import Case, PageError, read_page

SETUP = "```python setup\nshared = 1\n```\n"


@pytest.fixture
def read(tmp_path: Path) -> "Reader":
    return Reader(tmp_path)


class Reader:
    """Reads the cases of a page given as text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, text: str) -> list[Case]:
        path = self.folder / "page.md"
        path.write_text(textwrap.dedent(text))
        return read_page(path)

    def line(self, code: str) -> Case:
        return self(f"# Page\n```python\n{code}\n```\n")[0]


def seen(line: int = 1, column: int = 0, code: str = "GME001", message: str = "m") -> Observation:
    return Observation("program.py", line, column, code, message)


def test_headings_name_cases_and_blocks_name_files(read: Reader) -> None:
    first, second = read(
        """
        # Page
        prose
        ## Concept
        ### first
        ```python title="a.py"
        one = 1
        ```
        ```python title="b.py"
        two = 2
        ```
        ## second
        ```python
        three = 3
        ```
        """
    )
    assert (first.name, second.name) == ("Concept / first", "second")
    assert program(first) == {"a.py": "one = 1\n", "b.py": "two = 2\n"}
    assert program(second) == {"program.py": "three = 3\n"}
    assert second.files[0].start == 14


def test_settings_hold_for_the_headings_below(read: Reader) -> None:
    first, second = read(
        """
        # Page
        ```toml
        run = true
        upn = "a@b.c"
        ```
        ## first
        ```python
        ```
        ## second
        ```toml
        run = false
        hosts = ["graph.example"]
        ```
        ```python
        ```
        """
    )
    assert (first.settings.run, second.settings.run) == (True, False)
    assert first.settings.options == Options(upn="a@b.c")
    assert second.settings.options == Options(upn="a@b.c", hosts=("graph.example",))


def test_cases_begin_with_the_set_up_of_their_headings(read: Reader) -> None:
    inner = SETUP.replace("shared", "inner")
    named = SETUP.replace("setup", 'setup title="user"').replace("shared", "user")
    without = "```toml\nsetup = false\n```\n"
    cases = read(
        f"# P\n{SETUP}{named}"
        '## a\n```python\na = 1\n```\n```python title="b.py"\nb = 1\n```\n'
        f"## b\n{inner}### c\n```python\ndef c(): ...\n```\n### d\n{without}```python\nd = 1\n```\n"
        "## e\n```python\nimport e\n# setup\ne = 1\n```\n"
        '## f\n```python\nf = 1\n```\n```python title="b.py"\n# setup: user\n```\n'
    )
    assert [program(case) for case in cases] == [
        {"program.py": "shared = 1\n\na = 1\n", "b.py": "b = 1\n"},
        {"program.py": "inner = 1\n\n\ndef c(): ...\n"},
        {"program.py": "d = 1\n"},
        {"program.py": "import e\nshared = 1\ne = 1\n"},
        {"program.py": "f = 1\n", "b.py": "user = 1\n"},
    ]
    assert [cases[0].files[0].page_line(row) for row in (1, 3)] == [3, 10]
    assert [cases[3].files[0].page_line(row) for row in (1, 2, 3)] == [32, 3, 34]


@pytest.mark.parametrize(("shared", "own"), [("x  # ok", ""), ("x", "# GME001 ^^")])
def test_a_set_up_has_no_marks(read: Reader, shared: str, own: str) -> None:
    (case,) = read(f"# P\n{SETUP.replace('shared = 1', shared)}## a\n```python\n{own}\n```\n")
    with pytest.raises(PageError, match="a mark for a line of a set-up"):
        marks_of(case)


@pytest.mark.parametrize(
    ("above", "own", "runs"),
    [
        ("", "", False),
        ("", "drive = 'import program'", True),
        ("run = true", "not_run = 'why'", False),
        ("drive = 'x'", "not_run = 'why'", False),
        ("drive = 'x'", "run = false", False),
        ("not_run = 'why'", "", False),
        ("not_run = 'why'", "run = true", True),
        ("not_run = 'why'", "drive = 'x'", True),
    ],
)
def test_how_a_case_is_run(read: Reader, above: str, own: str, runs: bool) -> None:
    page = f"# P\n```toml\n{above}\n```\n## a\n```toml\n{own}\n```\n```python\nx = 1\n```\n"
    (case,) = read(page)
    assert case.settings.runs is runs
    assert program(case) == {"program.py": "x = 1\n"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# P\n```toml\nno_such = 1\n```\n", "no setting 'no_such'"),
        ("# P\n```toml\nupn = 1\n```\n", "upn is a str"),
        ("# P\n```toml\nhosts = 'x'\n```\n", "hosts is a list"),
        ("# P\n```toml\n= 1\n```\n", "no TOML"),
        ("# P\n```toml\nnot_run = ''\n```\n", "not_run says why"),
        ("# P\n```toml\nnot_run = 'why'\nrun = true\n```\n", "is run or it is not"),
        ("# P\n```toml\ndrive = true\n```\n", "drive is a str"),
        ("# P\n```python\nx = 1\n", "never closed"),
        ("# P\n```python file=x\n```\n", "info string"),
        ("# P\n```python\n```\n```python\n```\n", "two files of one name"),
        ("# P\n## a\n```python\n```\n## a\n```python\n```\n", "a second case named 'a'"),
        ("# P\n```diff\n```\n", "a diff without a program"),
        ("# P\n```python setup\nx = 1\n```\n", "md:3: no case has this set-up"),
        (f"{SETUP}{SETUP}## a\n```python\n```\n", "md:5: a second set-up of one name"),
        (f"{SETUP}## a\n```python\n# setup\n# setup\n```\n", "md:7: a second set-up in one"),
        ("# P\n```python\n\n# setup: user\n```\n", "md:4: there is no set-up '# setup: user'"),
        ("# P\n```toml\nsetup = false\n```\n", "md:1: there is no set-up to leave out"),
        (f"{SETUP}## a\n```python\n```\n{SETUP.replace('shared', '(')}", "the set-up is no Pyth"),
        ("# P\n```python setup\n# one\n```\n", "an empty set-up"),
        ("# P\n```python setup user\nx = 1\n```\n", "info string"),
    ],
)
def test_a_page_that_cannot_be_read(read: Reader, text: str, complaint: str) -> None:
    with pytest.raises(PageError, match=complaint):
        read(text)


@pytest.mark.parametrize(
    "mark", ["GME01", "GME001 why", "MISSING: GME001", "MISSING GME001", "ok so"]
)
def test_a_mark_that_cannot_be_read(read: Reader, mark: str) -> None:
    with pytest.raises(PageError, match="cannot read the mark"):
        marks_of(read.line(f"x = 1  # {mark}"))


def test_programs_are_judged_without_their_marks(read: Reader) -> None:
    case = read.line(
        'x = "# GME001"  # why  # GME001 "/me"\ny = (  # ok\n    2\n)\n# GME002 ^\n# prose'
    )
    assert program(case)["program.py"] == 'x = "# GME001"  # why\ny = (\n    2\n)\n\n# prose\n'
    kinds = [(mark.kind, mark.line, mark.text) for mark in marks_of(case)]
    assert kinds == [(MarkKind.FOUND, 1, "/me"), (MarkKind.OK, 2, None), (MarkKind.FOUND, 4, None)]


@pytest.mark.parametrize(
    ("code", "observed"),
    [
        ("x  # GME001", [seen()]),
        ("x  # GME001 GME002", [seen(code="GME002"), seen()]),
        ("x  # GME001 GME001 @5", [seen(column=5), seen(column=1)]),
        ("x  # GME001 @3 \"GET '/me'\"", [seen(column=3, message="GET '/me' needs")]),
        ("x  # ok", []),
        ("x  # MISSING: GME001 why", []),
        (
            "x  # revealed: 1 | 'a'",
            [seen(code="revealed", message="1"), seen(1, 9, "revealed", "'a'")],
        ),
    ],
)
def test_marks_that_hold(read: Reader, code: str, observed: list[Observation]) -> None:
    assert compare(read.line(code), observed) == []


@pytest.mark.parametrize(
    ("code", "observed", "problems"),
    [
        ("x  # GME001", [], ["expected GME001"]),
        ("x  # GME001", [seen(), seen(column=4)], ["got GME001 m (column 4)"]),
        ("x  # GME001", [seen(code="GME002")], ["expected GME001", "got GME002 m (column 0)"]),
        ("x  # GME001 @1", [seen()], ["expected GME001 @1", "got GME001 m (column 0)"]),
        ('x  # GME001 "y"', [seen()], ['expected GME001 "y"', "got GME001 m (column 0)"]),
        ("x  # ok", [seen()], ["got GME001 m (column 0)"]),
        ("x", [seen()], ["got GME001 m (column 0)"]),
        (
            "x  # MISSING: GME001 why",
            [seen()],
            ["MISSING GME001 is found now: make it a plain mark"],
        ),
        ("x  # MISSING: GME001 why", [seen(code="GME002")], ["got GME002 m (column 0)"]),
        ("x  # revealed: 1", [seen(code="revealed", message="2")], ["expected revealed: 1, got 2"]),
        ("x  # revealed: 1", [], ["expected revealed: 1, got none"]),
        ("x", [seen(code="revealed", message="2")], ["expected revealed: (no mark), got 2"]),
    ],
)
def test_marks_that_fail(
    read: Reader, code: str, observed: list[Observation], problems: list[str]
) -> None:
    assert [each.problem for each in compare(read.line(code), observed)] == problems


def test_a_finding_in_no_file_of_the_case_fails(read: Reader) -> None:
    stray = Observation("other.py", 3, 0, "GME001", "m")
    assert [each.file for each in compare(read.line("x"), [stray])] == ["other.py"]


def test_differences_are_masked_and_name_their_files() -> None:
    before = {"a.py": "1\n2\n3\n4\n", "b.py": "same\n"}
    after = {"a.py": "1\n2\nthree\n4\n", "b.py": "same\n"}
    assert difference(before, after) == "--- a.py\n+++ a.py\n@@\n 2\n-3\n+three\n 4\n"


def test_findings_of_several_files_bear_their_names(
    read: "Reader", monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_source(source: str, path: str, **_: object) -> tuple[Finding, ...]:
        place = Place(path, Span(Position(1, 0), Position(1, len(source) - 1)))
        edits = (Edit(place, Path(path).name),)
        assert Path(path).read_text() == source
        return (Finding("GME001", "s", "m", place, fix=Fix(Applicability.SAFE, "f", edits)),)

    monkeypatch.setattr(api, "check_source", check_source)
    (case,) = read(
        """
        # Page
        ```python title="a.py"
        one  # GME001
        ```
        ```python title="b/c.py"
        two  # GME001
        ```
        """
    )
    assert compare(case, judge_graph(case)) == []
    assert fixed(case) == {"a.py": "a.py\n", "b/c.py": "c.py\n"}
