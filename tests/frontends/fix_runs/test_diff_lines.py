"""The hunks of a diff: they say how one text becomes the other, by the lines that change alone."""

import difflib
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.frontends.reports import diff

line = st.sampled_from([b"\n", b"a\n", b"b\n", b"c\r\n", b"\x0c\n", b"d\n", b"e\n", b"f\n"])
texts = st.tuples(st.lists(line, max_size=30), st.sampled_from([b"", b"g", b"\r"])).map(
    lambda parts: b"".join(parts[0]) + parts[1]
)


@given(texts, texts)
def test_hunks_say_how_one_text_becomes_the_other(before: bytes, after: bytes) -> None:
    patch = diff.unified(before, after, "a.py")
    assert applied(before, patch) == after
    assert applied(after, patch, backwards=True) == before


def test_changes_in_long_files_of_like_lines_are_small() -> None:
    lines = [b"}\n" if number % 3 else b"{%d\n" % (number % 50) for number in range(30_000)]
    changed = [b"import x\n", *lines]
    changed[20_001:20_002] = [b"new\n"]
    patch = diff.unified(b"".join(lines), b"".join(changed), "a.py")
    assert sum(each.startswith((b"+", b"-")) for each in patch.splitlines()[2:]) == 3


@pytest.mark.parametrize("between", range(9))
@pytest.mark.parametrize("lines", ["x = %d\n", "\n"])
def test_only_changed_lines_are_marked(between: int, lines: str) -> None:
    """As difflib has it, however near to each other the changes are."""
    same = [lines.replace("%d", str(number)) for number in range(between)]
    before = [*same, 'f("/me")\n', *same, 'g("/me/events")\n', *same, "end\n"]
    after = ["import os\n", *(each.replace("/me", "/users/a@b.c") for each in before)]
    expected = "".join(difflib.unified_diff(before, after, "a/a.py", "b/a.py")).encode()
    assert diff.unified("".join(before).encode(), "".join(after).encode(), "a.py") == expected


def test_texts_with_nothing_in_common_end_too() -> None:
    before = b"".join(b"a%d\n" % number for number in range(2_000))
    after = b"".join(b"b%d\n" % number for number in range(1_500))
    assert applied(before, diff.unified(before, after, "a.py")) == after


def applied(text: bytes, patch: bytes, *, backwards: bool = False) -> bytes:
    """The text after a patch, or before it, all of whose lines must fit."""
    old, new = split(text), list[bytes]()
    gone, come = (b"+", b"-") if backwards else (b"-", b"+")
    done = 0
    for head, body in hunks(patch):
        start, count = head[1] if backwards else head[0]
        spot = start - 1 if count else start
        lines = [line for line in body if line[:1] in (b" ", gone)]
        new += old[done:spot]
        assert [line[1:] for line in lines] == old[spot : spot + count]
        new += [line[1:] for line in body if line[:1] in (b" ", come)]
        done = spot + count
    return b"".join((*new, *old[done:]))


def split(text: bytes) -> list[bytes]:
    return [line for line in re.split(rb"(?<=\n)", text) if line]


def hunks(patch: bytes) -> Iterator[tuple[list[tuple[int, int]], list[bytes]]]:
    """Start and count of both sides, and the marked lines of each hunk."""
    heads, bodies = [], list[list[bytes]]()
    for line in split(patch)[2:]:
        if line.startswith(b"@@"):
            ranges = re.findall(rb"[-+](\d+)(?:,(\d+))?", line)
            heads.append([(int(start), int(count or 1)) for start, count in ranges])
            bodies.append([])
        elif line.startswith(b"\\"):
            bodies[-1][-1] = bodies[-1][-1].removesuffix(b"\n")
        else:
            bodies[-1].append(line)
    return zip(heads, bodies, strict=True)
