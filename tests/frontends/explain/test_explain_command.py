"""The command ``explain``: what it prints for codes and endpoints, and what it refuses.

Must not depend on any endpoint beyond the documented examples.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_graph_me.rules.catalogue import RULES
from tests.frontends.explain.runs import refusal
from tests.support.command_runner import Runner

FIELDS = ["method", "path", "twin", "app_only"]
FIELDS += ["least_privileged", "permissions", "note", "source", "hint"]
GRANTING = ["for_a_part", "for_basic_properties", "also_required", "identifier", "admin_consent"]
FIELDS += [*GRANTING, "delegated"]
READ = {"application": "810c84a8-4a9e-49e6-bf7d-12d183f40d01"}
READ["delegated"] = "570282fd-fa5c-430d-a7fd-fc8dc98a9dca"
REFUSED = "/me request is only valid with delegated authentication flow."
DELEGATED = {
    "least_privileged": ["Mail.Read"],
    "permissions": ["Mail.Read", "Mail.ReadBasic", "Mail.ReadWrite"],
    "for_a_part": [],
    "for_basic_properties": "Mail.ReadBasic",
    "also_required": {},
    "identifier": READ["delegated"],
    "admin_consent": False,
}


class TestCodes:
    """Codes have pages."""

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.CODE)
    def test_the_page_is_printed(self, run: Runner, rule: object) -> None:
        code = vars(rule)["CODE"]
        status, out, err = run("explain", code)
        assert (status, err) == (0, "")
        assert out.startswith(f"# {code} {vars(rule)['SLUG']}: ")
        assert "\n## Why is this bad?\n" in out
        assert out.endswith(f"docs/{code}.md\n")

    def test_case_does_not_matter(self, run: Runner) -> None:
        assert run("explain", " gme001 ") == run("explain", "GME001")

    def test_as_json(self, run: Runner) -> None:
        known = json.loads(run("explain", "--output-format", "json", "GME001")[1])
        assert list(known) == ["code", "slug", "url", "page"]
        assert (known["code"], known["slug"]) == ("GME001", "app-only-me")

    def test_an_unknown_one_is_refused(self, run: Runner) -> None:
        for wrong in ("GME999", "GME01", "GME1", "GME0011"):
            assert f"there is no code {wrong}; choose from GME001, " in refusal(run, wrong)
        for other in ("F401", "no-such-rule", "GME001 GME002"):
            assert repr(other.partition(" ")[0])[:-1] in refusal(run, other)

    def test_the_name_of_a_rule_is_its_code(self, run: Runner) -> None:
        assert run("explain", "app-only-me") == run("explain", "GME001")


class TestEndpoints:
    """Endpoints have twins and permissions."""

    def test_for_people(self, run: Runner) -> None:
        code, out, err = run("explain", "GET /me/messages")
        assert (code, err) == (0, "")
        first, *lines = out.splitlines()
        assert first == "GET /me/messages"
        assert [line[2:22].strip() for line in lines] == [
            "for a user",
            "app-only token",
            "least privileged",
            "basic properties",
            "also sufficient",
            "narrower",
            "delegated",
            "basic properties",
            "also sufficient",
            "personal account",
            "basic properties",
            "also sufficient",
            "source",
        ]
        assert "  /users/{user}/messages\n" in out
        assert f"  Mail.Read ({READ['application']}; an administrator consents)\n" in out
        assert f"  Mail.Read ({READ['delegated']}; the user consents)\n" in out
        assert "Mail.ReadBasic.All is enough where $select names nothing but basic" in out
        assert "RBAC for Applications in Exchange Online" in out

    def test_what_is_selected_decides(self, run: Runner) -> None:
        known = json.loads(
            run("explain", "GET /me/messages?$select=subject", "--output-format=json")[1]
        )
        assert known["least_privileged"] == ["Mail.ReadBasic.All"]
        assert known["for_basic_properties"] is None
        assert known["delegated"]["work"]["least_privileged"] == ["Mail.ReadBasic"]

    def test_two_permissions_together(self, run: Runner) -> None:
        out = run("explain", "POST /me/getMemberGroups")[1]
        assert re.search(r"User\.ReadBasic\.All \(.*\) and GroupMember\.Read\.All \(", out)
        known = json.loads(run("explain", "POST /me/getMemberGroups", "--output-format=json")[1])
        assert known["also_required"]["User.Read.All"] == ["GroupMember.Read.All"]

    def test_the_nearest_row_is_a_hint(self, run: Runner) -> None:
        known = json.loads(run("explain", "DELETE /me/messages", "--output-format=json")[1])
        assert (known["app_only"], known["permissions"]) == (None, [])
        assert known["hint"] == (
            "the nearest row, GET /users/{}/messages, takes application permission Mail.Read"
        )
        assert "\n  hint  " in run("explain", "DELETE /me/messages")[1]

    def test_a_misspelt_path_is_one_too(self, run: Runner) -> None:
        for asked in ("GET /me/mesages", "GET /me/mailFolders/inbox/mesages"):
            known = json.loads(run("explain", asked, "--output-format=json")[1])
            assert known["app_only"] is None
            assert known["hint"].startswith("the data have no such path; perhaps GET /users/{}/")
            assert known["hint"].endswith("/messages is meant")

    def test_what_cannot_be_granted_is_not_told_to_people(self, run: Runner) -> None:
        asked, specific = "GET /chats/{id}/messages", "ChatMessage.Read.Chat"
        known = json.loads(run("explain", asked, "--output-format=json")[1])
        assert known["permissions"] == ["Chat.Read.All", "Chat.ReadWrite.All", specific]
        out = run("explain", asked)[1]
        assert "  also sufficient     Chat.ReadWrite.All\n" in out
        assert specific not in out
        # That of applications has no identifier; that of users has.
        out = run("explain", "GET /me/calendarView")[1]
        assert out.count("Calendars.ReadBasic is enough where") == 2

    def test_sites_can_be_narrowed_too(self, run: Runner) -> None:
        assert "Sites.Selected limits it" in run("explain", "GET /sites/{id}/lists")[1]
        assert "narrower" not in run("explain", "GET /me/presence")[1]

    def test_for_programs(self, run: Runner) -> None:
        code, out, err = run("explain", "--output-format", "json", "GET /me/messages")
        assert (code, err) == (0, "")
        known = json.loads(out)
        assert list(known) == FIELDS
        source = known.pop("source")
        assert source.startswith("GET /users/{}/messages in the permission data of microsoftgraph/")
        assert known == {
            "method": "GET",
            "path": "/me/messages",
            "twin": "/users/{user}/messages",
            "app_only": True,
            "least_privileged": ["Mail.Read"],
            "permissions": ["Mail.Read", "Mail.ReadBasic.All", "Mail.ReadWrite"],
            "note": None,
            "hint": None,
            "for_a_part": [],
            "for_basic_properties": "Mail.ReadBasic.All",
            "also_required": {},
            "identifier": READ["application"],
            "admin_consent": True,
            "delegated": dict.fromkeys(("work", "personal"), DELEGATED),
        }

    def test_what_is_not_known_is_null(self, run: Runner) -> None:
        for call in ("GET /me/managedDevices", "GET /nothing/of/the/kind", "DELETE /"):
            known = json.loads(run("explain", call, "--output-format=json")[1])
            assert list(known) == FIELDS
            assert known["app_only"] is known["note"] is None
            assert known["permissions"] == known["least_privileged"] == []

    def test_what_serves_instead(self, run: Runner) -> None:
        known = json.loads(run("explain", "POST /me/changePassword", "--output-format=json")[1])
        assert (known["twin"], known["app_only"]) == (None, False)
        assert "passwordProfile" in known["note"]
        out = run("explain", "POST /me/findMeetingTimes")[1]
        assert "refused there: delegated permissions only" in out
        assert "POST /users/{user}/calendar/getSchedule" in out

    @pytest.mark.parametrize(
        "words",
        [
            ["get /me/messages"],
            ["GET", "/me/messages"],
            ["  GET   /me/messages/  "],
            ["/me/messages"],
            ["me/messages"],
            ["GET me/messages"],
            ["GET '/me/messages'"],
            ['GET /me/messages?$filter=isRead eq false&$search="a b"'],
            ["GET", "/me/messages?$filter=isRead", "eq", "false"],
            ["https://graph.microsoft.com/v1.0/me/messages?$top=1#x"],
            ["GET https://graph.microsoft.us/beta/me/messages?$filter=from eq 'a@b.c' and x"],
        ],
        ids=" ".join,
    )
    def test_spellings_of_a_call(self, run: Runner, words: list[str]) -> None:
        assert run("explain", *words) == run("explain", "GET /me/messages")

    def test_odd_ones(self, run: Runner) -> None:
        for path in ("/me/\x1b[31m", "/me/ä%ff{", "/me/" + "x/" * 5000, "/me/\udcff", "/%00"):
            code, out, err = run("explain", path)
            assert (code, err) == (0, "")
            assert "\x1b" not in out
            code, out, _ = run("explain", path, "--output-format=json")
            assert json.loads(out)["method"] == "GET"

    def test_what_is_none_is_refused(self, run: Runner) -> None:
        for words in (
            "",
            " ",
            "foo",
            "foo/bar",
            "GET",
            "x" * 5000,
            "hello world",
            "get it to work",
        ):
            assert "is neither a code such as GME001 nor an endpoint" in refusal(run, words)
        assert "standard input is empty" in refusal(run)
        for words in ("FETCH /me", "OPTIONS /me", "FETCH https://graph.microsoft.com/v1.0/me"):
            assert "is not a method of Graph" in refusal(run, words)
        assert "unrecognized arguments: --wrong" in refusal(run, "GME001", "--wrong")
        assert "invalid choice" in refusal(run, "GME001", "--output-format", "yaml")


def started(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-X", "importtime", "-m", "flake8_graph_me", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def test_in_a_process_of_its_own_without_the_parser() -> None:
    for arguments, stdin in (
        (("explain", "GET /me/messages"), b""),
        (("explain", "--error"), REFUSED.encode()),
    ):
        done = started(*arguments, stdin=stdin)
        assert done.returncode == 0
        assert done.stdout
        assert b"libcst" not in done.stderr
    assert started("explain", "nothing").returncode == 2


def test_help_names_it(run: Runner) -> None:
    assert re.search(r"^  explain +explain a code", run("--help")[1], re.MULTILINE)


def test_the_manual_shows_what_it_prints(run: Runner) -> None:
    readme = (Path(__file__).parents[3] / "flake8_graph_me" / "docs" / "explain.md").read_text(
        encoding="utf-8"
    )
    shown = readme.partition("$ flake8-graph-me explain 'GET /me/messages'\n")[2]
    assert shown.partition("```")[0] == run("explain", "GET /me/messages")[1]
