"""The README is true: its generated parts, its excerpts, its commands, its names."""

import json
import re
import subprocess
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from flake8_graph_me.frontends import flake8_bridge
from flake8_graph_me.frontends.command import finding_output
from flake8_graph_me.frontends.reports.formats import FORMATS
from flake8_graph_me.frontends.reports.links import PROJECT_URL, rule_url
from flake8_graph_me.frontends.settings import PREFIX, SETTINGS
from flake8_graph_me.rules.catalogue import RULES
from flake8_graph_me.terms.options import Options
from tests.cloud import Cloud, Program, ProgramOutcome, run_programs
from tests.documents import frame, parts, readme
from tests.specification.judging import choose_all, find, fix, observations
from tests.specification.marks import compare
from tests.specification.pages import Case, File
from tests.specification.settings import Settings

OTHERS = ("CONTRIBUTING.md", "CHANGELOG.md")
MANUAL = f"{PROJECT_URL}/blob/main/flake8_graph_me/docs/"
UPDATE = "run python -m tests.documents.readme --update"
README = readme.README.read_text(encoding="utf-8")
DOCS = {page.stem: page.read_text(encoding="utf-8") for page in readme.DOCS.glob("*.md")}
PAGES = {
    **{page: (parts.ROOT / page).read_text(encoding="utf-8") for page in ("README.md", *OTHERS)},
    **{f"flake8_graph_me/docs/{name}.md": text for name, text in DOCS.items()},
}
SAMPLE = parts.ROOT / "tests" / "sample" / "report.py"
USER = "adele@contoso.com"
REFUSED = 400
MOST_LINES = 300
"""How many lines the README may have: what is more belongs on a page of the manual."""


def anchors(text: str) -> set[str]:
    """Where links into a page may lead, as GitHub names its headings, and its own anchors."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    headings = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    return headings | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("page", list(readme.PAGES), ids=lambda each: each.name)
def test_generated_parts_are_up_to_date(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert parts.generated(text, readme.PAGES[page]) == text, UPDATE


def test_generated_pages_are_up_to_date() -> None:
    for page, text in readme.whole_pages().items():
        assert page.read_text(encoding="utf-8") == text, UPDATE


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= MOST_LINES


def test_the_picture_loads_nothing() -> None:
    picture = frame.PICTURE.read_text(encoding="utf-8")
    root = ET.fromstring(picture)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "needs\xa0a\xa0signed-in\xa0user" in "".join(root.itertext())
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg|graph\.microsoft\.com)", picture) == []


def test_the_example_is_reported_as_shown() -> None:
    assert "groups.py:13:5: GME001 GET '/me/memberOf'" in parts.block(README, "finding")
    assert "+    " in parts.block(README, "change")


def test_codes_agree_everywhere() -> None:
    codes = [rule.CODE for rule in RULES]
    assert codes == sorted(set(codes))
    assert sorted(name for name in DOCS if name.startswith("GME")) == codes
    (entry,) = (each for each in entry_points(group="flake8.extension") if each.name == "GME")
    assert entry.value == "flake8_graph_me.frontends.plugin:Plugin"
    for rule in RULES:
        assert rule.CODE.startswith(entry.name)
        assert f"{rule.CODE} {rule.SLUG}: " in (rule.__doc__ or "")
        assert rule_url(rule.CODE) == f"{MANUAL}{rule.CODE}.md"
        assert rule.CODE.lower() in anchors(README)


@pytest.mark.parametrize("page", PAGES)
def test_codes_in_the_prose_exist(page: str) -> None:
    known = {rule.CODE for rule in RULES}
    assert set(re.findall(r"\bGME\d{3}\b", PAGES[page])) <= known


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_repository_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[page]):
        where, _, anchor = target.partition("#")
        if where.startswith(MANUAL):
            file = readme.DOCS / where.removeprefix(MANUAL)
        elif re.match(r"https?:", where):
            continue
        else:
            file = (parts.ROOT / page).parent / where if where else parts.ROOT / page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


def test_the_readme_links_absolutely() -> None:
    """What shows it elsewhere, such as PyPI, does not know the repository."""
    relative = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert [each for each in relative if not each.endswith(".md") or "/" in each] == []


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.name)
def test_each_option_is_described(setting: Any) -> None:  # noqa: ANN401 - any row of the table
    assert f"`--{PREFIX}{setting.name} " in DOCS["options"]
    assert f"`--{setting.name}`" in DOCS["options"]


def test_each_output_format_is_described() -> None:
    listed, _, examples = DOCS["outputs"].partition("\n## ")
    assert re.findall(r"^- `(\w+)`", listed, re.MULTILINE) == [each.name for each in FORMATS]
    (formatter,) = entry_points(group="flake8.report", name="graph-me-sarif")
    assert f"--format={formatter.name} " in examples
    steps = re.findall(r"flake8-graph-me check (--output-format \w+.*)", examples)
    assert len(steps) == 3
    for step in steps:
        flake8_bridge.parse(step.split(), prog="", extend=finding_output.OPTIONS)


@pytest.mark.parametrize("page", PAGES)
def test_blocks_in_other_languages_can_be_read(page: str) -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE)
    for language, text in blocks:
        if language == "json":
            json.loads(text)
        elif language == "toml":
            tomllib.loads(text)
        elif language == "yaml":
            assert yaml.safe_load(text)
        elif language == "python":
            compile(text, page, "exec")


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
