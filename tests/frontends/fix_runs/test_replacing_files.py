"""What a replaced file keeps, and when a file is left alone, on a real file system."""

import contextlib
import os
import resource
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends import flake8_bridge
from tests.support.command_runner import CODE, FIXED, LINE, Runner

BEFORE, AFTER = writing.decode(b"old\n"), writing.decode(b"new\n")
NOBODY = 65534
# Linux's form of a list by which also the group 1 may read: version 2, then tag, rights, id.
ACCESS_LIST = bytes.fromhex(
    "02000000" "01000600ffffffff" "04000400ffffffff" "0800040001000000" "10000400ffffffff"
    "20000000ffffffff"
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.py"
    path.write_bytes(BEFORE.data)
    return path


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """Without the rights of root, which no mode bits bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def replace(path: Path) -> None:
    writing.write(str(path), BEFORE, AFTER)
    assert path.read_bytes() == AFTER.data
    assert not list(path.parent.glob(".*"))


def check_refused(path: Path, reason: str) -> None:
    with pytest.raises(writing.UnwritableError, match=reason) as refusal:
        writing.write(str(path), BEFORE, AFTER)
    assert "\n" not in str(refusal.value)
    assert not list(path.parent.glob(".*"))


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o4755, 0o2755, 0o1644, 0o7777])
def test_mode_bits_stay(path: Path, mode: int) -> None:
    path.chmod(mode)
    mode = stat.S_IMODE(path.stat().st_mode)
    replace(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")
def test_owner_and_group_stay(path: Path) -> None:
    os.chown(path, NOBODY, NOBODY)
    path.chmod(0o6755)
    replace(path)
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (NOBODY, NOBODY, 0o6755)


def test_nobody_runs_in_the_name_of_an_owner_that_could_not_be_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    path.chmod(0o6755)
    status = os.stat_result((*path.stat()[:4], NOBODY, NOBODY, *path.stat()[6:]))
    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(writing, "_state", lambda _: ())
    monkeypatch.setattr(Path, "stat", _told_once(status, Path.stat))
    replace(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o755


def _told_once(status: os.stat_result, really: Callable[[Path], os.stat_result]) -> object:
    told = [status]
    return lambda path, **_: told.pop() if told else really(path)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes")
@pytest.mark.parametrize(
    ("name", "value"), [("user.origin", b"vendored \xff"), ("system.posix_acl_access", ACCESS_LIST)]
)
def test_attributes_and_access_lists_stay(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as failure:
        pytest.skip(f"the file system does not take them: {failure}")
    mode = path.stat().st_mode
    replace(path)
    assert os.getxattr(path, name) == value
    assert path.stat().st_mode == mode


def test_the_target_at_the_end_of_links_is_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").symlink_to(tmp_path)
    (tmp_path / "one.py").symlink_to("folder/a.py")
    (tmp_path / "two.py").symlink_to("one.py")
    replace(tmp_path / "two.py")
    assert not path.is_symlink()
    assert path.read_bytes() == AFTER.data
    links = {each.name: str(each.readlink()) for each in tmp_path.iterdir() if each.is_symlink()}
    assert links == {"folder": str(tmp_path), "one.py": "folder/a.py", "two.py": "one.py"}


def test_other_hard_links_keep_the_old_text(path: Path, tmp_path: Path) -> None:
    (tmp_path / "b.py").hardlink_to(path)
    replace(path)
    assert (tmp_path / "b.py").read_bytes() == BEFORE.data


def test_a_dangling_link_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("nowhere.py")
    check_refused(tmp_path / "a.py", "No such file")
    assert not (tmp_path / "nowhere.py").exists()


def test_a_folder_in_its_place_is_left(path: Path) -> None:
    path.unlink()
    path.mkdir()
    check_refused(path, "it is not a regular file")


def test_a_folder_that_takes_no_files_is_reported(path: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    path.chmod(0o666)
    try:
        with contextlib.ExitStack() as stack:
            for folder in (tmp_path, *list(tmp_path.parents)[:3]):
                stack.enter_context(_open_to_all(folder))
            stack.enter_context(unprivileged())
            check_refused(path, "it cannot be written: Permission denied")
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == BEFORE.data


@contextlib.contextmanager
def _open_to_all(folder: Path) -> Iterator[None]:
    mode = stat.S_IMODE(folder.stat().st_mode)
    folder.chmod(mode | 0o055)
    try:
        yield
    finally:
        folder.chmod(mode)


def test_a_disk_that_takes_no_more_is_reported(path: Path) -> None:
    """The system refuses to write on in the middle of the file."""
    big = writing.decode(b"#" * 100_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(writing.UnwritableError, match="it cannot be written: File too large"):
            writing.write(str(path), BEFORE, big)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [each.read_bytes() for each in path.parent.iterdir()] == [BEFORE.data]


@pytest.mark.parametrize(
    "save",
    [
        lambda path: path.write_bytes(b"newer\n"),
        # In the manner of editors: the same bytes in another file.
        lambda path: (
            path.with_name("b").write_bytes(b"newer\n"),
            path.with_name("b").replace(path),
        ),
    ],
)
def test_what_is_saved_while_the_new_file_is_written_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], object]
) -> None:
    really = os.fsync

    def fsync(descriptor: int) -> None:
        really(descriptor)
        save(path)

    monkeypatch.setattr(os, "fsync", fsync)
    check_refused(path, "another program has changed it")
    assert path.read_bytes() == b"newer\n"


def test_an_unfinished_file_is_no_source_and_in_nobodys_way(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise SystemExit

    path.write_bytes(CODE.encode())
    before, after = writing.decode(CODE.encode()), writing.decode(FIXED.encode())
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", die)
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(SystemExit):
            writing.write(str(path), before, after)
    (left,) = (each for each in path.parent.iterdir() if each != path)
    assert left.suffix != ".py"
    namespace = flake8_bridge.parse((str(path.parent), "--isolated"), prog="check")
    assert flake8_bridge.discover(namespace).files == [str(path)]
    writing.write(str(path), before, after)
    assert path.read_bytes() == FIXED.encode()
    assert left.exists()


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Runner:
    return Runner(tmp_path, monkeypatch, capfdbinary)


class TestOneFileUnderSeveralNames:
    """It is edited once, under its own name if that is given."""

    @pytest.mark.parametrize("given", [("a.py", "b.py"), (".",), ("sub/c.py", "b.py", "a.py")])
    def test_it_is_edited_once(self, run: Runner, path: Path, given: tuple[str, ...]) -> None:
        path.write_text(CODE)
        (path.parent / "sub").mkdir()
        (path.parent / "b.py").symlink_to("a.py")
        (path.parent / "sub" / "c.py").symlink_to("../b.py")
        own = "./a.py" if given == (".",) else "a.py"
        assert run("check", *given)[1].count(LINE) == (3 if "." in given else len(given))
        code, out, _ = run("check", "--diff", "--upn=a@b.c", *given)
        assert (code, out.count("+++ "), out.count("\n+++ b/a.py\n")) == (1, 1, 1)
        assert run("check", "--fix", "--upn=a@b.c", *given) == (0, "", f"{own}: 1 finding fixed\n")
        assert path.read_text() == FIXED
        assert (path.parent / "b.py").is_symlink()
        assert run("check", "--fix", "--upn=a@b.c", *given) == (0, "", "")

    def test_it_is_edited_under_the_name_of_a_link_if_only_that_is_given(
        self, run: Runner, path: Path
    ) -> None:
        path.write_text(CODE)
        (path.parent / "b.py").symlink_to("a.py")
        result = run("check", "--fix", "--upn=a@b.c", "b.py")
        assert result == (0, "", "b.py: 1 finding fixed\n")
        assert path.read_text() == FIXED

    @pytest.mark.parametrize("mark", ["*", "%"])
    def test_it_is_left_alone_under_all_of_them(self, run: Runner, path: Path, mark: str) -> None:
        path.write_text(f'f("/me{mark}")\n')
        (path.parent / "b.py").symlink_to("a.py")
        code, out, err = run("check", "--fix", "--upn=a@b.c")
        assert (code, err) == (1, "")
        assert [line.split()[:2] for line in out.splitlines()] == [
            ["./a.py:1:1:", "GME900"],
            ["./a.py:1:5:", "GME001"],
            ["./b.py:1:5:", "GME001"],
        ]

    def test_it_is_found_wrong_under_all_of_them_if_it_cannot_be_written(
        self, run: Runner, path: Path
    ) -> None:
        path.write_text(CODE)
        path.chmod(0o444)
        (path.parent / "b.py").symlink_to("a.py")
        code, out, err = run("check", "--fix", "--upn=a@b.c")
        assert (code, err) == (1, "")
        assert [line.split()[:2] for line in out.splitlines()] == [
            ["./a.py:1:1:", "GME900"],
            ["./a.py:1:16:", "GME001"],
            ["./b.py:1:16:", "GME001"],
        ]
