"""The README is true: its generated parts, its excerpts, its commands, its names."""

import json
import re
import subprocess
import tomllib
from importlib.metadata import entry_points
from typing import Any

import pytest

from flake8_graph_me.frontends.reports.links import rule_url
from flake8_graph_me.frontends.settings import PREFIX, SETTINGS
from flake8_graph_me.rules.catalogue import RULES
from flake8_graph_me.terms.options import Options
from tests.cloud import Cloud, Program, ProgramOutcome, run_programs
from tests.documents import parts, readme
from tests.specification.judging import choose_all, find, fix, observations
from tests.specification.marks import compare
from tests.specification.pages import Case, File
from tests.specification.settings import Settings

README = readme.README.read_text(encoding="utf-8")
SAMPLE = parts.ROOT / "tests" / "sample" / "report.py"
USER = "adele@contoso.com"
REFUSED = 400


def headings(level: int) -> list[str]:
    return re.findall(rf"^{'#' * level} (.+)$", README, re.MULTILINE)


def anchors() -> set[str]:
    """Where links into the README may lead, as GitHub names its headings."""
    titles = re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_generated_parts_are_up_to_date() -> None:
    update = "run python -m tests.documents.readme --update"
    assert parts.generated(README, readme.PARTS) == README, update


def test_the_example_is_reported_as_shown() -> None:
    assert "groups.py:13:5: GME001 GET '/me/memberOf'" in parts.block(README, "finding")
    assert "+    " in parts.block(README, "change")
    assert "the request is sent" in parts.block(README, "evidence")


def test_codes_agree_everywhere() -> None:
    codes = [rule.CODE for rule in RULES]
    assert codes == sorted(set(codes))
    assert [title for title in headings(3) if title.startswith("GME")] == codes
    (entry,) = (each for each in entry_points(group="flake8.extension") if each.name == "GME")
    assert entry.value == "flake8_graph_me.frontends.plugin:Plugin"
    for rule in RULES:
        assert rule.CODE.startswith(entry.name)
        assert f"{rule.CODE} {rule.SLUG}: " in (rule.__doc__ or "")
        assert rule_url(rule.CODE).partition("#")[2] in anchors()


def test_codes_in_the_prose_exist() -> None:
    known = {rule.CODE for rule in RULES}
    for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (parts.ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"\bGME\d{3}\b", text)) <= known, page


def test_links_within_the_repository_lead_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (parts.ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", text):
            assert (parts.ROOT / target).exists(), f"{page}: {target}"
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= anchors()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.name)
def test_each_option_is_described(setting: Any) -> None:  # noqa: ANN401 - any row of the table
    assert f"`--{PREFIX}{setting.name} " in README
    assert f"`--{setting.name}`" in README


def test_blocks_in_other_languages_can_be_read() -> None:
    for language, text in re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE):
        if language == "json":
            json.loads(text)
        elif language == "toml":
            tomllib.loads(text)
        elif language == "python":
            compile(text, "README.md", "exec")


def test_ci_runs_the_command_of_the_readme() -> None:
    script = parts.ROOT / ".ci" / "run"
    shown = subprocess.run([script, "--show"], capture_output=True, text=True, check=True)
    command = parts.block(README, "test command")
    assert command.count("\n") == 1
    assert shown.stdout == command


@pytest.mark.parametrize("name", ["sample command", "test command"])
def test_commands_make_their_environment_in_one_line(name: str) -> None:
    command = parts.block(README, name)
    assert command.count("\n") == 1
    assert command.startswith("python3.11 -m venv .venv && .venv/bin/python -m pip install ")


class TestSample:
    """The shipped sample is a case like those in the pages, and a program that runs."""

    @staticmethod
    def case() -> Case:
        file = File(SAMPLE.name, SAMPLE.read_text(encoding="utf-8"), 1)
        return Case(SAMPLE, "the sample", 1, (file,), Settings(Options(upn=USER)), None)

    def test_its_findings_are_those_marked(self) -> None:
        case = self.case()
        found = find({SAMPLE.name: case.files[0].text}, case.settings.options)
        assert compare(case, observations(found)) == []
        shown = parts.block(README, "sample output")
        assert shown.count(f"{SAMPLE.name}:") == len(observations(found))

    def test_graph_refuses_it_until_it_is_fixed(self) -> None:
        case = self.case()
        before = {SAMPLE.name: case.files[0].text}
        found = find(before, case.settings.options)
        after = fix(before, choose_all(found, unsafe=False))
        programs = [Program("before", before, SAMPLE.name), Program("after", after, SAMPLE.name)]
        with Cloud() as cloud:
            wrong, right = run_programs(programs, cloud)
        assert wrong.error is None, wrong.output
        assert right.error is None, right.output
        assert refused(wrong) == ["/me/memberOf", "/me/messages", "/me/sendMail"]
        assert refused(right) == []
        assert "not sent: /me request is only valid with delegated" in wrong.output
        assert right.output.endswith("sent\n")


def refused(outcome: ProgramOutcome) -> list[str]:
    """The paths that Graph refused, without version and query."""
    paths = [each.path for each in outcome.exchanges if each.status >= REFUSED]
    return [path.partition("?")[0].removeprefix("/v1.0") for path in paths]
