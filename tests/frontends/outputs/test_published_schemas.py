"""Each format of a real run, by its published schema, and what schemas do not say."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from flake8_graph_me.frontends.command import command
from flake8_graph_me.frontends.reports.formats import FORMATS
from tests.frontends.outputs.schemas import CHECKS

AUTH = """\
import msal

app = msal.ConfidentialClientApplication("id", client_credential="secret")


def headers():
    token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
    return {"Authorization": "Bearer " + token["access_token"]}
"""
MAIL = """\
import requests
from auth import headers

é = "𐐀"; requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=headers())
requests.get("https://graph.microsoft.com/v1.0/me/events", headers=headers())
requests.get(
    "https://graph.microsoft.com/v1.0"
    "/me/events",
    headers=headers(),
)
"""
NAME = "mail, 100%é.py"
Check = Callable[..., str]


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """The output of one run over two files of which one imports the other, and one that cannot be
    analysed.
    """
    monkeypatch.chdir(tmp_path)
    Path("auth.py").write_text(AUTH, encoding="utf-8")
    Path(NAME).write_text(MAIL, encoding="utf-8")
    Path("broken.py").write_bytes(b"\xff")

    def run(*arguments: str) -> str:
        code = command.main(("check", "--isolated", "--no-cache", "--upn=a@b.c", *arguments))
        out, err = capsys.readouterr()
        assert (code, err) == (1, "")
        return out

    return run


def test_each_format_for_programs_is_checked() -> None:
    lines = {"github"}
    programs = {each.name for each in FORMATS if not each.for_people}
    assert programs == CHECKS.keys() | lines


@pytest.mark.parametrize("name", CHECKS)
def test_each_format_is_valid(check: Check, name: str) -> None:
    CHECKS[name](check(f"--output-format={name}"))


@pytest.mark.parametrize("name", CHECKS)
def test_each_format_is_valid_without_findings(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command.main(("check", "--isolated", "--no-cache", f"--output-format={name}")) == 0
    CHECKS[name](capsys.readouterr().out)


def sarif_run(text: str) -> dict[str, Any]:
    """The one run of a log."""
    (run,) = json.loads(text)["runs"]
    assert isinstance(run, dict)
    return run


def uris(value: object) -> set[str]:
    """All artifacts that a part of a log names, all of them relative."""
    if isinstance(value, dict):
        found = set[str]().union(*map(uris, value.values()))
        if "artifactLocation" in value:
            assert value["artifactLocation"]["uriBaseId"] == "SRCROOT"
            found.add(value["artifactLocation"]["uri"])
        return found
    return set[str]().union(*map(uris, value)) if isinstance(value, list) else set()


class TestSarif:
    """What the schema leaves open."""

    def test_a_code_flow_shows_both_files(self, check: Check, tmp_path: Path) -> None:
        run = sarif_run(check("--output-format=sarif", NAME))
        base = run["originalUriBaseIds"]["SRCROOT"]["uri"]
        assert unquote(urlsplit(base).path) == f"{tmp_path.as_posix()}/"
        encoded = "mail%2C%20100%25%C3%A9.py"
        for result in run["results"]:
            ((flow,),) = (each["threadFlows"] for each in result["codeFlows"])
            assert uris(flow) == {"auth.py", encoded}
            assert all(step["location"]["message"]["text"] for step in flow["locations"])
            assert uris(result["locations"]) == {encoded}
            assert "baselineState" not in result
            rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
            assert rule["id"] == result["ruleId"] == "GME001"
            assert rule["helpUri"].startswith("https://")
            assert "signed-in user" in rule["help"]["text"]

    def test_fixes_mend_the_source(self, check: Check) -> None:
        run = sarif_run(check("--output-format=sarif", NAME))
        assert run["columnKind"] == "unicodeCodePoints"
        lines = MAIL.split("\n")
        for result in run["results"]:
            ((change,),) = (fix["artifactChanges"] for fix in result["fixes"])
            ((replacement),) = change["replacements"]
            region = replacement["deletedRegion"]
            assert region["startLine"] == region["endLine"]
            line = lines[region["startLine"] - 1]
            start, end = region["startColumn"] - 1, region["endColumn"] - 1
            assert line[start:end] == "me"
            text = replacement["insertedContent"]["text"]
            lines[region["startLine"] - 1] = line[:start] + text + line[end:]
        assert "\n".join(lines) == MAIL.replace("/me/", "/users/a@b.c/")

    def test_fingerprints_stay_when_lines_move(self, check: Check) -> None:
        def seen() -> list[str]:
            results = sarif_run(check("--output-format=sarif"))["results"]
            return sorted(each["partialFingerprints"]["findingHash/v1"] for each in results)

        before = seen()
        assert len(set(before)) == len(before) == 4
        Path(NAME).write_text(f"# new\n\n{MAIL}", encoding="utf-8")
        assert seen() == before
        Path(NAME).write_text(MAIL.replace("    ", "\t"), encoding="utf-8")
        assert seen() == before
        Path(NAME).write_text(MAIL.replace("me/messages", "me/calendars"), encoding="utf-8")
        assert len(set(seen()) & set(before)) == 3

    def test_paths_are_those_of_the_folder_of_the_run(
        self, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here = sarif_run(check("--output-format=sarif", NAME))["results"]
        whole = sarif_run(check("--output-format=sarif", str(tmp_path / NAME)))["results"]
        assert uris(whole) == uris(here)
        below = tmp_path / "below"
        below.mkdir()
        monkeypatch.chdir(below)
        text = check("--output-format=sarif", f"../{NAME}")
        locations = sarif_run(text)["results"][0]["locations"]
        uri = locations[0]["physicalLocation"]["artifactLocation"]
        assert uri == {"uri": f"{tmp_path.as_uri()}/mail%2C%20100%25%C3%A9.py"}


def test_columns_of_rdjson_count_bytes(check: Check) -> None:
    first, *_ = json.loads(check("--output-format=rdjson", NAME))["diagnostics"]
    (suggestion,) = first["suggestions"]
    line = MAIL.split("\n")[3].encode()
    for where in (suggestion["range"], first["location"]["range"]):
        assert where["start"]["line"] == where["end"]["line"] == 4
    start, end = (suggestion["range"][each]["column"] - 1 for each in ("start", "end"))
    assert line[start:end] == b"me"
    assert suggestion["text"] == "users/a@b.c"
    start, end = (first["location"]["range"][each]["column"] - 1 for each in ("start", "end"))
    assert line[start:end] == b'"https://graph.microsoft.com/v1.0/me/messages"'
    assert {each["location"]["path"] for each in first["related_locations"]} == {"auth.py", NAME}


def test_a_line_of_jsonl_is_an_entry_of_json(check: Check) -> None:
    lines = check("--output-format=jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(check("--output-format=json"))


def test_annotations_of_github(check: Check) -> None:
    broken, *_, last = check("--output-format=github").splitlines()
    assert broken.startswith(
        "::error file=broken.py,line=1,col=1,endLine=1,endColumn=1,title=GME900 analysis-failed"
        "::GME900 "
    )
    assert last.startswith(
        "::error file=mail%2C 100%25é.py,line=8,col=5,endLine=8,endColumn=17,"
        "title=GME001 app-only-me::GME001 GET '/me/events' needs a signed-in user"
    )


class TestFlake8:
    """flake8 with the formatter."""

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, output and errors."""
        done = subprocess.run(
            [sys.executable, "-m", "flake8", "--isolated", "--format=graph-me-sarif", *arguments],
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout.decode("ascii"), done.stderr.decode()

    @pytest.fixture(autouse=True)
    def files(self, check: Check) -> None:
        """Those of the other tests, and more than one process is started for."""
        for number in range(8):
            Path(f"x{number}.py").write_text("import os\n")

    @pytest.mark.parametrize("jobs", ["1", "3"])
    def test_one_log_of_all_plugins(self, jobs: str) -> None:
        code, out, err = self.run("--jobs", jobs, "--statistics", ".")
        CHECKS["sarif"](out)
        assert code == 1
        run = sarif_run(out)
        codes = {each["ruleId"] for each in run["results"]}
        assert {"GME001", "F401", "E501"} <= codes
        assert uris(run["results"]) >= {"x0.py", "mail%2C%20100%25%C3%A9.py"}
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        levels = {each["ruleId"]: each["level"] for each in run["results"]}
        assert (levels["GME001"], levels["F401"]) == ("error", "warning")
        texts = {each["message"]["text"] for each in run["results"]}
        assert "'os' imported but unused" in texts
        assert "8     F401 'os' imported but unused\n" in err
        keys = [each["partialFingerprints"]["findingHash/v1"] for each in run["results"]]
        assert len(set(keys)) == len(keys)

    @pytest.mark.parametrize("tee", [(), ("--tee",)])
    def test_a_file_is_replaced(self, tee: tuple[str, ...]) -> None:
        for _ in range(2):
            code, out, err = self.run("--output-file=new/log.sarif", *tee, "x0.py")
            assert (code, err) == (1, "")
            text = Path("new/log.sarif").read_text(encoding="ascii")
            CHECKS["sarif"](text)
            assert out == (text if tee else "")

    def test_what_cannot_be_read_or_written(self) -> None:
        code, out, _ = self.run("none.py")
        assert code == 1
        CHECKS["sarif"](out)
        assert sarif_run(out)["results"][0]["ruleId"] == "E902"
        code, out, err = self.run("--output-file=x0.py/log.sarif", "x1.py")
        assert (code, err) == (1, "")
        assert out.splitlines()[1:] == ["--output-file: [Errno 17] File exists: 'x0.py'"] or (
            out.splitlines()[1].startswith("--output-file: ")
        )

    def test_nothing_found(self) -> None:
        Path("fine.py").write_text("")
        code, out, _ = self.run("fine.py")
        assert code == 0
        CHECKS["sarif"](out)
        assert sarif_run(out)["results"] == []

    @pytest.mark.skipif(os.name != "posix", reason="names of other systems are texts")
    def test_a_name_that_is_no_text(self) -> None:
        Path(os.fsdecode(b"\xff.py")).write_text("import os\n")
        _, out, _ = self.run(os.fsdecode(b"\xff.py"))
        CHECKS["sarif"](out)
        assert uris(sarif_run(out)["results"]) == {"%FF.py"}
