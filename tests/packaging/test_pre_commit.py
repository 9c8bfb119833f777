"""pre-commit itself runs this repository's hooks.

It would install a hook of ``language: python`` from a package registry. Here the same hooks run
from the environment of the tests, which is all that differs.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.documents.parts import ROOT
from tests.frontends.test_pyproject import PROGRAM

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
OWN = ROOT / ".pre-commit-config.yaml"
FIXED = PROGRAM.replace("/v1.0/me", "/v1.0/users/adele@contoso.com")
RIGHT = "print('/me')\n"
SCRIPTS = Path(sys.executable).parent
CONFIGURATION = "[tool.flake8-graph-me]\n"
USER = CONFIGURATION + 'upn = "adele@contoso.com"\n'


def hooks(path: Path) -> dict[str, dict[str, Any]]:
    """The hooks of a manifest, or of a configuration that names no other repository, by name."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path == OWN:
        (repository,) = found["repos"]
        assert repository["repo"] == "local"
        found = repository["hooks"]
    return {each["id"]: each for each in found}


def command(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("GIT_")},
        "PATH": os.pathsep.join((str(SCRIPTS), os.environ["PATH"])),
        "PRE_COMMIT_HOME": str(folder.parent / "home of pre-commit"),
        "PRE_COMMIT_COLOR": "never",
    }
    return subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A repository with a wrong program and a right one."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    (folder / "wrong.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "right.py").write_text(RIGHT, encoding="utf-8")
    assert command(folder, "git", "init", "--quiet").returncode == 0
    return folder


def run_hook(scratch: Path, hook: str, table: str) -> subprocess.CompletedProcess[str]:
    """Run one hook over all that stands in the repository, configured by a table alone."""
    used = {**hooks(MANIFEST)[hook], "language": "system"}
    configuration = {"repos": [{"repo": "local", "hooks": [used]}]}
    (scratch / OWN.name).write_text(yaml.safe_dump(configuration), encoding="utf-8")
    (scratch / "pyproject.toml").write_text(table, encoding="utf-8")
    assert command(scratch, "git", "add", "--all").returncode == 0
    return command(scratch, "pre-commit", "run", "--all-files", "--verbose", hook)


def test_a_finding_fails_the_first_hook(scratch: Path) -> None:
    done = run_hook(scratch, "graph-me", USER)
    assert done.returncode == 1
    assert "\nwrong.py:6:14: GME001 GET '/me' " in done.stdout
    assert "use '/users/adele@contoso.com'" in done.stdout
    assert "right.py" not in done.stdout
    assert (scratch / "wrong.py").read_text(encoding="utf-8") == PROGRAM


@pytest.mark.parametrize(
    "keys",
    ['exclude = ["wrong.py"]', 'ignore = ["GME001"]', 'per-file-ignores."*.py" = ["GME001"]'],
)
def test_the_table_may_silence_it(scratch: Path, keys: str) -> None:
    done = run_hook(scratch, "graph-me", f"{CONFIGURATION}{keys}\n")
    assert (done.returncode, "GME001" in done.stdout) == (0, False)
    assert "Passed" in done.stdout


def test_the_second_hook_writes_the_user_of_the_table(scratch: Path) -> None:
    done = run_hook(scratch, "graph-me-fix", USER)
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (scratch / "wrong.py").read_text(encoding="utf-8") == FIXED
    assert (scratch / "right.py").read_text(encoding="utf-8") == RIGHT

    again = run_hook(scratch, "graph-me-fix", USER)
    assert again.returncode == 0
    assert (scratch / "wrong.py").read_text(encoding="utf-8") == FIXED


def test_the_second_hook_writes_nothing_without_a_user(scratch: Path) -> None:
    done = run_hook(scratch, "graph-me-fix", CONFIGURATION)
    assert done.returncode == 1
    assert "files were modified by this hook" not in done.stdout
    assert (scratch / "wrong.py").read_text(encoding="utf-8") == PROGRAM


def test_an_unknown_key_of_the_table_is_an_error(scratch: Path) -> None:
    done = run_hook(scratch, "graph-me", f"{CONFIGURATION}upm = 'a@b.c'\n")
    assert done.returncode == 1
    assert "upm" in done.stdout
    assert "Traceback" not in done.stdout


def test_both_files_are_as_pre_commit_wants_them(tmp_path: Path) -> None:
    folder = tmp_path / "anywhere"
    folder.mkdir()
    assert command(folder, "pre-commit", "validate-manifest", MANIFEST).returncode == 0
    assert command(folder, "pre-commit", "validate-config", OWN).returncode == 0


def test_this_repository_uses_its_own_hook() -> None:
    offered, own = hooks(MANIFEST)["graph-me"], hooks(OWN)["graph-me"]
    same = ("entry", "types_or", "require_serial")
    assert [own[key] for key in same] == [offered[key] for key in same]
