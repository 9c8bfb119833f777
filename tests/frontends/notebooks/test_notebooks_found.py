"""Which notebooks are read, and what is said of the others."""

from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place, Position, Span
from tests.frontends.notebooks.made_notebooks import MAIL, REQUEST, SETUP, TOKEN, notebook
from tests.frontends.notebooks.runs import UPN, check
from tests.support.local_files import write


@pytest.mark.usefixtures("folder")
class TestDiscovery:
    """Which notebooks are checked."""

    def test_folders(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        write(Path(), {"in/.ipynb_checkpoints/nb.ipynb": MAIL, "in/A.txt": "(", "in/b.ipynb": MAIL})
        _, out, err = check(capfdbinary)
        assert [line.split(":")[0] for line in out.splitlines()] == ["./in/b.ipynb", "./nb.ipynb"]
        assert err == ""
        assert check(capfdbinary, "--filename=*.py")[:2] == (0, "")
        assert check(capfdbinary, "--exclude=nb.ipynb,in")[:2] == (0, "")
        _, out, _ = check(capfdbinary, "in/.ipynb_checkpoints")
        assert out.startswith("in/.ipynb_checkpoints/nb.ipynb:cell 5")

    def test_other_languages_are_said_to_be_skipped(
        self, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        write(Path(), {"nb.ipynb": notebook("x <- 1", language="R")})
        for paths in ((), ("nb.ipynb",)):
            code, out, err = check(capfdbinary, *paths)
            assert (code, out) == (0, "")
            assert err.endswith("nb.ipynb is a notebook in R\n")
            assert err.count("\n") == 1

    def test_what_is_neither_python_nor_a_notebook(
        self, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        write(Path(), {"README.md": "# Title\n\nSome words.\n", "tool": "#!/bin/python\nx = 1\n"})
        code, out, err = check(capfdbinary, "README.md", "tool")
        assert (code, err) == (1, "")
        assert out == (
            "README.md:1:1: GME900 the file is neither a notebook nor Python: invalid syntax "
            "(line 3)\n"
        )

    def test_modules_beside_it_are_followed(
        self, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        helper = (SETUP + TOKEN).replace("%", "# ").replace("!", "# ").partition("who")[0]
        program = notebook("from helper import auth\nimport requests", REQUEST)
        write(Path(), {"work/nb.ipynb": program, "work/helper.py": helper})
        _, out, _ = check(capfdbinary, "work")
        assert out.startswith("work/nb.ipynb:cell 2:1:14: GME001")
        assert "(acquire_token_for_client, work/helper.py:8)" in out

    def test_a_cache_changes_nothing(
        self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        cache = f"--cache-dir={folder / 'cache'}"
        first = check(capfdbinary, cache)
        assert check(capfdbinary, cache) == first
        write(Path(), {"nb.ipynb": MAIL.replace("v1.0/me", "v1.0/users/x@y.z")})
        assert check(capfdbinary, cache)[:2] == (0, "")
        write(Path(), {"nb.ipynb": "{"})
        assert "GME900" in check(capfdbinary, cache)[1]
        write(Path(), {"nb.ipynb": MAIL})
        assert check(capfdbinary, cache) == first


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "is no notebook, since it is no JSON"),
        (b"\xff", "cannot be decoded: byte 0 is not valid utf-8"),
        (b'{"nbformat": 3, "worksheets": []}', "is a notebook of format 3, and only format 4"),
        (b" " * 20_000_001, "is longer than 20000000 bytes"),
    ],
)
def test_what_cannot_be_read(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], data: bytes, reason: str
) -> None:
    (folder / "nb.ipynb").write_bytes(data)
    given = [("nb.ipynb",), (".",), ("--fix", UPN, "nb.ipynb")]
    runs = [check(capfdbinary, *arguments) for arguments in given]
    runs.append(check(capfdbinary, "--stdin-display-name=nb.ipynb", "-", stdin=data))
    for code, out, err in runs:
        assert (code, err) == (1, "")
        assert "nb.ipynb:1:1: GME900 the file " + reason in out
        assert out.count("\n") == 1
    assert (folder / "nb.ipynb").read_bytes() == data


def test_through_the_python_interface(folder: Path) -> None:
    (found,) = api.check_paths(["nb.ipynb"], options=Options())["nb.ipynb"]
    assert found.place == Place("nb.ipynb", Span(Position(2, 17), Position(2, 63)), 5)
    (found,) = api.check_paths(["nb.ipynb"], options=Options(upn="a@b.c"))["nb.ipynb"]
    with pytest.raises(ValueError, match=r"nb.ipynb is a notebook"):
        api.apply_fixes(MAIL, [found], path="nb.ipynb")
    (folder / "nb.ipynb").write_text("{", encoding="utf-8")
    (found,) = api.check_paths(["nb.ipynb"], options=Options())["nb.ipynb"]
    assert "is no notebook" in found.message
