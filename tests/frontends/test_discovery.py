"""Files are found as flake8 finds them, except below folders of installed code."""

import os
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from flake8.defaults import EXCLUDE
from flake8.discover_files import expand_paths
from flake8.utils import normalize_paths
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_graph_me.frontends.discovery import discover
from tests.support.command_runner import CODE, LINE, NOTHING_CHECKED, Runner
from tests.support.local_files import write

FILES: tuple[str, ...] = (
    "a.py",
    "b.pyi",
    "c.txt",
    "-",
    "sub/a.py",
    "sub/b.py",
    "sub/in/a.py",
    "x.egg/a.py",
)
FILES += (".git/a.py", "sub/[x]/a.py", "other dir/a.py", "A.PY", "sub/.hidden.py")
FILES += ("in/sub/b.py",)
LINKS = {"link.py": "a.py", "broken.py": "missing", "linked": "sub", "circle": "circle"}
PATHS: tuple[str, ...] = (
    ".",
    "sub",
    "sub/",
    "./sub/in",
    "a.py",
    "c.txt",
    "-",
    "missing.py",
    "sub/../in",
)
PATHS += ("linked",)
PATTERNS: tuple[str, ...] = (
    "*.py",
    "*.pyi",
    "a*",
    "sub",
    "sub/in",
    "*/in/*",
    "b.py",
    "./a.py",
    "[ab].py",
    ".*",
    "*",
)


def by_flake8(
    paths: Sequence[str], name: str, patterns: Sequence[str], exclude: Sequence[str]
) -> list[str]:
    found = expand_paths(
        paths=paths, stdin_display_name=name, filename_patterns=patterns, exclude=exclude
    )
    return sorted(set(found))


@settings(max_examples=400, deadline=None)
@given(
    paths=st.lists(st.sampled_from(PATHS), max_size=3),
    absolute=st.booleans(),
    name=st.sampled_from(["stdin", "sub/a.py", "x.egg"]),
    patterns=st.lists(st.sampled_from(PATTERNS), max_size=2),
    exclude=st.lists(st.sampled_from([*PATTERNS, *EXCLUDE]), max_size=3),
)
def test_the_same_files_as_flake8(
    paths: list[str], *, absolute: bool, name: str, patterns: list[str], exclude: list[str]
) -> None:
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        write(root, dict.fromkeys(FILES, ""))
        for link, target in LINKS.items():
            (root / link).symlink_to(target)
        os.chdir(root)
        try:
            given_paths = [each if each == "-" else str(root / each) for each in paths]
            given_paths = given_paths if absolute else paths
            normal = normalize_paths(exclude)
            found = discover(given_paths, stdin_name=name, patterns=patterns, exclude=normal)
            skipped = [path for path, _ in found.skipped]
            assert sorted(found.files + skipped) == by_flake8(given_paths, name, patterns, normal)
            assert {Path(path).name for path in skipped} <= {"broken.py", "circle"}
            assert found.left_out == []
        finally:
            os.chdir(here)


def test_folders_of_installed_code_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (
        "a.py",
        "env/pyvenv.cfg",
        "env/lib/b.py",
        "node_modules/x/c.py",
        "lib/site-packages/d.py",
    )
    write(tmp_path, dict.fromkeys((*texts, "env2/in/pyvenv.cfg", "env2/in/e.py"), ""))
    monkeypatch.chdir(tmp_path)
    found = discover((), stdin_name="stdin", patterns=["*.py"], exclude=[])
    assert found.files == ["./a.py"]
    assert found.left_out == ["./env", "./env2/in", "./lib/site-packages", "./node_modules"]
    found = discover(
        ["env", "node_modules/x", "lib/site-packages"],
        stdin_name="stdin",
        patterns=["*.py"],
        exclude=[],
    )
    assert found.files == ["env/lib/b.py", "lib/site-packages/d.py", "node_modules/x/c.py"]
    assert found.left_out == []
    excluded = discover((), stdin_name="stdin", patterns=["*.py"], exclude=["env*", "lib"])
    assert excluded.left_out == ["./node_modules"]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Runner:
    return Runner(tmp_path, monkeypatch, capfdbinary)


def test_the_command_says_so(run: Runner, tmp_path: Path) -> None:
    write(tmp_path, {"env/pyvenv.cfg": "", "env/b.py": CODE})
    said = (
        "not searched, since they hold installed code: ./env (to check such a folder, "
        "name it as a PATH)\n"
    )
    assert run("check") == (0, "", said + NOTHING_CHECKED.format("."))
    assert run("check", "env") == (1, f"env/b.py:1:16: {LINE}\n", "")
    for number in range(4):
        write(tmp_path, {f"{number}/pyvenv.cfg": ""})
    assert "./0, ./1, ./2 and 2 more" in run("check")[2]


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        ((), "."),
        (("texts",), "texts"),
        (("texts", "--output-format=json"), "texts"),
        (("sources", "--exclude", "sources"), "sources"),
        (("sources/a.py", "--exclude=a.py"), "sources/a.py"),
        (("texts", "sources", "--filename=*.pyi"), "texts, sources"),
        (("1", "2", "3", "4", "texts", "--exclude=1,2,3,4"), "1, 2, 3 and 2 more"),
        (("tex\x1bts", "--exclude=tex*"), "tex\\x1bts"),
        (("texts", "--fix"), "texts"),
        (("texts", "--shard=1/2"), "texts"),
    ],
)
def test_that_nothing_is_checked_is_said(
    run: Runner, tmp_path: Path, arguments: tuple[str, ...], where: str
) -> None:
    write(tmp_path, {"texts/readme.txt": "x", "sources/a.py": CODE} if arguments else {})
    code, _, err = run("check", *arguments)
    assert (code, err) == (0, NOTHING_CHECKED.format(where))


def test_what_is_checked_and_clean_is_silent(run: Runner, tmp_path: Path) -> None:
    write(tmp_path, {"sources/a.py": "x = 1\n"})
    assert run("check", "sources") == (0, "", "")
    assert run("check", "--shard=2/2") == (0, "", "")
    # Editors ask about every file, and do not show what is said of the excluded ones.
    given = ("check", "-", "--stdin-display-name=a.py", "--exclude=a.py")
    assert run(*given, stdin=CODE.encode()) == (0, "", "")


SPECIAL = {
    "circle.py": "a link in a circle",
    "dangling.py": "a link that leads nowhere",
    "pipe.py": "a pipe",
    "socket.py": "a socket",
}


@pytest.fixture
def special(tmp_path: Path) -> Path:
    """A folder with one wrong file, and what is called like one."""
    write(tmp_path, {"a.py": CODE, "folder.py/b.py": CODE})
    (tmp_path / "circle.py").symlink_to("circle.py")
    (tmp_path / "dangling.py").symlink_to("missing.py")
    os.mkfifo(tmp_path / "pipe.py")
    os.mkfifo(tmp_path / "pipe.txt")
    here = Path.cwd()
    os.chdir(tmp_path)  # the path of a socket has to be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.py")
    os.chdir(here)
    return tmp_path


class TestWhatIsNoFile:
    """Pipes, sockets, devices and broken links that are called like sources."""

    @pytest.mark.usefixtures("special")
    def test_in_folders_it_is_skipped_and_each_said_in_a_line(self, run: Runner) -> None:
        said = "".join(f"not checked: ./{name} is {what}\n" for name, what in SPECIAL.items())
        lines = f"./a.py:1:16: {LINE}\n./folder.py/b.py:1:16: {LINE}\n"
        for _ in range(2):  # the second run may take the names from the first
            assert run("check", "--cache-dir", "cache") == (1, lines, said)
        assert run("check", "--exclude=*.py") == (0, "", NOTHING_CHECKED.format("."))

    def test_its_name_is_printed_without_control_characters(
        self, run: Runner, tmp_path: Path
    ) -> None:
        (tmp_path / "a\x1b\n.py").symlink_to("missing.py")
        said = "not checked: ./a\\x1b\\n.py is a link that leads nowhere\n"
        assert run("check") == (0, "", said)

    @pytest.mark.usefixtures("special")
    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("pipe.py", "it is a pipe, not a regular file"),
            ("socket.py", "it is a socket, not a regular file"),
            (os.devnull, "it is a device, not a regular file"),
            ("dangling.py", "No such file or directory"),
            ("circle.py", "Too many levels of symbolic links"),
        ],
    )
    def test_named_it_is_a_file_that_cannot_be_read(self, run: Runner, name: str, why: str) -> None:
        failure = f"{name}:1:1: GME900 the file cannot be read: {why}\n"
        assert run("check", "a.py", name)[:2] == (
            1,
            "".join(sorted((f"a.py:1:16: {LINE}\n", failure), key=lambda line: line.split(":")[0])),
        )
