"""The parts of the formats for other programs."""

import datetime as dt
import json
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from xml.etree import ElementTree as ET

import pytest

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends.reports.interchange import github, gitlab, junit, rdjson, sarif
from flake8_graph_me.frontends.reports.interchange.file_names import folder_uri, slashed, uri
from flake8_graph_me.frontends.reports.interchange.fingerprints import fingerprints
from flake8_graph_me.frontends.reports.interchange.own_rules import TOOL, own_rules
from flake8_graph_me.frontends.reports.interchange.severity import Severity, severity
from flake8_graph_me.frontends.reports.texts import Texts
from flake8_graph_me.frontends.running import Outcome
from flake8_graph_me.rules.catalogue import RULES
from flake8_graph_me.terms.findings import Applicability, Edit, Finding, Fix
from flake8_graph_me.terms.places import Place, Position, Span
from tests.frontends.outputs.schemas import CHECKS
from tests.support.made_tokens import app_only, signed

POSIX = PurePosixPath("/src/the project")
WINDOWS = PureWindowsPath(r"C:\src\the project")
NETWORK = PureWindowsPath(r"\\server\share\project")
NOW = dt.datetime(2024, 2, 29, 23, 59, 58, 7, dt.UTC)


def place(
    path: str = "a.py", line: int = 1, column: int = 0, end: int = 0, end_line: int = 0
) -> Place:
    return Place(path, Span(Position(line, column), Position(end_line or line, end)))


def found(
    where: Place, code: str = "GME001", message: str = "wrong", fix: Fix | None = None
) -> Finding:
    return Finding(code, "slug", message, where, fix=fix)


@pytest.mark.parametrize(
    ("path", "root", "shown", "reference"),
    [
        ("a.py", POSIX, "a.py", ("a.py", True)),
        ("./a b/ä.py", POSIX, "a b/ä.py", ("a%20b/%C3%A4.py", True)),
        ("a:b.py", POSIX, "a:b.py", ("a%3Ab.py", True)),
        ("a\\b.py", POSIX, "a\\b.py", ("a%5Cb.py", True)),
        ("x/../a.py", POSIX, "a.py", ("a.py", True)),
        ("\udcff.py", POSIX, "\udcff.py", ("%FF.py", True)),
        ("\ud800.py", POSIX, "\ud800.py", ("%ED%A0%80.py", True)),
        ("/src/the project/a.py", POSIX, "a.py", ("a.py", True)),
        ("../a.py", POSIX, "/src/a.py", ("file:///src/a.py", False)),
        ("../../../../a.py", POSIX, "/a.py", ("file:///a.py", False)),
        (r".\a b\c.py", WINDOWS, "a b/c.py", ("a%20b/c.py", True)),
        (r"a\..\b/c.py", WINDOWS, "b/c.py", ("b/c.py", True)),
        (r"c:\SRC\the project\a\b.py", WINDOWS, "a/b.py", ("a/b.py", True)),
        (r"..\x y.py", WINDOWS, "C:/src/x y.py", ("file:///C:/src/x%20y.py", False)),
        (r"D:\x\y.py", WINDOWS, "D:/x/y.py", ("file:///D:/x/y.py", False)),
        (r"a\b.py", NETWORK, "a/b.py", ("a/b.py", True)),
        (r"..\b c.py", NETWORK, "//server/share/b c.py", ("file://server/share/b%20c.py", False)),
    ],
)
def test_names_of_files(path: str, root: PurePath, shown: str, reference: tuple[str, bool]) -> None:
    assert slashed(path, root) == shown
    assert uri(path, root) == reference


def test_folders() -> None:
    assert folder_uri(POSIX) == "file:///src/the%20project/"
    assert folder_uri(WINDOWS) == "file:///C:/src/the%20project/"
    assert folder_uri(NETWORK) == "file://server/share/project/"
    assert folder_uri(PurePosixPath("/")) == "file:///"


def test_a_token_in_a_name_is_hidden_before_it_is_encoded() -> None:
    assert uri(f"{signed(app_only())}.py", POSIX) == ("%5Bredacted%5D", True)


@pytest.mark.parametrize("root", [WINDOWS, NETWORK])
def test_formats_show_names_of_windows_with_slashes(root: PurePath) -> None:
    findings = [found(place(r".\pkg\a b.py", 2, 4, 6))]
    prints = fingerprints(findings, [""], root)
    assert github.document(findings, root) == (
        "::error file=pkg/a b.py,line=2,col=5,endLine=2,endColumn=7,title=GME001 slug"
        "::GME001 wrong\n"
    )
    (entry,) = json.loads(gitlab.document(findings, prints, root))
    assert entry["location"] == {"path": "pkg/a b.py", "lines": {"begin": 2, "end": 2}}
    log = sarif.document(TOOL, own_rules(), findings, prints, root)
    CHECKS["sarif"](log)
    (result,) = json.loads(log)["runs"][0]["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "pkg/a%20b.py", "uriBaseId": "SRCROOT"}
    assert prints == fingerprints([found(place("pkg/a b.py", 7))], [""], POSIX)


def test_how_github_reads_text() -> None:
    text = "100%, a:b\r\nc"
    assert github.in_message(text) == "100%25, a:b%0D%0Ac"
    assert github.in_property(text) == "100%25%2C a%3Ab%0D%0Ac"


def test_columns_of_github_are_within_one_line() -> None:
    shown = github.document([found(place("a.py", 2, 4, 6, end_line=3), "GME901")], POSIX)
    assert shown == "::notice file=a.py,line=2,endLine=3,title=GME901 slug::GME901 wrong\n"


def test_severities() -> None:
    levels = {rule.CODE: severity(rule.CODE) for rule in RULES}
    warnings = {"GME002", "GME006"}
    assert levels.pop("GME901") is Severity.INFO
    assert {code for code, level in levels.items() if level is Severity.WARNING} == warnings
    assert all(levels[code] is Severity.ERROR for code in levels.keys() - warnings)
    assert severity("F401") is Severity.WARNING


class TestFingerprints:
    """They tell findings apart, and nothing else."""

    def test_of_line_code_path_and_number(self) -> None:
        lines = ["x = 1", "x = 1", "y", "x = 1", "x = 1"]
        findings = [
            found(place(line=2)),
            found(place(line=1)),
            found(place(line=3)),
            found(place(line=1), "GME002"),
            found(place("b.py")),
        ]
        prints = fingerprints(findings, lines, POSIX)
        assert len(set(prints)) == len(findings)
        # The first of the two stands in the line above.
        assert fingerprints(findings[1:2], ["  x =\t1"], POSIX) == [prints[1]]
        moved = [found(place("./a.py", line=30)), found(place(line=20))]
        assert fingerprints(moved, ["x = 1", "x = 1"], POSIX) == prints[:2]

    def test_of_any_text(self) -> None:
        assert len(set(fingerprints([found(place("\udcff"))] * 2, ["\udfff", ""], POSIX))) == 2


class TestJunit:
    """XML can hold no control characters at all."""

    def test_odd_characters(self) -> None:
        odd = "\x00\x1b\n\ufffe\ud800\u2028<&\"'é"
        findings = [found(place(f"{odd}.py", 3, 4), message=odd), found(place("b.py"), "GME900")]
        text = junit.document(findings, POSIX, NOW)
        CHECKS["junit"](text)
        assert text.isascii()
        first, second = ET.fromstring(text)
        shown = "\\x00\\x1b\\n\\ufffe\\ud800\\u2028<&\"'é"
        assert first.attrib["name"] == f"{shown}.py"
        assert first.attrib["timestamp"] == "2024-02-29T23:59:58"
        failure = first.find("testcase/failure")
        assert failure is not None
        assert failure.attrib == {"message": shown, "type": "GME001"}
        assert failure.text == f"{shown}.py:3:5: {shown}"
        assert second.find("testcase/error") is not None
        assert (second.attrib["errors"], second.attrib["failures"]) == ("1", "0")

    def test_nothing_is_a_test_that_passes(self) -> None:
        (suite,) = ET.fromstring(junit.document([], POSIX, NOW))
        (case,) = suite.findall("testcase")
        assert (len(case), suite.attrib["tests"], suite.attrib["failures"]) == (0, "1", "0")


ME = place("a.py", 1, 5, 7)
OUTSIDE = place("b.py", 1, 5, 7)


@pytest.mark.parametrize(
    ("applicability", "edits", "suggested"),
    [
        (Applicability.SAFE, (Edit(ME, "x"),), True),
        (Applicability.UNSAFE, (Edit(place(), "import x\n"), Edit(ME, "x")), True),
        (Applicability.DISPLAY, (Edit(ME, "<upn>"),), False),
        (Applicability.SAFE, (Edit(ME, "x"), Edit(OUTSIDE, "x")), False),
        (Applicability.SAFE, (Edit(ME, signed(app_only())),), False),
    ],
)
def test_what_rdjson_suggests(
    applicability: Applicability, edits: tuple[Edit, ...], *, suggested: bool
) -> None:
    finding = found(ME, fix=Fix(applicability, "use x", edits))
    outcome = Outcome("a.py", (finding,), before=writing.Source(b"", "utf-8", 'é = "me"'))
    text = rdjson.document([finding], Texts([outcome], secrets=True), POSIX)
    CHECKS["rdjson"](text)
    (entry,) = json.loads(text)["diagnostics"]
    shown = [(each["range"]["start"]["column"], each["text"]) for each in entry["suggestions"]]
    starts = [1 if edit.place != ME else 7 for edit in edits]
    expected = list(zip(starts, (edit.content for edit in edits), strict=True))
    assert shown == (expected if suggested else [])


def test_a_column_of_a_text_that_nobody_has_is_not_told() -> None:
    text = rdjson.document([found(place("none/a.py", 3, 4, 5))], Texts([], secrets=True), POSIX)
    CHECKS["rdjson"](text)
    (entry,) = json.loads(text)["diagnostics"]
    assert entry["location"]["range"] == {"start": {"line": 3}, "end": {"line": 3}}


def test_sarif_has_braces_twice() -> None:
    log = sarif.document(TOOL, (), [found(ME, message="GET '/me/{0}'")], ["1"], POSIX)
    (result,) = json.loads(log)["runs"][0]["results"]
    assert result["message"]["text"] == "GET '/me/{{0}}'"


def test_sarif_fixes_in_several_files() -> None:
    edits = (Edit(OUTSIDE, "y"), Edit(ME, "x"), Edit(place(), "import x\n"))
    finding = found(ME, fix=Fix(Applicability.SAFE, "use x", edits))
    log = sarif.document(TOOL, (), [finding], ["1"], POSIX)
    CHECKS["sarif"](log)
    (run,) = json.loads(log)["runs"]
    (fix,) = run["results"][0]["fixes"]
    changes = {
        change["artifactLocation"]["uri"]: [
            (each["deletedRegion"]["startColumn"], each["insertedContent"]["text"])
            for each in change["replacements"]
        ]
        for change in fix["artifactChanges"]
    }
    assert changes == {"a.py": [(1, "import x\n"), (6, "x")], "b.py": [(6, "y")]}
    hidden = found(ME, fix=Fix(Applicability.SAFE, "", (Edit(ME, signed(app_only())),)))
    assert "fixes" not in sarif.document(TOOL, (), [hidden], ["1"], POSIX)
