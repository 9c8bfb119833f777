"""``git apply`` and ``patch -p1`` accept the output of ``--diff``, and it does what ``--fix``
does.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.command_runner import CODE, FIXED, Runner

GIT_APPLY, PATCH = ("git", "apply"), ("patch", "-p1", "--quiet")
APPLIERS = pytest.mark.parametrize(
    "apply",
    [
        pytest.param(
            command,
            marks=pytest.mark.skipif(
                shutil.which(command[0]) is None, reason=f"{command[0]} is not installed"
            ),
            id=command[0],
        )
        for command in (GIT_APPLY, PATCH)
    ],
)
ARGUMENTS = ("check", "--isolated", "--upn=a@b.c")
NAMES = [
    "plain.py",
    "with spaces in it.py",
    " in front.py",
    "d\u00e9j\u00e0 \u65e5\u672c.py",
    'qu"oted".py',
    "it's.py",
    "tab\there.py",
    "back\\slash.py",
    "new\nline.py",
    os.fsdecode(b"no utf-8 \xff.py"),
    "a/b.py",
    "b/a.py",
    "deep er/than that/x.py",
]
LONG = b"".join(b"x%d = %d\n\n\n" % (number, number) for number in range(40))
CONTENTS = {
    "one line": CODE.encode(),
    "no newline at the end": b'x = 1\nf("/me")',
    "no newline at the end, far away": b'f("/me")\n' + LONG + b"x = 1",
    "only the end": LONG + b'f("/me")',
    "CRLF": b'x = 1\r\n\r\nf("/me")\r\n\r\ny = 2\r\n',
    "CRLF and no newline at the end": b'x = 1\r\nf("/me")',
    "mixed line ends": b'x = 1\r\ny = 2\nf("/me")\r\n\nz = 3\r\n',
    "latin-1": b'# coding: latin-1\nx = "\xe9\xff"\nf("/me", "\xe9")\n',
    "byte order mark": b'\xef\xbb\xbff("/me")\n',
    "empty lines around": b'\n\n\n\nf("/me")\n\n\n\n',
    "trailing blanks": b'x = 1  \n\t\nf("/me")\t \n  \n',
    "several places": LONG + b'f("/me")\n' + LONG + b'f("/me")\ny = 0\nf("/me")\n' + LONG,
}


CONTROLLING = {
    "lone CR": (
        b'x = 1\ry = 2\rf("/me")\rz = 3\r',
        rb'+x = 1\ry = 2\rf("/users/a@b.c")\rz = 3\r',
    ),
    "form feed": (b'\x0c\nf("/me")\x0c\n\x0c\n', rb'+f("/users/a@b.c")\x0c'),
    "escape sequence": (b'f("/me")  # \x1b[2J\n', rb'+f("/users/a@b.c")  # \x1b[2J'),
    "bidi mark": ('f("/me")  # \u202e\r\n'.encode(), b'+f("/users/a@b.c")  # \\u202e\r'),
    "soft hyphen": (
        b'# coding: latin-1\n# \xe9\xad\nf("/me")\n',
        b"# \xe9\\xad\n",
    ),
}


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Runner:
    # Neither the user's settings nor a repository around may count.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return Runner(tmp_path, monkeypatch, capfdbinary)


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def contents(folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files}


def check_same(
    run: Runner, folder: Path, apply: tuple[str, ...], *given: str, below: str = "."
) -> bytes:
    """Apply what ``--diff`` shows in the folder ``below`` and compare with ``--fix``; the diff."""
    if apply[:2] == GIT_APPLY:
        subprocess.run(["git", "init", "--quiet"], check=True, cwd=folder)
    files = [path for path in folder.rglob("*.py") if not path.is_symlink()]
    before = {path: path.read_bytes() for path in files}
    code, patch, errors = run.raw(*ARGUMENTS, "--diff", *given)
    assert code == 1
    assert b"1:1" not in errors
    assert {path: path.read_bytes() for path in files} == before
    subprocess.run(apply, input=patch, check=True, cwd=folder / below)
    applied = {path: path.read_bytes() for path in files}
    assert run.raw(*ARGUMENTS, *given)[:2] == (0, b"")
    for path, data in before.items():
        path.write_bytes(data)
    assert run.raw(*ARGUMENTS, "--fix", *given)[:2] == (0, b"")
    assert {path: path.read_bytes() for path in files} == applied
    assert applied != before
    return patch


@pytest.mark.parametrize(("data", "shown"), CONTROLLING.values(), ids=CONTROLLING)
@pytest.mark.parametrize("option", ["--diff", "--show-secrets"])
def test_control_characters_are_escaped_and_it_says_so(
    run: Runner, tmp_path: Path, data: bytes, shown: bytes, option: str
) -> None:
    lay(tmp_path, {"a.py": data})
    code, patch, errors = run.raw(*ARGUMENTS, "--diff", option, "a.py")
    assert code == 1
    assert shown in patch
    assert b"\x1b" not in patch
    assert b"\x0c" not in patch
    assert patch.count(b"\r") == patch.count(b"\r\n")
    assert errors == b"the diff cannot be applied: it shows control characters escaped\n"
    assert run.raw(*ARGUMENTS, "--fix", "a.py")[:2] == (0, b"")
    assert (tmp_path / "a.py").read_bytes() == data.replace(b"/me", b"/users/a@b.c")


@APPLIERS
@pytest.mark.parametrize("data", CONTENTS.values(), ids=CONTENTS.keys())
def test_any_content(run: Runner, tmp_path: Path, apply: tuple[str, ...], data: bytes) -> None:
    lay(tmp_path, {"a.py": data})
    check_same(run, tmp_path, apply)


@APPLIERS
def test_any_name(run: Runner, tmp_path: Path, apply: tuple[str, ...]) -> None:
    lay(tmp_path, dict.fromkeys(NAMES, CODE.encode()))
    patch = check_same(run, tmp_path, apply)
    assert contents(tmp_path, dict.fromkeys(NAMES, b"")) == dict.fromkeys(NAMES, FIXED.encode())
    assert b"--- a/plain.py\n+++ b/plain.py\n" in patch
    assert b"--- a/with spaces in it.py\t\n" in patch
    assert b'--- "a/tab\\there.py"\n+++ "b/tab\\there.py"\n' in patch
    assert b'"a/d\\303\\251j\\303\\240 ' in patch


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_names_are_written_as_git_writes_them(run: Runner, tmp_path: Path, name: str) -> None:
    lay(tmp_path, {name: CODE.encode()})
    ours = run.raw(*ARGUMENTS, "--diff")[1].splitlines(keepends=True)[:2]
    git = ["git", "-c", "core.quotePath=true"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    run.raw(*ARGUMENTS, "--fix")
    theirs = subprocess.run([*git, "diff"], check=True, capture_output=True).stdout
    lines = theirs.splitlines(keepends=True)
    assert ours == [line for line in lines if line.startswith((b"--- ", b"+++ "))]


@APPLIERS
@pytest.mark.parametrize(
    "given",
    [
        ("a.py", "sub/b.py"),
        ("./a.py", "sub/../sub/b.py"),
        ("sub",),
        ("{here}",),
        ("{here}/a.py", "sub"),
    ],
)
def test_any_way_to_name_them(
    run: Runner, tmp_path: Path, apply: tuple[str, ...], given: tuple[str, ...]
) -> None:
    lay(tmp_path, {"a.py": CODE.encode(), "sub/b.py": CODE.encode()})
    patch = check_same(run, tmp_path, apply, *(each.format(here=tmp_path) for each in given))
    assert b"--- a/sub/b.py\n+++ b/sub/b.py\n" in patch


@APPLIERS
def test_in_the_sub_folder_in_which_it_was_made(
    run: Runner, tmp_path: Path, apply: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"sub/b.py": CODE.encode(), "sub/deep/c.py": CODE.encode()})
    monkeypatch.chdir(tmp_path / "sub")
    patch = check_same(run, tmp_path, apply, below="sub")
    assert b"--- a/deep/c.py\n" in patch


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_has_to_be_told_where_a_folder_holds_its_own_name(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without ``-p1`` git takes ``a/sub/`` for the way to the folder that it stands in."""
    lay(tmp_path, {"sub/sub/b.py": CODE.encode()})
    monkeypatch.chdir(tmp_path / "sub")
    check_same(run, tmp_path, (*GIT_APPLY, "-p1"), below="sub")


@APPLIERS
def test_elsewhere_from_the_top_of_the_file_system(
    run: Runner, tmp_path: Path, apply: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"here/a.py": b"", "there/b.py": CODE.encode()})
    monkeypatch.chdir(tmp_path / "here")
    expected = os.fsencode(f"--- a{os.path.realpath(tmp_path)}/there/b.py\n")
    for folder in ("../there", str(tmp_path / "there")):
        assert run.raw(*ARGUMENTS, "--diff", folder)[1].startswith(expected)
    if apply == PATCH:
        check_same(run, tmp_path, (*apply, "--directory=/"), "../there", below="here")


@APPLIERS
def test_a_link_is_named_by_its_target(run: Runner, tmp_path: Path, apply: tuple[str, ...]) -> None:
    lay(tmp_path, {"real/a.py": CODE.encode()})
    (tmp_path / "link.py").symlink_to("real/a.py")
    (tmp_path / "folder").symlink_to("real")
    patch = check_same(run, tmp_path, apply, "link.py", "folder/a.py")
    assert patch.count(b"--- a/real/a.py\n") == patch.count(b"---") == 1


@pytest.mark.parametrize("option", ["--upn=a@b.c", "--add-noqa"])
def test_lines_between_two_changes_stay(run: Runner, tmp_path: Path, option: str) -> None:
    lay(tmp_path, {"a.py": b'f("/me")\nb = 1\nc = 2\nf("/me/events")\n'})
    patch = run.raw("check", "--isolated", "--diff", option, "a.py")[1]
    marks = [line[:1] for line in patch.splitlines()[3:]]
    assert marks == [b"-", b"+", b" ", b" ", b"-", b"+"]
