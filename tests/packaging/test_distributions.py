"""What is in the distributions, what other programs say of them, and that both work."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import flake8_graph_me
from tests.documents.parts import ROOT
from tests.packaging.conftest import Distributions

VERSION = flake8_graph_me.__version__
PACKAGE = ROOT / "flake8_graph_me"
SCRIPTS = Path(sys.executable).parent
LIGHT_TESTS = (
    "tests/cases/headers.md",
    "tests/laws/test_architecture.py::test_there_are_no[strangers at the top]",
    "tests/laws/test_readme.py::test_ci_runs_the_command_of_the_readme",
    "tests/laws/test_readme.py::test_links_within_the_repository_lead_somewhere",
    "tests/laws/test_supported_versions.py::test_pythons_are_those_that_may_install_it",
)
"""They read much of the tree, and take seconds."""


def run(*command: str | Path, folder: Path = ROOT, path: Path | None = None) -> str:
    """What a command prints, which has to end well; ``path`` is looked in first for modules."""
    environment = {**os.environ, **({} if path is None else {"PYTHONPATH": str(path)})}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_of_git() -> set[str]:
    """What is, or with the next commit may be, in the repository."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return {name for name in listed.split("\0") if (ROOT / name).is_file()}


def files_of_package() -> Iterator[str]:
    for path in PACKAGE.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(ROOT).as_posix()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_the_source_distribution_holds_the_whole_repository(distributions: Distributions) -> None:
    top = f"flake8_graph_me-{VERSION}/"
    with tarfile.open(distributions.sdist) as archive:
        held = {member.name.removeprefix(top) for member in archive if member.isfile()}
    assert held == files_of_git() | {"PKG-INFO"}


def test_the_tests_run_from_the_source_distribution(
    distributions: Distributions, tmp_path: Path
) -> None:
    with tarfile.open(distributions.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.iterdir()
    ran = run(sys.executable, "-m", "pytest", "-q", "-n0", *LIGHT_TESTS, folder=tree)
    assert re.search(r"^\d+ passed in ", ran, re.MULTILINE)
    assert os.access(tree / ".ci" / "run", os.X_OK)


def test_the_wheel_holds_the_package_with_its_data(distributions: Distributions) -> None:
    with zipfile.ZipFile(distributions.wheel) as archive:
        held = set(archive.namelist())
    about = f"flake8_graph_me-{VERSION}.dist-info/"
    assert {name for name in held if not name.startswith(about)} == set(files_of_package())
    assert {
        f"{about}{name}" for name in ("METADATA", "entry_points.txt", "licenses/LICENSE")
    } <= held


def test_the_wheel_works(distributions: Distributions, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(distributions.wheel) as archive:
        archive.extractall(unpacked)
    where = run(
        sys.executable, "-c", "import flake8_graph_me as it; print(it.__file__)",
        folder=tmp_path, path=unpacked,
    )  # fmt: skip
    assert Path(where.strip()).is_relative_to(unpacked)
    command = (sys.executable, "-m", "flake8_graph_me")
    assert run(*command, "--version", folder=tmp_path, path=unpacked).split()[-1] == VERSION
    explained = run(*command, "explain", "GET /me/messages", folder=tmp_path, path=unpacked)
    assert "/users/{user}/messages" in explained
    assert "Mail.Read" in explained


def test_twine_would_upload_them(distributions: Distributions) -> None:
    checked = run(
        SCRIPTS / "twine", "--no-color", "check", "--strict",
        distributions.sdist, distributions.wheel,
    )  # fmt: skip
    assert checked.count(": PASSED") == 2


def test_the_wheel_holds_nothing_unusual(distributions: Distributions) -> None:
    checked = run(SCRIPTS / "check-wheel-contents", "--no-config", distributions.wheel)
    assert checked == f"{distributions.wheel}: OK\n"


def test_the_metadata_are_valid() -> None:
    run(SCRIPTS / "validate-pyproject", ROOT / "pyproject.toml")


def test_the_backend_of_the_tests_is_that_of_the_build() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["build-system"]["requires"]) <= set(
        project["project"]["optional-dependencies"]["test"]
    )


def test_the_changelog_comes_to_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    unreleased, newest, *_ = re.findall(r"^## \[(.+)$", changelog, re.MULTILINE)
    assert unreleased == "Unreleased]"
    assert re.fullmatch(rf"{re.escape(VERSION)}\] - \d{{4}}-\d\d-\d\d", newest)
