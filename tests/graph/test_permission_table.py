"""The permission table is built from Microsoft's data, reproducibly, and is shipped."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flake8_graph_me.graph import permission_rows
from flake8_graph_me.graph.table import __main__ as building

ROOT = Path(__file__).parents[2]
WORK, PERSONAL, APPLICATION = "DelegatedWork", "DelegatedPersonal", "Application"
IDENTIFIER = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"
Sets = tuple[list[str], list[str], dict[str, str]]


def permission(*sets: Sets, level: int | None = 3, kind: str = "oAuth2") -> dict[str, Any]:
    granting = {"requiresAdminConsent": True} | ({"privilegeLevel": level} if level else {})
    return {
        "authorizationType": kind,
        "schemes": {scheme: granting for schemes, _, _ in sets for scheme in schemes},
        "pathSets": [
            {"schemeKeys": schemes, "methods": methods, "paths": paths}
            for schemes, methods, paths in sets
        ],
    }


BOTH = [WORK, APPLICATION]
LEAST = "least=DelegatedWork,Application"
PERMISSIONS = {
    "Mail.Read": permission(
        (BOTH, ["GET"], {"/users/{id}/messages": "least=DelegatedWork", "/me/messages": LEAST}),
        ([WORK], ["GET"], {"/me/settings": "", "/groups/{id}": "least=DelegatedWork"}),
        level=3,
    ),
    "Mail.ReadBasic.All": permission(
        ([APPLICATION], ["GET"], {"/users/{user-id}/Messages/": "least=Application"}), level=2
    ),
    "Mail.ReadWrite": permission(
        (BOTH, ["GET", "POST"], {"/users/{id}/messages": LEAST}),
        ([PERSONAL], ["PATCH"], {"/users/{id}": "", "/Education/me": ""}),
        ([WORK], ["POST"], {"/users/{id}/drive/root:/{id}/copy(a={v}, b={v})": ""}),
        ([WORK], ["POST"], {"/users/{id}/x/microsoft.graph.y/z/microsoft.graph.f": ""}),
        level=4,
    ),
    "Things.Write.All": permission(([APPLICATION], ["GET", "POST"], {"/things": LEAST})),
    "Things.Read.All": permission(([APPLICATION], ["GET"], {"/things": ""})),
    "Things.Read.Hidden": permission(([APPLICATION], ["GET"], {"/things": LEAST})),
    "Things.Read.Group": permission(([APPLICATION], ["GET"], {"/things": LEAST})),
    "Things.Read.Unknown": permission(([APPLICATION], ["GET"], {"/things": LEAST})),
    "Things.Move.All": permission(
        ([APPLICATION], ["POST"], {"/things": f"{LEAST};AlsoRequires=Things.Read.All,Mail.Read"})
    ),
    "Things.Link.All": permission(
        ([APPLICATION], ["POST"], {"/things": "AlsoRequires=Things.Write.All,Things.Own.Special"}),
        ([APPLICATION], ["POST"], {"/Things/": "AlsoRequires=Things.Read.All,Gone.Read.All"}),
    ),
    "Things.Own.Special": permission(([APPLICATION], ["POST"], {"/things": ""}), kind="RSC"),
}
UNKNOWN = {"Things.Read.Unknown"}
PROVISIONING = {
    "permissionDeployments": {
        name: [
            {"id": IDENTIFIER, "scheme": scheme, "isHidden": name == "Things.Read.Hidden"}
            for scheme in about["schemes"]
            if scheme != PERSONAL
        ]
        for name, about in PERMISSIONS.items()
        if name not in UNKNOWN
    }
}
DESCRIPTIONS = {
    "delegatedScopesList": [{"id": IDENTIFIER.upper(), "value": "Mail.Read"}],
    "applicationScopesList": [{"id": OTHER, "value": "Things.Move.All"}],
}


def text(permissions: object = PERMISSIONS) -> str:
    return building.table(
        *map(json.dumps, ({"permissions": permissions}, PROVISIONING, DESCRIPTIONS))
    )


def made() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(text())
    return table


def granted(path: str, method: str) -> list[str]:
    """What a row takes in each scheme, by names."""
    table = made()
    names = [line.partition("|")[0] for line in table["permissions"]]
    rows = table[f"/{path.partition('/')[0]}"]
    number = dict(each.split() for each in rows[path].split(", "))[method]

    def named(each: str) -> str:
        return "+".join(names[int(number)] for number in each.split("+"))

    shown = []
    for scheme in table["grants"][int(number)].split("|"):
        least, colon, others = scheme.partition(":")
        shown.append(" ".join(map(named, least.split())) + colon)
        shown[-1] += " ".join(map(named, others.split()))
    return shown


def test_it_has_a_row_for_each_path_in_one_spelling() -> None:
    table = made()
    rows = {
        path: row for area in table if area.startswith("/") for path, row in table[area].items()
    }
    assert {path: [each.split()[0] for each in row.split(", ")] for path, row in rows.items()} == {
        "education/me": ["PATCH"],
        "groups/{}": ["GET"],
        "me/messages": ["GET"],
        "me/settings": ["GET"],
        "things": ["GET", "POST"],
        "users/{}": ["PATCH"],
        "users/{}/drive/root:/{}:/copy(a={},b={})": ["POST"],
        "users/{}/messages": ["GET", "POST"],
        "users/{}/x/microsoft.graph.y/z/microsoft.graph.f": ["POST"],
    }


def test_the_least_privileged_one_stands_before_a_colon() -> None:
    application, work, personal = granted("users/{}/messages", "GET")
    assert application == "Mail.ReadBasic.All:Mail.Read Mail.ReadWrite"
    # Of two that are marked, the one that opens fewer methods of the path.
    assert work == "Mail.Read:Mail.ReadWrite"
    assert personal == ""
    assert granted("users/{}/messages", "POST")[0] == "Mail.ReadWrite:"
    assert granted("users/{}", "PATCH") == ["", "", ":Mail.ReadWrite"]


def test_an_application_has_no_me() -> None:
    assert granted("me/messages", "GET") == ["", "Mail.Read:", ""]


def test_what_cannot_be_granted_is_never_the_least_and_reading_does_not_write() -> None:
    # Things.Write.All is marked too, but reads no better than Things.Read.All, which is not.
    assert granted("things", "GET")[0] == (
        "Things.Read.All:Things.Write.All Things.Read.Group Things.Read.Hidden Things.Read.Unknown"
    )


def test_what_is_needed_beside_a_permission_stands_behind_it() -> None:
    assert granted("things", "POST")[0] == (
        "Things.Move.All+Things.Read.All+Mail.Read:"
        # One of what several marks name: what only reads, then as the data have them.
        "Things.Link.All+Things.Read.All+Things.Write.All+Things.Own.Special "
        "Things.Write.All Things.Own.Special"
    )


def test_how_a_permission_is_granted() -> None:
    lines = dict(line.split("|", 1) for line in made()["permissions"])
    assert lines["Mail.Read"] == f"3a {IDENTIFIER}|3a {IDENTIFIER}|"
    assert lines["Mail.ReadBasic.All"] == f"2a {IDENTIFIER}||"
    assert lines["Things.Read.Hidden"] == f"3ah {IDENTIFIER}||"
    assert lines["Things.Read.Group"] == f"3as {IDENTIFIER}||"
    assert lines["Things.Own.Special"] == f"3as {IDENTIFIER}||"
    assert lines["Things.Read.Unknown"] == "3a||"
    # The files contradict each other.
    assert lines["Things.Move.All"] == "3a ?||"


def test_it_says_whose_data_it_is() -> None:
    shipped = json.loads(permission_rows.TABLE.read_text(encoding="utf-8"))
    for table in (made(), shipped):
        assert "microsoftgraph/microsoft-graph-devx-content 6cbd6bbd" in table["source"]
        assert "2026-08-07" in table["source"]
        assert "Copyright (c) 2020 Microsoft Graph" in table["licence"]
        assert "this permission notice shall be included" in table["licence"]


def test_equal_data_give_equal_bytes() -> None:
    assert text(dict(reversed(PERMISSIONS.items()))) == text()


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the build step, which leaves the shipped table alone if it refuses."""
    return subprocess.run(
        [sys.executable, "-m", "flake8_graph_me.graph.table", *arguments],
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
        b'{"permissions": {"A": {"authorizationType": "", "schemes": 1, "pathSets": []}}}',
        b'{"permissions": {"A": {"authorizationType": "", "schemes": {}, "pathSets": [1]}}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_another_file_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    before = permission_rows.TABLE.read_bytes()
    for name, good in (
        ("provisioningInfo.json", PROVISIONING),
        ("permissions-descriptions.json", DESCRIPTIONS),
    ):
        (tmp_path / name).write_text(json.dumps(good))
    (tmp_path / "permissions.json").write_bytes(data)
    done = command(str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(str(tmp_path))
    assert done.stderr.count("\n") == 1
    assert permission_rows.TABLE.read_bytes() == before


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    for arguments in ((), ("a", "b"), (str(tmp_path / "none"),), (str(tmp_path),)):
        done = command(*arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
