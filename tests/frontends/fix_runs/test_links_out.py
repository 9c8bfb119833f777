"""What links lead to outside of a project is edited only if it was named."""

from pathlib import Path

import pytest

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends.fix_runs.links import leads_out
from tests.support.command_runner import CODE, FIXED, LINE, Runner

FIX = ("check", "--fix", "--upn=a@b.c")
WHY = (
    "GME900 the file was left unchanged: it is a link that leads out of the project; to fix it, "
    "name it as a PATH"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a link to a file beside it, and one to a file of its own."""
    project = tmp_path / "project"
    (project / "sub").mkdir(parents=True)
    (project / "pyproject.toml").touch()
    (tmp_path / "theirs.py").write_text(CODE)
    (project / "own.py").write_text(CODE)
    (project / "sub" / "out.py").symlink_to("../../theirs.py")
    (project / "sub" / "in.py").symlink_to("../own.py")
    return project


@pytest.fixture
def run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Runner:
    return Runner(project, monkeypatch, capfdbinary)


@pytest.mark.parametrize("given", [(), ("sub",), ("sub", "own.py")])
def test_it_is_left_and_said_in_one_line(
    run: Runner, project: Path, given: tuple[str, ...]
) -> None:
    code, out, err = run(*FIX, *given)
    name = "sub/out.py" if given else "./sub/out.py"
    assert (code, out) == (1, f"{name}:1:1: {WHY}\n{name}:1:16: {LINE}\n")
    assert err.endswith(".py: 1 finding fixed\n")
    assert err.count("\n") == 1
    assert (project.parent / "theirs.py").read_text() == CODE
    assert (project / "own.py").read_text() == FIXED
    assert (project / "sub" / "in.py").is_symlink()


def test_a_patch_has_nothing_of_it(run: Runner) -> None:
    code, out, err = run("check", "--diff", "--upn=a@b.c", "sub")
    assert (code, out.count("+++ "), "theirs" in out) == (1, 1, False)
    assert WHY in out + err


@pytest.mark.parametrize("given", ["sub/out.py", "./sub/../sub/out.py", ".."])
def test_it_is_edited_if_it_was_named(run: Runner, project: Path, given: str) -> None:
    assert run(*FIX, given)[0] == 0
    assert (project.parent / "theirs.py").read_text() == FIXED
    assert (project / "sub" / "out.py").is_symlink()


def test_it_is_edited_in_a_folder_that_is_a_link_and_was_named(run: Runner, project: Path) -> None:
    theirs = project.parent / "folder"
    theirs.mkdir()
    (theirs / "a.py").write_text(CODE)
    (project / "linked").symlink_to("../folder")
    assert run(*FIX, "linked") == (0, "", "linked/a.py: 1 finding fixed\n")
    assert (theirs / "a.py").read_text() == FIXED


def test_without_a_fix_for_it_nothing_is_said(run: Runner) -> None:
    code, out, _ = run("check", "--fix", "sub/")
    assert (code, "GME900" in out) == (1, False)


def test_a_file_that_has_become_huge_meanwhile_is_left_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    before, after = writing.decode(b"old\n"), writing.decode(b"new\n")
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000_000)
    with pytest.raises(writing.UnwritableError, match="another program has changed it"):
        writing.write(str(path), before, after)
    assert path.stat().st_size == 3_000_000_000_000


def test_without_a_path_the_current_folder_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = str(project / "sub" / "out.py")
    monkeypatch.chdir(project)
    assert leads_out(link, [])
    monkeypatch.chdir(project.parent)
    assert not leads_out(link, [])
