"""Choosing fixes to apply together, and applying edits to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.fixes.application import Lines, UnfitError, apply, choose
from flake8_graph_me.terms.findings import Applicability, Edit, Finding, Fix
from flake8_graph_me.terms.places import Place, Position, Span


def edit(line: int, column: int, end: int, content: str, path: str = "a.py") -> Edit:
    return Edit(Place(path, Span(Position(line, column), Position(line, end))), content)


def finding(
    *edits: Edit, applicability: Applicability = Applicability.SAFE, path: str = "a.py"
) -> Finding:
    place = Place(path, edits[0].place.span)
    return Finding("GME001", "app-only-me", "no", place, fix=Fix(applicability, "do", edits))


@given(st.text(st.sampled_from("ab\n\r\t\f\x0b\x1c\u2028é"), max_size=30))
def test_lines_end_where_python_ends_them(text: str) -> None:
    lines = Lines(text)
    expected = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [lines.line(number) for number in range(1, len(lines) + 1)] == expected
    assert lines.line(0) == lines.line(len(lines) + 1) == ""
    for index in range(len(text) + 1):
        if text[index - 1 : index + 1] != "\r\n":
            assert lines.index(lines.position(index)) == index


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a\r\nb\r\n", "import x\r\n\r\nimport a\r\nb\r\n"),
        ("import a\rb\n", "import x\r\rimport a\rb\n"),
        ("import a", "import x\n\nimport a"),
    ],
)
def test_new_lines_end_as_their_neighbours_do(source: str, expected: str) -> None:
    assert apply(source, [edit(1, 0, 0, "import x\n\n")]) == expected


def test_identical_edits_count_once() -> None:
    assert apply("/me", [edit(1, 1, 3, "x"), edit(1, 1, 3, "x")]) == "/x"
    assert apply("b", [edit(1, 0, 0, "a"), edit(1, 0, 0, "a")]) == "ab"


def test_last_line_without_end_follows_the_line_before() -> None:
    assert apply("a\r\nb", [edit(2, 1, 1, "\nc")]) == "a\r\nb\r\nc"


@pytest.mark.parametrize(
    "edits",
    [
        [edit(1, 0, 3, "x"), edit(1, 2, 4, "y")],
        [edit(1, 3, 1, "x")],
        [edit(3, 0, 0, "x")],
        [edit(0, 0, 0, "x")],
        [edit(1, 0, 9, "x")],
        [edit(1, 0, 6, "x")],
        [edit(1, -1, 1, "x")],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(UnfitError):
        apply("text\nend", edits)


class TestChoose:
    """Which fixes go together."""

    def test_safe_ones_only_unless_asked(self) -> None:
        safe = finding(edit(1, 0, 2, "a"))
        unsafe = finding(edit(2, 0, 2, "b"), applicability=Applicability.UNSAFE)
        shown = finding(edit(3, 0, 2, "c"), applicability=Applicability.DISPLAY)
        chosen = choose([shown, unsafe, safe], unsafe=False)
        assert (chosen.findings, chosen.held_back) == ((safe,), 1)
        chosen = choose([shown, unsafe, safe], unsafe=True)
        assert (chosen.findings, chosen.held_back) == ((safe, unsafe), 1)

    def test_first_of_overlapping_ones_wins_as_a_whole(self) -> None:
        first = finding(edit(1, 0, 4, "a"))
        second = finding(edit(1, 3, 6, "b"), edit(9, 0, 0, "import b\n"))
        third = finding(edit(1, 5, 7, "c"))
        chosen = choose([third, second, first], unsafe=False)
        assert chosen.findings == (first, third)
        assert (
            chosen.edits == (*first.fix.edits, *third.fix.edits) if first.fix and third.fix else ()
        )

    def test_shared_edits_count_once(self) -> None:
        shared = edit(1, 0, 0, "import os\n")
        one, two = finding(edit(5, 0, 1, "a"), shared), finding(edit(6, 0, 1, "b"), shared)
        chosen = choose([one, two], unsafe=False)
        assert chosen.findings == (one, two)
        assert len(chosen.edits) == 3
        shown = [finding(shared, applicability=Applicability.DISPLAY)] * 2
        assert choose(shown, unsafe=False).held_back == 1

    def test_different_insertions_at_one_spot_take_two_rounds(self) -> None:
        one, two = finding(edit(1, 0, 0, "import a\n")), finding(edit(1, 0, 0, "import b\n"))
        assert choose([one, two], unsafe=False).findings == (one,)

    def test_insertion_beside_a_replacement_is_no_overlap(self) -> None:
        fixes = [
            finding(edit(1, 0, 2, "a")),
            finding(edit(1, 2, 2, "b")),
            finding(edit(1, 2, 4, "c")),
        ]
        chosen = choose(fixes, unsafe=False)
        assert chosen.findings == tuple(fixes)
        assert apply("wxyz", chosen.edits) == "abc"

    def test_other_files_are_not_edited(self) -> None:
        assert choose([finding(edit(1, 0, 2, "a", "b.py"))], unsafe=True).edits == ()


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.sampled_from("ab")), max_size=8)
)
def test_chosen_edits_always_apply(spans: list[tuple[int, int, str]]) -> None:
    found = [finding(edit(1, start, start + size, text)) for start, size, text in spans]
    chosen = choose(found, unsafe=False)
    apply("x" * 16, chosen.edits)
    assert bool(chosen.edits) == bool(spans)
