"""``check --add-noqa``: where the comments stand, and what stays as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_runner import CODE, LINE, Runner

ME = b'"/me"'
ADDED = b"  # noqa: GME001"
FORMS = {
    "the end of the line": (b"f(%s)\n", b"f(%s)%s\n"),
    "no final newline": (b"f(%s)", b"f(%s)%s"),
    "carriage returns": (b"x = 1\r\nf(%s)\r\n", b"x = 1\r\nf(%s)%s\r\n"),
    "lone carriage returns": (b"x = 1\rf(%s)\r", b"x = 1\rf(%s)%s\r"),
    "a byte order mark": (b"\xef\xbb\xbff(%s)\n", b"\xef\xbb\xbff(%s)%s\n"),
    "another encoding": (
        b"# coding: latin-1\nf('\xe9', %s)\n",
        b"# coding: latin-1\nf('\xe9', %s)%s\n",
    ),
    "characters of several bytes": ("f('é𝄞', %s)\n".encode(), "f('é𝄞', %s)%s\n".encode()),
    "a form feed": (b"\x0cf(%s)\n", b"\x0cf(%s)%s\n"),
    "tabs": (b"if x:\n\tf(%s)\n", b"if x:\n\tf(%s)%s\n"),
    "a comment": (b"f(%s)  # why\n", b"f(%s)  # why%s\n"),
    "within brackets": (b"f(\n    %s,\n)\n", b"f(\n    %s,%s\n)\n"),
    "a continued line": (b"f(%s) + \\\n    1\n", b"f(%s) + \\\n    1%s\n"),
    "a continued line before": (b"1 + \\\n    f(%s)\n", b"1 + \\\n    f(%s)%s\n"),
    "a string of several lines": (b'f(%s, """\n\n""")\n', b'f(%s, """\n\n""")%s\n'),
    "equal strings before": (
        b'"""\n"""\n"""\n"""\nf(%s, """\n""")\n',
        b'"""\n"""\n"""\n"""\nf(%s, """\n""")%s\n',
    ),
    "other statements": (b"f(%s); x = 1\n", b"f(%s); x = 1%s\n"),
    "another comment further up": (
        b"f(  # noqa: E501\n    %s)\n",
        b"f(  # noqa: E501\n    %s)%s\n",
    ),
}
EXTENDED = {
    "# noqa: E501": "# noqa: E501,GME001",
    "# noqa:E501": "# noqa:E501,GME001",
    "# NoQA: E501, W291": "# NoQA: E501, W291, GME001",
    "# noqa: E501 W291": "# noqa: E501 W291,GME001",
    "# noqa: E501,": "# noqa: E501,GME001,",
    "# noqa: E501 because": "# noqa: E501,GME001 because",
    "# noqa: gme001": "# noqa: gme001,GME001",
    "# first # noqa: E501": "# first # noqa: E501,GME001",
    "# noqa: E501  # noqa: W291": "# noqa: E501,GME001  # noqa: W291",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_comment_is_added(run: Runner, tmp_path: Path, form: str) -> None:
    before, after = FORMS[form]
    path = tmp_path / "a.py"
    path.write_bytes(before % ME)
    assert run("check", "--add-noqa", "a.py") == (0, "", "a.py: 1 noqa comment written\n")
    assert path.read_bytes() == after % (ME, ADDED)
    assert run("check", "a.py") == (0, "", "")
    assert run("check", "--add-noqa", "a.py") == (0, "", "")
    assert run("check", "--remove-unused-noqa", "a.py") == (0, "", "")


@pytest.mark.parametrize("comment", EXTENDED)
def test_a_comment_is_extended(run: Runner, tmp_path: Path, comment: str) -> None:
    path = tmp_path / "a.py"
    path.write_text(f'f("/me")  {comment}\n')
    assert run("check", "--add-noqa", "a.py")[0] == 0
    assert path.read_text() == f'f("/me")  {EXTENDED[comment]}\n'
    assert run("check", "a.py") == (0, "", "")


def test_spaces_at_the_end_count(run: Runner, tmp_path: Path) -> None:
    for spaces, added in (("", "  "), (" ", " "), ("   ", "")):
        (tmp_path / "a.py").write_text(f'f("/me"){spaces}\n')
        assert run("check", "--add-noqa")[0] == 0
        assert (tmp_path / "a.py").read_text() == f'f("/me"){spaces}{added}# noqa: GME001\n'


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        (f"{CODE.rstrip()}  # noqa\n", ()),
        (f"{CODE.rstrip()}  # noqa:GME0\n", ()),
        (f"# flake8: noqa\n{CODE}", ()),
        (CODE, ("--ignore=GME001",)),
        (CODE, ("--per-file-ignores=a.py:GME001",)),
        (CODE, ("--exclude=a.py",)),
    ],
)
def test_what_is_silent_stays(
    run: Runner, tmp_path: Path, text: str, arguments: tuple[str, ...]
) -> None:
    path = tmp_path / "a.py"
    path.write_text(text)
    (tmp_path / "other.py").touch()
    assert run("check", "--add-noqa", *arguments) == (0, "", "")
    assert path.read_text() == text


def test_a_string_that_counts_as_the_comment(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    text = f'f("/me", "# noqa: E501")\n{CODE}'
    path.write_text(text)
    reason = "; not silenced: flake8 takes a string on its line for the noqa comment"
    assert run("check", "--add-noqa", "a.py") == (
        1,
        f"a.py:1:5: {LINE}{reason}\n",
        "a.py: 1 noqa comment written\n",
    )
    assert path.read_text() == f"{text.rstrip()}  # noqa: GME001\n"
    assert run("check", "a.py") == (1, f"a.py:1:5: {LINE}\n", "")


def test_what_cannot_be_analysed_is_not_silenced(run: Runner, tmp_path: Path) -> None:
    for name, text in (("a.py", "f("), ("b.py", 'f("/me!")\n'), ("c.py", CODE)):
        (tmp_path / name).write_text(text)
    code, out, err = run("check", "--add-noqa")
    assert (code, out.count("GME900"), out.count("\n")) == (1, 2, 2)
    assert err == "./c.py: 1 noqa comment written\n"
    assert (tmp_path / "a.py").read_text() == "f("


def test_a_diff_writes_nothing(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE)
    code, out, err = run("check", "--add-noqa", "--diff", "a.py")
    assert (code, err) == (1, "")
    assert out.splitlines()[3:] == [f"-{CODE.rstrip()}", f"+{CODE.rstrip()}  # noqa: GME001"]
    assert (tmp_path / "a.py").read_text() == CODE
    assert run("check", "--add-noqa", "--diff", "--exit-zero", "a.py") == (0, out, "")


def test_standard_input_goes_to_standard_output(run: Runner) -> None:
    silenced = f"{CODE.rstrip()}  # noqa: GME001\n"
    arguments = ("check", "--add-noqa", "-")
    assert run(*arguments, stdin=CODE.encode())[:2] == (0, silenced)
    assert run(*arguments, stdin=silenced.encode()) == (0, silenced, "")
    assert run(*arguments, stdin=b"x = 1\n") == (0, "x = 1\n", "")
    unused = b"x = 1  # noqa: GME001\n"
    assert run("check", "--remove-unused-noqa", "-", stdin=unused)[:2] == (0, "x = 1\n")


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_links(run: Runner, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").touch()
    (outside / "b.py").write_text(CODE)
    (project / "a.py").write_text(CODE)
    (project / "link.py").symlink_to("a.py")
    (project / "out.py").symlink_to(outside / "b.py")
    code, out, err = run("check", "--add-noqa", "project")
    assert (code, err) == (1, "project/a.py: 1 noqa comment written\n")
    assert "project/out.py:1:1: GME900 the file was left unchanged: it is a link that" in out
    assert out.count("\n") == 2
    assert (project / "link.py").is_symlink()
    assert (project / "a.py").read_text().count("noqa") == 1
    assert (outside / "b.py").read_text() == CODE
    assert run("check", "--add-noqa", "project/out.py")[0] == 0
    assert "noqa" in (outside / "b.py").read_text()


def test_a_read_only_file_is_left(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(CODE)
    path.chmod(0o444)
    code, out, err = run("check", "--add-noqa", "a.py")
    assert (code, err, path.read_text()) == (1, "", CODE)
    assert out.splitlines() == [
        "a.py:1:1: GME900 the file was left unchanged: it is read-only",
        f"a.py:1:16: {LINE}",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--add-noqa", "--remove-unused-noqa"),
        ("--add-noqa", "--fix"),
        ("--remove-unused-noqa", "--fix"),
        ("--add-noqa", "--diff", "--unsafe-fixes"),
        ("--add-noqa", "--disable-noqa"),
    ],
)
def test_what_cannot_be_combined_is_refused(
    run: Runner, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a.py").write_text(CODE)
    code, out, err = run("check", *arguments, "--exit-zero")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "cannot be combined" in err
    assert (tmp_path / "a.py").read_text() == CODE


def test_with_the_analysis(tmp_path: Path) -> None:
    """The findings of the shipped sample, silenced, by the command and by flake8."""
    sample = Path(__file__).parents[2] / "sample" / "report.py"
    (tmp_path / "report.py").write_bytes(sample.read_bytes())

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    check = ("flake8_graph_me", "check", "--isolated", "--no-cache")
    assert start(*check, "--add-noqa").stderr == "./report.py: 3 noqa comments written\n"
    assert start("flake8", "--isolated", "--select=GME").returncode == 0
    assert start(*check, "--remove-unused-noqa").stderr == ""
    assert start(*check, "--disable-noqa").returncode == 1
    assert start(*check, "--disable-noqa", "--exit-zero").returncode == 0
