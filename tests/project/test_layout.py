"""Which project a file belongs to, and where its absolute imports are looked up."""

import os
from pathlib import Path

import pytest

from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.modules.layout import (
    ROOT_FILES,
    VERSION_CONTROL,
    Territory,
    project_of,
)
from tests.support.local_files import lay, project, write


def folders(root: Path, folder: str, *source_roots: str) -> list[str]:
    """Where files in a folder look for modules, below ``root`` and with slashes."""
    checked = project(root / folder / "checked.py", *source_roots)
    found = Territory(checked, DiskReader()).search_folders(str(root / folder))
    return [os.path.relpath(each, root).replace(os.sep, "/") for each in found]


@pytest.mark.parametrize("name", [*VERSION_CONTROL, *ROOT_FILES])
def test_nearest_marked_folder_is_the_root(name: str, tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", "a/b/c/x.py": ""})
    mark = tmp_path / "a" / name
    if name in VERSION_CONTROL:
        mark.mkdir()
    else:
        mark.touch()
    assert project(tmp_path / "a" / "b" / "c" / "x.py").root == str(tmp_path / "a")
    assert project(tmp_path / "a" / "not_there.py").root == str(tmp_path / "a")
    assert project(tmp_path / "x.py").root == str(tmp_path)


def test_folder_of_a_submodule_is_a_root(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", "lib/.git": "gitdir: ../.git/modules/lib"})
    assert project(tmp_path / "lib" / "a.py").root == str(tmp_path / "lib")


def test_folder_called_like_a_root_file_is_no_mark(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "a/setup.py/x": ""})
    assert project(tmp_path / "a" / "x.py").root == str(tmp_path)


def test_without_a_mark_it_is_the_current_folder_or_the_files_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = tmp_path / "here", tmp_path / "other"
    (here / "a").mkdir(parents=True)
    other.mkdir()
    monkeypatch.chdir(here)
    reader = GivenReader({})
    assert project_of("a/x.py", (), reader).root == str(here)
    assert project_of("stdin", (), reader).root == str(here)
    assert project_of(str(here / "a" / ".." / "x.py"), (), reader).root == str(here)
    assert project_of(str(other / "x.py"), (), reader).root == str(other)
    assert project_of(f"{here}er/x.py", (), reader).root == f"{here}er"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the current folder")
def test_current_folder_that_is_gone_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert project_of("a.py", (), DiskReader()).root


def test_source_roots_count_from_the_root(tmp_path: Path) -> None:
    lay(tmp_path, "a/x.py")
    checked = project(tmp_path / "a" / "x.py", "lib", "./py/../python", str(tmp_path / "abs"))
    expected = (tmp_path / "lib", tmp_path / "python", tmp_path / "abs")
    assert checked.source_roots == tuple(map(str, expected))


def test_source_root_above_is_the_root_of_what_nothing_marks(tmp_path: Path) -> None:
    file = tmp_path / "loose" / "deep" / "x.py"
    above = str(tmp_path / "loose")
    assert project_of(str(file), (), DiskReader()).root == str(file.parent)
    assert project_of(str(file), (str(tmp_path / "other"), above), DiskReader()).root == above


def test_from_the_topmost_package_up_to_the_root(tmp_path: Path) -> None:
    root = tmp_path / "project"
    lay(root, "src/a/__init__.py", "src/a/b/__init__.py", "src/a/b/c.py", "tests/unit/test_a.py")
    write(tmp_path, {"outside.py": ""})
    assert folders(root, "src/a/b") == ["src", "."]
    assert folders(root, "src") == ["src", "."]
    assert folders(root, "tests/unit") == ["tests/unit", "tests", ".", "src"]
    assert folders(root, ".") == [".", "src"]


def test_configured_roots_come_first_and_once(tmp_path: Path) -> None:
    lay(tmp_path, "lib/x.py", "app/main.py", "src/y.py")
    assert folders(tmp_path, "app", "lib", "not_there", ".") == ["lib", ".", "app", "src"]


def test_nothing_outside_the_root(tmp_path: Path) -> None:
    lay(tmp_path / "project", "app/main.py")
    write(tmp_path, {"shared/x.py": ""})
    outside = ("../shared", str(tmp_path / "shared"))
    assert folders(tmp_path / "project", "app", *outside) == ["app", "."]


def test_package_is_no_place_for_absolute_names(tmp_path: Path) -> None:
    lay(tmp_path, "a/__init__.py", "a/scripts/run.py", "src/__init__.py", "tests/x.py")
    assert folders(tmp_path, "a") == ["."]
    assert folders(tmp_path, "a/scripts") == ["a/scripts", "."]
    assert folders(tmp_path, "src") == ["."]
    assert folders(tmp_path, "tests") == ["tests", "."]


def test_root_that_is_a_package_serves_the_folders_below(tmp_path: Path) -> None:
    lay(tmp_path, "__init__.py", "a/__init__.py", "a/x.py", "b/y.py")
    assert folders(tmp_path, "a") == ["."]
    assert folders(tmp_path, "b") == ["b", "."]
    assert folders(tmp_path, ".") == []


def test_neither_installed_packages_nor_environments(tmp_path: Path) -> None:
    lay(tmp_path, "env/pyvenv.cfg", "env/lib/x.py", "vendor/site-packages/y.py", "z.py")
    for folder in ("env/lib", "vendor/site-packages"):
        found = folders(tmp_path, folder)
        assert "." in found
        assert not {"env", "env/lib", "vendor/site-packages"}.intersection(found)


def test_root_that_is_an_environment_still_serves(tmp_path: Path) -> None:
    lay(tmp_path, "pyvenv.cfg", "app/x.py")
    assert folders(tmp_path, "app") == ["app", "."]


def test_root_of_installed_packages_does_not(tmp_path: Path) -> None:
    root = lay(tmp_path / "site-packages", "app/x.py")
    assert folders(root, "app") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows guards links")
def test_links_are_followed_within_the_root_only(tmp_path: Path) -> None:
    root = lay(tmp_path / "project", "code/x.py", "app/main.py")
    write(tmp_path, {"elsewhere/y.py": ""})
    (root / "src").symlink_to(root / "code")
    assert folders(root, "app") == ["app", ".", "src"]
    (root / "src").unlink()
    (root / "src").symlink_to(tmp_path / "elsewhere")
    assert folders(root, "app") == ["app", "."]


@pytest.mark.skipif(os.name == "nt", reason="Windows guards links")
def test_root_may_be_reached_by_a_link(tmp_path: Path) -> None:
    lay(tmp_path / "project", "app/main.py")
    (tmp_path / "link").symlink_to(tmp_path / "project")
    assert folders(tmp_path / "link", "app") == ["app", "."]
