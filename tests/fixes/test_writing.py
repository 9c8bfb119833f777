"""Reading, editing and replacing files byte for byte."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import UnfitError, apply
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Place, Position, Span

CODECS = ["utf-8", "latin-1", "cp1252", "koi8-r", "shift_jis", "euc_jp", "gbk", "gb18030", "big5"]
STATEFUL_CODECS = ["iso2022_jp", "hz"]
CHARACTERS = [*'a"\t\f\x1c\n\r{é߬ж日本가ｱ🦉\u2028', "\r\n", "é日", "日\n"]


def edit(line: int, column: int, end: int, content: str, path: str = "a.py") -> Edit:
    return Edit(Place(path, Span(Position(line, column), Position(line, end))), content)


def position(prefix: str) -> Position:
    *lines, last = prefix.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Position(len(lines) + 1, len(last))


@st.composite
def files(draw: st.DrawFn, codecs: list[str]) -> tuple[list[bytes], list[str]]:
    """The pieces of a file as bytes and as text."""
    codec = draw(st.sampled_from(codecs))
    piece = st.lists(st.sampled_from(CHARACTERS), max_size=8)
    texts = [
        "".join(character for character in characters if _survives(character, codec))
        for characters in draw(st.lists(piece, min_size=2, max_size=5))
    ]
    texts[0] = f"# coding: {codec}\n{texts[0]}"
    parts = [text.encode(codec) for text in texts]
    if codec == "utf-8" and draw(st.booleans()):
        parts[0] = b"\xef\xbb\xbf" + parts[0]
    return parts, texts


def _survives(text: str, codec: str) -> bool:
    try:
        return text.encode(codec).decode(codec) == text
    except UnicodeError:
        return False


def check_exact(parts: list[bytes], texts: list[str], old: str, new: str) -> None:
    """Put ``old`` between the pieces, edit it to ``new``, and compare with ``new`` put there."""
    source = writing.decode(old.encode("ascii").join(parts))
    assert source.text == old.join(texts)
    edits = []
    for number in range(1, len(texts)):
        start = position(old.join(texts[:number]))
        edits.append(edit(start.line, start.column, start.column + len(old), new))
    after = writing.edited(source, reversed(edits))
    assert after.data == new.encode("ascii").join(parts)
    assert after.text == new.join(texts)


@given(files(CODECS), st.sampled_from(["me", ""]), st.sampled_from(["users/{x}%40", "", "x"]))
def test_what_no_edit_covers_stays_byte_for_byte(
    file: tuple[list[bytes], list[str]], old: str, new: str
) -> None:
    parts, texts = file
    if not old:
        # Insertions at one spot are one, and none goes between the characters of a line end.
        parts = [parts[0], *(b"_" + part for part in parts[1:])]
        texts = [texts[0], *("_" + text for text in texts[1:])]
    check_exact(parts, texts, old, new)


@given(files(STATEFUL_CODECS), st.sampled_from(["me", ""]), st.sampled_from(["users/x", ""]))
def test_shift_codes_around_an_edit_are_spared(
    file: tuple[list[bytes], list[str]], old: str, new: str
) -> None:
    parts, texts = file
    if not old:
        parts = [parts[0], *(b"_" + part for part in parts[1:])]
        texts = [texts[0], *("_" + text for text in texts[1:])]
    check_exact(parts, texts, old, new)


@pytest.mark.parametrize(
    ("column", "end", "content"),
    [(5, 6, "x"), (6, 7, "x"), (5, 7, "é"), (5, 7, "語"), (5, 5, "x"), (6, 6, "x"), (7, 7, "語")],
)
def test_edit_of_shifted_text_says_what_it_should_or_is_refused(
    column: int, end: int, content: str
) -> None:
    source = writing.decode("# coding: iso2022_jp\nx = '日本'\n".encode("iso2022_jp"))
    changes = [edit(2, column, end, content)]
    try:
        after = writing.edited(source, changes)
    except UnfitError:
        assert content == "é" or column == end == 6 or (column, end) in {(5, 6), (6, 7)}
    else:
        assert writing.decode(after.data).text == after.text == apply(source.text, changes)


def test_content_that_the_encoding_lacks_is_refused() -> None:
    source = writing.decode(b'# coding: ascii\nx = "/me"\n')
    with pytest.raises(UnfitError, match="cannot be written in ascii"):
        writing.edited(source, [edit(2, 6, 8, "users/é")])


def test_edit_that_hides_the_declaration_is_refused() -> None:
    source = writing.decode(b'# coding: latin-1\nx = "\xe9/me"\n')
    with pytest.raises(UnfitError):
        writing.edited(source, [edit(1, 0, 0, "import os\nimport re\n")])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x = '\xe9'\n", "cannot be decoded"),
        (b"#\n#\n#\nx = '\xe9'\n", "byte 11 is not valid utf-8"),
        (b"# coding: nonsense\n", "unknown encoding: nonsense"),
        (b"# coding: hex\n", "cannot be decoded"),
        (b"# coding: utf-16\n", "cannot be decoded"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "cannot be decoded"),
    ],
)
def test_what_python_cannot_decode_is_unreadable(data: bytes, reason: str) -> None:
    with pytest.raises(writing.UnreadableError, match=reason):
        writing.decode(data)


def test_declaration_after_a_lone_carriage_return_counts() -> None:
    assert writing.decode(b'#!x\r# coding: latin-1\rx = "\xe9"\r').text.endswith('"é"\r')


BEFORE, AFTER = writing.decode(b"old\n"), writing.decode(b"new\n")


class TestWrite:
    """Replacing files."""

    def test_keeps_mode_bits_and_leaves_nothing_else(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_bytes(BEFORE.data)
        path.chmod(0o754)
        writing.write(str(path), BEFORE, AFTER)
        assert path.read_bytes() == AFTER.data
        assert stat.S_IMODE(path.stat().st_mode) == 0o754
        assert list(tmp_path.iterdir()) == [path]

    def test_replaces_the_target_of_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        target, link = tmp_path / "real" / "a.py", tmp_path / "link.py"
        target.write_bytes(BEFORE.data)
        link.symlink_to(target)
        writing.write(str(link), BEFORE, AFTER)
        assert link.is_symlink()
        assert target.read_bytes() == AFTER.data
        # The same file under its other name was mended already.
        writing.write(str(target), BEFORE, AFTER)

    def test_leaves_what_changed_meanwhile(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_bytes(b"newer\n")
        with pytest.raises(writing.UnwritableError, match="changed"):
            writing.write(str(path), BEFORE, AFTER)
        assert path.read_bytes() == b"newer\n"

    def test_leaves_read_only_files(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_bytes(BEFORE.data)
        path.chmod(0o444)
        with pytest.raises(writing.UnwritableError, match="read-only"):
            writing.write(str(path), BEFORE, AFTER)
        assert path.read_bytes() == BEFORE.data

    def test_leaves_pipes(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        os.mkfifo(path)
        with pytest.raises(writing.UnwritableError, match="not a regular file"):
            writing.write(str(path), BEFORE, AFTER)

    def test_vanished_file_is_not_made_anew(self, tmp_path: Path) -> None:
        with pytest.raises(writing.UnwritableError, match="No such file"):
            writing.write(str(tmp_path / "a.py"), BEFORE, AFTER)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_failure_leaves_the_old_file_whole(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        path = tmp_path / "a.py"
        path.write_bytes(BEFORE.data)
        place: tuple[object, str] = (os, "fsync") if step == "fsync" else (Path, "replace")
        monkeypatch.setattr(*place, fail)
        with pytest.raises(writing.UnwritableError, match="No space left on device"):
            writing.write(str(path), BEFORE, AFTER)
        assert path.read_bytes() == BEFORE.data
        assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: path.symlink_to(path), "symbolic links"),
        (lambda path: None, "No such file"),
    ],
)
def test_unreadable_files(tmp_path: Path, make: Callable[[Path], None], reason: str) -> None:
    make(tmp_path / "a.py")
    with pytest.raises(writing.UnreadableError, match=reason):
        writing.read(str(tmp_path / "a.py"))
    with pytest.raises(writing.UnreadableError, match="null"):
        writing.read("a\0.py")
