"""Silenced code is not touched: what ``check`` reports, compared with what ``--fix`` changes."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends import flake8_bridge
from flake8_graph_me.frontends.command import command
from flake8_graph_me.frontends.fix_runs.edit_rights import EditRights
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Applicability, Edit, Finding, Fix
from flake8_graph_me.terms.places import Place, Position, Span
from tests.support.command_runner import NOTHING_CHECKED, without_summary

TOKEN = """\
import msal
import requests

app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
headers = {"Authorization": "Bearer " + result["access_token"]}
"""
TEXT = '"https://graph.microsoft.com/v1.0/me/drive"'
FIXED_TEXT = TEXT.replace("/me/", "/users/adele@contoso.com/")
ONE_FILE = {"jobs.py": f"{TOKEN}requests.get({TEXT}, headers=headers)\n"}
TWO_FILES = {
    "jobs.py": TOKEN.replace("\n\n", "\nfrom paths import ME\n\n")
    + "requests.get(ME, headers=headers)\n",
    "paths.py": f"# paths\n\nME = {TEXT}\n",
}


@dataclass(frozen=True)
class Silence:
    """A way to silence a file, or the last line of one.

    In arguments and settings ``{}`` stands for the name of the file.
    """

    comment: str = ""
    line_below: str = ""
    arguments: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def excludes(self) -> bool:
        """Whether the file is not looked at."""
        return any("exclude" in each for each in (*self.arguments, *self.settings))

    def put(self, files: Mapping[str, str], name: str, folder: Path) -> tuple[str, ...]:
        """Write the files with one of them silenced; the arguments for it."""
        own = f"{files[name].rstrip()}{self.comment}\n{self.line_below}"
        for each, text in {**files, name: own}.items():
            (folder / each).write_text(text)
        lines = [f"{key} = {value.format(name)}\n" for key, value in self.settings.items()]
        (folder / "setup.cfg").write_text("".join(["[flake8]\n", *lines]))
        return tuple(each.format(name) for each in self.arguments)


LOCAL = {
    "a comment": Silence("  # noqa"),
    "a comment with the code": Silence("  # noqa: GME001"),
    "a comment with the beginning of the code": Silence("  # noqa:E501,GME0"),
    "a comment for the file": Silence(line_below="# flake8: noqa\n"),
    "per-file-ignores": Silence(arguments=("--per-file-ignores={}:GME001",)),
    "per-file-ignores by a pattern": Silence(arguments=("--per-file-ignores=E*.py:E,{}*:GME",)),
    "configured per-file-ignores": Silence(settings={"per-file-ignores": "{}: GME001"}),
    "exclude": Silence(arguments=("--exclude={}",)),
    "extend-exclude": Silence(arguments=("--extend-exclude=./{}",)),
    "configured exclude": Silence(settings={"exclude": "{}"}),
    "configured extend-exclude": Silence(settings={"extend-exclude": "{}"}),
}
EVERYWHERE = {
    "select": Silence(arguments=("--select=GME002",)),
    "configured select": Silence(settings={"select": "GME002"}),
    "ignore": Silence(arguments=("--ignore=GME001",)),
    "extend-ignore": Silence(arguments=("--extend-ignore=GME001",)),
    "configured extend-ignore": Silence(settings={"extend-ignore": "GME001"}),
}
IN_VAIN = {
    "nothing": Silence(),
    "a comment with another code": Silence("  # noqa: GME002"),
    "a comment that is disabled": Silence("  # noqa", arguments=("--disable-noqa",)),
    "a comment on another line": Silence(line_below="pass  # noqa\n"),
    "a comment for the file with a code": Silence(line_below="x = 1  # flake8: noqa: GME001\n"),
    "per-file-ignores for another code": Silence(arguments=("--per-file-ignores={}:GME002",)),
    "per-file-ignores for another file": Silence(arguments=("--per-file-ignores=x{}:GME001",)),
    "exclude of another file": Silence(arguments=("--exclude=x{}",)),
    "select": Silence(arguments=("--select=GME001",)),
}
Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Check:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = command.main(("check", "--upn=adele@contoso.com", *arguments))
        out, err = capfd.readouterr()
        return code, out, without_summary(err)

    return run


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.glob("*.py")}


def reported(output: str) -> list[tuple[str, int, str]]:
    return [(each["path"], each["line"], each["code"]) for each in json.loads(output)]


def ids(table: Mapping[str, Silence]) -> list[str]:
    return [name.replace(" ", "_") for name in table]


@pytest.mark.parametrize("silence", LOCAL.values(), ids=ids(LOCAL))
@pytest.mark.parametrize("files", [ONE_FILE, TWO_FILES], ids=["one file", "two files"])
def test_a_silenced_finding_changes_nothing(
    check: Check, tmp_path: Path, files: Mapping[str, str], silence: Silence
) -> None:
    arguments = silence.put(files, "jobs.py", tmp_path)
    before = contents(tmp_path)
    said = NOTHING_CHECKED.format(".") if silence.excludes and len(files) == 1 else ""
    assert check(*arguments) == (0, "", said)
    assert check("--diff", *arguments) == (0, "", said)
    assert check("--fix", *arguments) == (0, "", said)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("silence", LOCAL.values(), ids=ids(LOCAL))
def test_a_silenced_text_is_not_touched_and_the_finding_says_so(
    check: Check, tmp_path: Path, silence: Silence
) -> None:
    """The finding counts, as it stands in a file that is not silenced."""
    arguments = silence.put(TWO_FILES, "paths.py", tmp_path)
    before = contents(tmp_path)
    code, out, _ = check("--output-format=json", *arguments)
    assert (code, reported(out)) == (1, [("./jobs.py", 8, "GME001")])
    code, out, err = check("--fix", "--output-format=json", *arguments)
    assert (code, reported(out), err) == (1, [("./jobs.py", 8, "GME001")], "")
    assert [each["fix"] for each in json.loads(out)] == [None]
    code, out, _ = check("--diff", *arguments)
    assert (code, out) == (1, "")
    assert contents(tmp_path) == before
    shown = check("--fix", "--output-format=full", *arguments)[1]
    left_out = "the text is in ./paths.py, which is not among the checked files"
    silent = "GME001 is silenced on the line of the text (./paths.py:3)"
    assert f"; no fix: {left_out if silence.excludes else silent}\n" in shown


@pytest.mark.parametrize("silence", EVERYWHERE.values(), ids=ids(EVERYWHERE))
@pytest.mark.parametrize("files", [ONE_FILE, TWO_FILES], ids=["one file", "two files"])
def test_a_code_that_is_off_changes_nothing(
    check: Check, tmp_path: Path, files: Mapping[str, str], silence: Silence
) -> None:
    arguments = silence.put(files, "jobs.py", tmp_path)
    before = contents(tmp_path)
    assert check(*arguments) == check("--fix", *arguments) == (0, "", "")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("silence", IN_VAIN.values(), ids=ids(IN_VAIN))
@pytest.mark.parametrize(
    ("files", "silenced", "edited"),
    [
        (ONE_FILE, "jobs.py", "jobs.py"),
        (TWO_FILES, "jobs.py", "paths.py"),
        (TWO_FILES, "paths.py", "paths.py"),
    ],
)
def test_what_silences_something_else_hinders_no_fix(
    check: Check,
    tmp_path: Path,
    files: Mapping[str, str],
    silenced: str,
    edited: str,
    silence: Silence,
) -> None:
    arguments = silence.put(files, silenced, tmp_path)
    before = contents(tmp_path)
    assert check(*arguments)[0] == 1
    assert check("--fix", *arguments) == (0, "", f"./{edited}: 1 finding fixed\n")
    changed = before[edited].replace(TEXT, FIXED_TEXT)
    assert contents(tmp_path) == {**before, edited: changed} != before
    assert check("--fix", *arguments) == (0, "", "")


def test_a_comment_counts_as_far_as_flake8_says(check: Check, tmp_path: Path) -> None:
    for text, fixed in ((f'ME = {TEXT} \\\n    ""', False), (f"ME = (\n    {TEXT}\n)", True)):
        files = {**TWO_FILES, "paths.py": text}
        arguments = Silence("  # noqa: GME001").put(files, "paths.py", tmp_path)
        before = contents(tmp_path)
        assert check("--fix", *arguments)[0] == (not fixed)
        assert (contents(tmp_path) != before) is fixed


def test_a_fix_for_a_silenced_text_does_not_wait_for_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    LOCAL["a comment"].put(TWO_FILES, "paths.py", tmp_path)
    assert command.main(("check", "--fix")) == 1
    out, err = capfd.readouterr()
    assert (out.count("\n"), without_summary(err)) == (1, "")


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        ("f(\n    1,\n    2,\n)\n", True),
        ("f(  # noqa\n    1,\n    2,\n)\n", True),
        ("f(\n    1,  # noqa: GME001\n    2,\n)\n", False),
        ("f(\n    1,\n    2,\n)  # noqa\n", False),
        ("f(\n    1,\n    2,\n)\n\nx = 1  # noqa\n", True),
        ("f(\n    1,\n    2,\n)\n# flake8: noqa\n", False),
    ],
)
def test_all_lines_of_an_edit_count_but_the_one_of_its_finding(text: str, granted: bool) -> None:
    namespace = flake8_bridge.parse(("--isolated",), prog="check")
    rights = EditRights(
        Judge(namespace), {absolute("a.py")}, lambda _: writing.decode(text.encode())
    )
    place = Place("a.py", Span(Position(1, 0), Position(4, 1)))
    top = Place("a.py", Span(Position(2, 0), Position(2, 0)))
    edits = (Edit(top, "import os\n"), Edit(place, "g()"))
    finding = Finding("GME001", "", "", place, fix=Fix(Applicability.SAFE, "", edits))
    assert (rights.granted(finding).fix == finding.fix) is granted
    assert (rights.granted(finding).withheld is None) is granted
    inserted = replace(finding, fix=Fix(Applicability.SAFE, "", edits[:1]))
    assert rights.granted(inserted) == inserted


def test_a_finding_without_a_silenced_text_is_still_fixed(check: Check, tmp_path: Path) -> None:
    silent = "ME = " + TEXT + "  # noqa\nOWN = " + TEXT + "\n"
    jobs = TWO_FILES["jobs.py"].replace("import ME", "import ME, OWN")
    jobs += "requests.get(OWN, headers=headers)\n"
    arguments = Silence().put({"jobs.py": jobs, "paths.py": silent}, "jobs.py", tmp_path)
    code, out, err = check("--fix", *arguments)
    assert (code, out.count("\n"), err) == (1, 1, "./paths.py: 1 finding fixed\n")
    assert contents(tmp_path) == {
        "jobs.py": jobs,
        "paths.py": f"ME = {TEXT}  # noqa\nOWN = {FIXED_TEXT}\n",
    }
