"""``check --remove-unused-noqa``: which codes go, and what is left of a comment."""

from pathlib import Path

import pytest

from flake8_graph_me.frontends import flake8_bridge
from flake8_graph_me.frontends.flake8_judge import Judge
from tests.support.command_runner import CODE, LINE, Runner
from tests.support.stdlib import FOLDER

SHORTENED = {
    "  # noqa: GME001": "",
    " \t# noqa:GME001": "",
    "# noqa: GME001,GME002": "",
    "  # noqa: GME001 ": "",
    "  # noqa: GME001, E501": "  # noqa: E501",
    "  # noqa: E501,GME001": "  # noqa: E501",
    "  # noqa: E501, GME001 W291": "  # noqa: E501 W291",
    "  # noqa: E501,GME001,": "  # noqa: E501,",
    "  # noqa: GME999": "",
    "  # noqa: GME900": "",
    "  # noqa: GME001 since it is a stand-in": "  # since it is a stand-in",
    "  # noqa: E501,GME001 since": "  # noqa: E501 since",
    "  # first # noqa: GME001": "  # first",
    "  # noqa: GME001  # more": "  # more",
}
KEPT = [
    "  # noqa",
    "  # noqa: E501",
    "  # noqa: GME",
    "  # noqa: gme001",
    "  # noqa: GME0",
    "  # noqa: GME006",
    "  # noqa: GME901",
    "  # noqa: E501  # noqa: GME001",
    "  # GME001",
]


@pytest.mark.parametrize("comment", SHORTENED)
def test_unused_codes_go(run: Runner, tmp_path: Path, comment: str) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"\xef\xbb\xbfx = 1%s\r\n" % comment.encode())
    assert run("check", "--remove-unused-noqa", "a.py") == (
        0,
        "",
        "a.py: 1 noqa comment removed or shortened\n",
    )
    assert path.read_bytes() == b"\xef\xbb\xbfx = 1%s\r\n" % SHORTENED[comment].encode()
    assert run("check", "--remove-unused-noqa", "a.py") == (0, "", "")


@pytest.mark.parametrize("comment", KEPT)
def test_all_else_stays(run: Runner, tmp_path: Path, comment: str) -> None:
    path = tmp_path / "a.py"
    path.write_text(f"x = 1{comment}\n")
    assert run("check", "--remove-unused-noqa") == (0, "", "")
    assert path.read_text() == f"x = 1{comment}\n"


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (f"{CODE.rstrip()}  # noqa: GME001\n", ()),
        (f"{CODE.rstrip()}  # noqa: GME0\n", ()),
        ('f("/me", """\n""")  # noqa: GME001\n', ()),
        ("x = 1  # noqa: GME001\n", ("--ignore=GME001",)),
        ("x = 1  # noqa: GME001\n", ("--select=GME002",)),
        ("x = 1  # noqa: GME001\n", ("--per-file-ignores=a.py:GME001",)),
        ("# flake8: noqa\nx = 1  # noqa: GME001\n", ()),
        ('x = "# noqa: GME001"\n', ()),
    ],
)
def test_what_is_used_or_not_known_stays(
    run: Runner, tmp_path: Path, text: str, arguments: tuple[str, ...]
) -> None:
    path = tmp_path / "a.py"
    path.write_text(text)
    assert run("check", "--remove-unused-noqa", *arguments) == (0, "", "")
    assert path.read_text() == text


def test_a_code_that_is_selected_is_known(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1  # noqa: GME006\n")
    assert run("check", "--remove-unused-noqa", "--extend-select=GME006")[0] == 0
    assert (tmp_path / "a.py").read_text() == "x = 1\n"


def test_one_of_two_codes_is_used(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"{CODE.rstrip()}  # noqa: GME002, GME001\n{CODE}")
    code, out, _ = run("check", "--remove-unused-noqa", "a.py")
    assert (code, out) == (1, f"a.py:2:16: {LINE}\n")
    assert (tmp_path / "a.py").read_text() == f"{CODE.rstrip()}  # noqa: GME001\n{CODE}"


def test_nothing_goes_where_the_analysis_failed(run: Runner, tmp_path: Path) -> None:
    text = 'f("/me!")\nx = 1  # noqa: GME001\n'
    (tmp_path / "a.py").write_text(text)
    assert run("check", "--remove-unused-noqa")[0] == 1
    assert (tmp_path / "a.py").read_text() == text


def test_a_diff_writes_nothing(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1  # noqa: GME001\n")
    code, out, _ = run("check", "--remove-unused-noqa", "--diff")
    assert (code, out.splitlines()[3:]) == (1, ["-x = 1  # noqa: GME001", "+x = 1"])
    assert "noqa" in (tmp_path / "a.py").read_text()


def test_lines_are_searched_as_flake8_searches_them() -> None:
    """What is found for the lines of real files together is what flake8 finds for each of them."""
    namespace = flake8_bridge.parse(["--isolated"], prog="check")
    judge = Judge(namespace)
    for name in ("argparse.py", "typing.py", "textwrap.py", "dis.py", "tarfile.py"):
        text = (FOLDER / name).read_text(encoding="utf-8").replace("# ", "# noqa: E501 ", 40)
        groups = judge.noqa_lines(text, name)
        processor = judge._processor(text, name)  # noqa: SLF001 - it is flake8's, to compare with
        numbers = [line for group in groups for line in range(group.first, group.last + 1)]
        assert numbers == list(range(1, len(processor.lines) + 1))
        for group in groups:
            searched = "".join(processor.lines[group.first - 1 : group.last])
            lines = range(group.first, group.last + 1)
            assert {processor.noqa_line_for(line) for line in lines} == {searched}
