"""Checks of a file whose project changes between two checks, or cannot be read properly."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.terms.options import Options

APPLICATION = """\
import msal


def token():
    app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
    result = app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
    return result["access_token"]
"""
USER = """\
import msal


def token():
    app = msal.PublicClientApplication("client-id")
    return app.acquire_token_interactive(scopes=["User.Read"])["access_token"]
"""
REPORT = """\
import requests
import application
import other

URL = "https://graph.microsoft.com/v1.0"
requests.get(f"{URL}/me/drive", headers={"Authorization": f"Bearer {application.token()}"})
requests.get(f"{URL}/me/events", headers={"Authorization": f"Bearer {other.token()}"})
"""
DRIVE, EVENTS = 6, 7


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "application.py").write_text(APPLICATION)
    (tmp_path / "other.py").write_text(APPLICATION)
    (tmp_path / "report.py").write_text(REPORT)
    return tmp_path


def lines(project: Path) -> dict[int, str]:
    """The lines with findings in the report, and their codes."""
    path = project / "report.py"
    found = check_source(path.read_text(), str(path), options=Options())
    return {finding.place.span.start.line: finding.code for finding in found}


def test_all_is_well(project: Path) -> None:
    assert lines(project) == {DRIVE: "GME001", EVENTS: "GME001"}


def _rename(module: Path) -> None:
    module.rename(module.with_name("another.py"))


def _become_folder(module: Path) -> None:
    module.unlink()
    module.mkdir()


def _lead_to_nothing(module: Path) -> None:
    module.unlink()
    module.symlink_to("nowhere.py")


def _lead_to_itself(module: Path) -> None:
    module.unlink()
    module.symlink_to(module.name)


def _become_pipe(module: Path) -> None:
    module.unlink()
    os.mkfifo(module)


BREAKING: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "renamed": _rename,
    "a folder": _become_folder,
    "a link to nothing": _lead_to_nothing,
    "a link to itself": _lead_to_itself,
    "a pipe": _become_pipe,
    "no Python": lambda module: module.write_text("def token(:\n"),
    "in no encoding": lambda module: module.write_bytes(b"# coding: utf-8\nx = '\xff'\n"),
    "in an unknown encoding": lambda module: module.write_text(f"# coding: klingon\n{USER}"),
    "with a null character": lambda module: module.write_text(f"{USER}\0"),
    "nested too deeply": lambda module: module.write_text(f"x = {'(' * 5000}{')' * 5000}\n"),
    "empty": lambda module: module.write_text(""),
    "huge": lambda module: module.write_text(APPLICATION + "# x\n" * 600_000),
    "without the name": lambda module: module.write_text("value = 1\n"),
}


@pytest.mark.parametrize("how", BREAKING)
def test_only_what_depends_on_a_broken_module_is_not_known(project: Path, how: str) -> None:
    lines(project)
    BREAKING[how](project / "other.py")
    found = lines(project)
    assert found.pop(EVENTS, "GME002") == "GME002"
    assert found == {DRIVE: "GME001"}


def test_a_change_counts_at_once(project: Path) -> None:
    for _ in range(3):
        (project / "other.py").write_text(USER)
        assert lines(project) == {DRIVE: "GME001"}
        (project / "other.py").write_text(APPLICATION)
        assert lines(project) == {DRIVE: "GME001", EVENTS: "GME001"}


def test_a_module_that_comes_to_be_is_seen(project: Path) -> None:
    (project / "other.py").unlink()
    lines(project)
    (project / "other").mkdir()
    (project / "other" / "__init__.py").write_text("from application import token\n")
    assert lines(project) == {DRIVE: "GME001", EVENTS: "GME001"}


def test_buffers_count_in_place_of_files(project: Path) -> None:
    path = project / "report.py"
    buffers = {str(project / "other.py"): USER}
    found = check_source(REPORT, str(path), options=Options(), sources=buffers)
    assert [finding.place.span.start.line for finding in found] == [DRIVE]


def test_modules_that_import_each_other(project: Path) -> None:
    (project / "other.py").write_text(f"import report\nfrom third import *\n{APPLICATION}")
    (project / "third.py").write_text("from other import *\nfrom third import *\nimport third\n")
    assert lines(project) == {DRIVE: "GME001", EVENTS: "GME001"}


def test_names_passed_on_in_a_circle(project: Path) -> None:
    (project / "other.py").write_text("from third import token\n")
    (project / "third.py").write_text("from other import token\n")
    assert lines(project) == {DRIVE: "GME001", EVENTS: "GME002"}


def test_a_long_file_is_followed_to_its_end(project: Path) -> None:
    wrapper = [
        "def get(path, token):",
        "    url = URL.rstrip('/') + '/' + path.strip().lstrip('/')",
        "    return requests.get(url, headers={'Authorization': 'Bearer ' + token})",
    ]
    # Each path is another, so that no call is like one before.
    calls = [f"get('/users/{number}/messages', other.token())" for number in range(1500)]
    last = "get('/me/messages', other.token())"
    source = "\n".join([REPORT, *wrapper, *calls, last, ""])
    (project / "report.py").write_text(source)
    assert max(lines(project)) == source.count("\n")


def test_a_long_chain_of_modules_ends(project: Path) -> None:
    for number in range(300):
        (project / f"link{number}.py").write_text(f"from link{number + 1} import token\n")
    (project / "other.py").write_text("from link0 import token\n")
    assert lines(project)[DRIVE] == "GME001"
