"""The command ``permissions``: its text, its JSON, its exit codes and its refusals."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import flake8_graph_me
from flake8_graph_me.frontends.permission_runs.permission_report import LAST_WORD
from flake8_graph_me.graph.hosts import RESOURCE_ID
from tests.frontends.permission_runs.runs import Runner
from tests.support.made_tokens import app_only, delegated, signed

LISTS = ("application", "delegated", "cannot_work", "unknown_identity", "undetermined", "no_data")
KEYS = {*LISTS, "none_needed", "determined", "requests", "source", "date"}
FORMATS = ("text", "json", "html", "manifest", "az", "terraform", "bicep")
EMPTY: dict[str, object] = {
    key: [] for key in sorted(KEYS - {"determined", "requests", "source", "date"})
}
WRONG: tuple[object, ...] = (1, [1], [{}], [{"name": "x"}], [{"name": "x", "requests": [{}]}])
BROKEN = [json.dumps({**EMPTY, "application": value}) for value in WRONG]
MAIL_READ = "810c84a8-4a9e-49e6-bf7d-12d183f40d01"


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in found]


def manifest(*entries: dict[str, str]) -> bytes:
    resource = {"resourceAppId": RESOURCE_ID, "resourceAccess": entries}
    return json.dumps({"requiredResourceAccess": [resource]}).encode()


def test_the_object(run: Runner) -> None:
    found = run.json()
    assert set(found) == KEYS
    assert names(found["application"]) == ["Mail.ReadWrite", "User.Read.All"]
    assert names(found["delegated"]) == ["Mail.Read", "User.Read"]
    assert (found["determined"], found["requests"]) == (5, 8)
    assert found["date"] == "2026-08-07"
    assert found["date"] in found["source"]
    assert LAST_WORD in found["source"]
    (mail, _) = found["application"]
    assert set(mail) == {"name", "id", "requests"}
    assert [each["line"] for each in mail["requests"]] == [11, 12]
    assert all(set(each) == {"file", "line", "method", "path"} for each in mail["requests"])
    assert mail["requests"][0]["file"] == "./daemon.py"


def test_what_is_not_determined_has_a_reason(run: Runner) -> None:
    found = run.json("daemon.py")
    (wrong,) = found["cannot_work"]
    assert wrong["path"] == "/me/events"
    assert wrong["identity"] == "app-only"
    assert "use /users/{user}/events, which needs Calendars.Read" in wrong["reason"]
    (unknown,) = found["unknown_identity"]
    assert (unknown["path"], unknown["line"]) == ("/groups", 20)
    (unheard,) = found["no_data"]
    assert unheard["reason"] == "the data have no row for it"
    shape = {"method", "path", "query", "client", "identity", "why", "verdict", "file", "line"}
    for each in (wrong, unknown, unheard):
        assert set(each) == {*shape, "column", "evidence", "reason"}


def test_an_unknown_identity_is_in_no_snippet_unless_it_is_assumed(run: Runner) -> None:
    for chosen in FORMATS[4:]:
        assert "Group.Read.All" not in run(f"--output-format={chosen}").out
        assert "Group.Read.All" in run(f"--output-format={chosen}", "--assume=app-only").out
    assert "Group.Read.All" in names(run.json("--assume=app-only")["application"])
    assert "Group.Read.All" in names(run.json("--assume=delegated")["delegated"])
    assert not run.json("--assume=delegated")["unknown_identity"]


@pytest.mark.parametrize("chosen", FORMATS)
def test_each_output_says_of_which_day_the_data_are(run: Runner, chosen: str) -> None:
    done = run(f"--output-format={chosen}")
    assert done.code == 0
    said = done.err if chosen == "manifest" else done.out
    assert "2026-08-07" in said
    assert LAST_WORD in said
    assert bool(done.err) == (chosen == "manifest")


@pytest.mark.parametrize("chosen", ["text", "az", "terraform", "bicep"])
def test_the_consent_and_what_would_narrow_are_named(run: Runner, chosen: str) -> None:
    out = run(f"--output-format={chosen}").out
    assert "an administrator has to consent to the application permissions" in out
    assert "users consent to the delegated permissions" in out
    assert "RBAC for Applications in Exchange Online" in out
    assert "5 of 8 requests determined" in out


def test_nothing_is_needed(run: Runner) -> None:
    Path("none.py").write_text("print(1)\n")
    assert run.json("none.py")["requests"] == 0
    assert "0 of 0 requests determined" in run("none.py").out
    assert json.loads(run("--output-format=manifest", "none.py").out) == {
        "requiredResourceAccess": []
    }
    for chosen in ("az", "terraform", "bicep"):
        assert "no permission is needed" in run(f"--output-format={chosen}", "none.py").out


def test_the_same_from_python(run: Runner) -> None:
    found = run.json("daemon.py")
    made = flake8_graph_me.minimal_permissions([])
    assert made.date == found["date"]
    assert found["source"].startswith(made.source)


class TestAgainst:
    """What is held."""

    def test_missing(self, run: Runner) -> None:
        held = manifest({"id": MAIL_READ, "type": "Role"})
        done = run("--output-format=json", "--against=-", stdin=held)
        assert done.code == 1
        found = done.json
        assert set(found) == KEYS | {"missing", "unused", "not_seen", "reducible"}
        assert names(found["missing"]) == [*names(found["application"]), *names(found["delegated"])]
        assert all(set(each) == {"name", "type", "id", "instead"} for each in found["missing"])
        assert [each["type"] for each in found["missing"]] == ["Role", "Role", "Scope", "Scope"]

    def test_the_manifest_that_it_prints_is_enough(self, run: Runner) -> None:
        printed = run("--output-format=manifest").out
        Path("manifest.json").write_text(printed)
        done = run("--against=manifest.json", "--strict")
        assert done.code == 0
        assert "what is held and what is needed are the same" in done.out

    def test_unused(self, run: Runner) -> None:
        scopes = {"scp": "Mail.Read User.Read Sites.Read.All openid profile"}
        held = signed(delegated(**scopes)).encode()
        given = ("--output-format=json", "--against=-", "desktop.py")
        assert run(*given, stdin=held).code == 0
        done = run(*given, "--strict", stdin=held)
        assert done.code == 1
        assert names(done.json["unused"]) == ["Sites.Read.All"]

    def test_what_is_not_seen_is_not_unused(self, run: Runner) -> None:
        roles = ["Mail.ReadWrite", "User.Read.All", "Sites.Read.All"]
        held = signed(app_only(roles=roles)).encode()
        done = run("--output-format=json", "--against=-", "--strict", stdin=held)
        assert done.code == 0
        assert done.json["unused"] == []
        assert names(done.json["not_seen"]) == ["Sites.Read.All"]
        assert "not seen in this code" in run("--against=-", stdin=held).out

    def test_reducible(self, run: Runner) -> None:
        held = signed(app_only(roles=["Mail.ReadWrite", "Directory.Read.All"])).encode()
        done = run("--output-format=json", "--against=-", stdin=held)
        assert done.code == 0
        (only,) = done.json["reducible"]
        assert (only["name"], only["instead"]) == ("Directory.Read.All", ["User.Read.All"])

    def test_a_snippet_comes_with_the_differences(self, run: Runner) -> None:
        done = run("--output-format=az", "--against=-", stdin=manifest())
        assert done.code == 1
        assert "missing: Mail.ReadWrite (Role, " in done.err
        assert "missing" not in done.out

    @pytest.mark.parametrize(
        ("held", "words"),
        [
            (b"", "neither an app registration"),
            (b'{"a": 1}', "neither an app registration"),
            (manifest({"id": "1", "type": "Role"}), "no identifier"),
            (manifest({"id": MAIL_READ, "type": "Roles"}), "neither type Role nor Scope"),
            (signed(app_only(aud="https://vault.azure.net")).encode(), "not for Microsoft Graph"),
        ],
    )
    def test_what_cannot_be_read(self, run: Runner, held: bytes, words: str) -> None:
        done = run("--against=-", stdin=held)
        assert (done.code, done.out) == (2, "")
        assert words in done.err
        assert len(done.err.splitlines()) == 1

    @pytest.mark.parametrize("name", ["no-file", ".", "a\0b"])
    def test_no_file(self, run: Runner, name: str) -> None:
        done = run(f"--against={name}")
        assert (done.code, done.out) == (2, "")
        assert "--against: the file cannot be read" in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--strict",), "--strict says something only with --against"),
        (("-",), "not standard input"),
        (("--merge", "a.json", "--shard=1/2"), "--merge cannot be combined"),
        (("daemon.py", "--merge", "a.json"), "--merge cannot be combined"),
        (("--assume=me",), "invalid choice"),
        (("--output-format=xml",), "invalid choice"),
        (("--shard=3/2",), "not of the form I/N"),
        (("--upn=x y",), "upn"),
    ],
)
def test_wrong_arguments(run: Runner, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


class TestMerge:
    """Reports of several runs."""

    def test_shards_give_what_the_whole_gives(self, run: Runner) -> None:
        shards = []
        for number in range(1, 4):
            shards.append(f"{number}.json")
            out = run("--output-format=json", f"--shard={number}/3").out
            Path(shards[-1]).write_text(out, encoding="utf-8")
        whole = run.json()
        assert run.json("--merge", *shards) == whole
        assert run.json("--merge", *reversed(shards), shards[0]) == whole
        assert "5 of 8 requests determined" in run("--merge", *shards).out
        assert [json.loads(Path(each).read_text())["shard"] for each in shards] == [
            "1/3",
            "2/3",
            "3/3",
        ]

    def test_a_shard_is_missing(self, run: Runner) -> None:
        for number in (1, 3):
            out = run("--output-format=json", f"--shard={number}/3").out
            Path(f"{number}.json").write_text(out, encoding="utf-8")
        done = run("--merge", "1.json", "3.json")
        assert done.code == 2
        assert "requests determined" in done.out
        assert done.err == "--merge: no report of shard 2/3; its requests are not counted\n"

    def test_many_shards_are_missing(self, run: Runner) -> None:
        report = run("--output-format=json", "--shard=1/1000").json
        Path("1.json").write_text(json.dumps(report), encoding="utf-8")
        assert "shard 2/1000, 3/1000, " in run("--merge", "1.json").err
        assert " and 991 more; " in run("--merge", "1.json").err

    def test_a_shard_that_is_none(self, run: Runner) -> None:
        report = {**run.json(), "shard": "3/2"}
        Path("1.json").write_text(json.dumps(report), encoding="utf-8")
        done = run("--merge", "1.json")
        assert (done.code, done.out) == (2, "")
        assert "1.json has a shard that is not of the form I/N" in done.err

    def test_an_unknown_identity_can_be_assumed_later(self, run: Runner) -> None:
        Path("r.json").write_text(run("--output-format=json").out, encoding="utf-8")
        found = run.json("--merge", "r.json", "--assume=app-only")
        assert found == run.json("--assume=app-only")

    def test_basic_permissions_stay(self, run: Runner) -> None:
        asked: list[dict[str, object]] = [
            {
                "method": "GET",
                "path": "/users/{id}/messages",
                "query": "$select=subject",
                "client": "c",
                "identity": "app-only",
                "why": "w",
                "verdict": None,
                "file": "a.py",
                "line": 3,
                "column": 1,
                "evidence": [],
            }
        ]
        Path("requests.json").write_text(json.dumps(asked))
        first = run("--output-format=json", "--merge", "requests.json")
        assert names(first.json["application"]) == ["Mail.ReadBasic.All"]
        Path("permissions.json").write_text(first.out)
        assert run.json("--merge", "permissions.json") == first.json

    @pytest.mark.parametrize(
        "text",
        ["", "{}", "1", "[1]", "[" * 100_000, '[{"method": "GET"}]', *BROKEN],
    )
    def test_what_is_no_report(self, run: Runner, text: str) -> None:
        Path("x.json").write_text(text)
        done = run("--merge", "x.json")
        assert (done.code, done.out) == (2, "")
        assert re.match(r"flake8-graph-me: error: --merge: x\.json (is|has) ", done.err)

    def test_no_file(self, run: Runner) -> None:
        done = run("--merge", "none.json")
        assert (done.code, done.out) == (2, "")
        assert "--merge: none.json cannot be read" in done.err
