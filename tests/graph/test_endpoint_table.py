"""The endpoint table is built from Microsoft's data, reproducibly, and is shipped.

With GRAPH_PERMISSIONS naming Microsoft's permissions.json, in the version that the table states,
the shipped table is rebuilt from it.
"""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from flake8_graph_me.graph import endpoint_rows, endpoint_table

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "flake8_graph_me"
FULL = os.environ.get("GRAPH_PERMISSIONS", "")
WORK, PERSONAL, APPLICATION = "DelegatedWork", "DelegatedPersonal", "Application"


def permission(*sets: tuple[list[str], list[str], dict[str, str]]) -> dict[str, Any]:
    return {
        "schemes": {scheme: {} for schemes, _, _ in sets for scheme in schemes},
        "pathSets": [
            {"schemeKeys": schemes, "methods": methods, "paths": paths}
            for schemes, methods, paths in sets
        ],
    }


BOTH = [WORK, APPLICATION]
SAMPLE = {
    "permissions": {
        "Mail.Read": permission(
            (BOTH, ["GET"], {"/users/{id}/messages": "least=DelegatedWork", "/me/messages": ""}),
            ([WORK], ["GET"], {"/me/settings": "", "/groups/{id}": "least=DelegatedWork"}),
        ),
        "Mail.ReadBasic.All": permission(
            ([APPLICATION], ["GET"], {"/users/{user-id}/Messages/": "least=Application"}),
        ),
        "Mail.ReadWrite": permission(
            (BOTH, ["GET", "POST"], {"/users/{id}/messages": "least=DelegatedWork,Application"}),
            ([PERSONAL], ["PATCH"], {"/users/{id}": "", "/users/me/x": "", "/Education/me": ""}),
            ([WORK], ["POST"], {"/users/{id}/drive/root:/{id}/copy(a={v}, b={v})": ""}),
            ([WORK], ["POST"], {"/users/{id}/x/microsoft.graph.y/z/microsoft.graph.f": ""}),
        ),
    }
}
ROWS = {
    "users/{}": "PATCH",
    "users/{}/drive/root:/{}:/copy(a={},b={})": "POST",
    "users/{}/messages": "GET, POST",
    "users/{}/x/z/f": "POST",
}


def made(data: object = SAMPLE) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(endpoint_table.table(json.dumps(data)))
    return table


def granted(table: dict[str, Any], path: str, method: str) -> str:
    methods = dict(text.split() for text in table["rows"][path].split(", "))
    grant: str = table["grants"][int(methods[method])]
    return grant


def test_it_has_a_row_for_each_path_in_one_spelling() -> None:
    rows = made()["rows"]
    names = {
        path: ", ".join(text.split()[0] for text in methods.split(", "))
        for path, methods in rows.items()
    }
    assert names == ROWS


def test_permissions_stand_least_privileged_first() -> None:
    table = made()
    assert granted(table, "users/{}/messages", "GET") == (
        # A mark shared by two methods says less than one that stands for this method alone.
        "Mail.ReadBasic.All|Mail.Read Mail.ReadWrite"
    )
    assert granted(table, "users/{}/messages", "POST") == "Mail.ReadWrite|"
    assert granted(table, "users/{}", "PATCH") == "|"


def test_it_says_which_pairs_are_for_me_only_and_which_are_not() -> None:
    table = made()
    assert table["me only"] == {"education/users/{}": "PATCH", "users/{}/settings": "GET"}
    assert table["users only"]["users/{}/messages"] == "POST"


def test_it_says_whose_data_it_is() -> None:
    shipped = json.loads(endpoint_rows.TABLE.read_text(encoding="utf-8"))
    for table in (made(), shipped):
        assert "microsoftgraph/microsoft-graph-devx-content 6cbd6bbd" in table["source"]
        assert "2026-08-07" in table["source"]
        assert "Copyright (c) 2020 Microsoft Graph" in table["licence"]
        assert "this permission notice shall be included" in table["licence"]


def test_equal_data_give_equal_bytes() -> None:
    permissions = SAMPLE["permissions"]
    other = {"permissions": dict(reversed(permissions.items())), "more": 1}
    assert endpoint_table.table(json.dumps(other)) == endpoint_table.table(json.dumps(SAMPLE))


@pytest.mark.skipif(not FULL, reason="GRAPH_PERMISSIONS names no permissions.json of Microsoft")
def test_the_shipped_table_is_made_from_the_file_that_it_names() -> None:
    text = Path(FULL).read_text(encoding="utf-8")
    assert endpoint_table.table(text) == endpoint_rows.TABLE.read_text(encoding="utf-8")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the build step, which leaves the shipped table alone if it refuses."""
    return subprocess.run(
        [sys.executable, "-m", "flake8_graph_me.graph.endpoint_table", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not JSON",
        b"[]",
        b"{}",
        b'{"permissions": 1}',
        b'{"permissions": {}}',
        b'{"permissions": {"A": 1}}',
        b'{"permissions": {"A": {"pathSets": [{"schemeKeys": [], "methods": []}]}}}',
        b'{"permissions": {"A": {"pathSets": [{"schemeKeys": 1, "methods": 1, "paths": {"/users/x": 1}}]}}}',  # noqa: E501 - one row of a table
        b'{"permissions": {"A": {"pathSets": [{"schemeKeys": ["Application"], "methods": [1], "paths": {"/users/x": ""}}]}}}',  # noqa: E501 - as above
        b'{"permissions": {"A": {"pathSets": [{"schemeKeys": ["Application"], "methods": ["GET"], "paths": {"/users/x": 1}}]}}}',  # noqa: E501 - as above
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_another_file_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    before = endpoint_rows.TABLE.read_bytes()
    path = tmp_path / "permissions.json"
    path.write_bytes(data)
    done = command(str(path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(str(path))
    assert done.stderr.count("\n") == 1
    assert endpoint_rows.TABLE.read_bytes() == before


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    for arguments in ((), ("a", "b"), (str(tmp_path / "none.json"),), (str(tmp_path),)):
        done = command(*arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1


def test_all_data_of_the_package_is_shipped() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = settings["tool"]["setuptools"]["package-data"]["flake8_graph_me"]
    data = (
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    )
    assert sorted(data) == sorted(shipped)
