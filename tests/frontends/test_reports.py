"""The output formats of findings."""

import io
import json
from pathlib import Path

import pytest

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends.reports import concise, diff, full, json_report
from flake8_graph_me.frontends.reports.paint import visible, wants_colour, width
from flake8_graph_me.frontends.running import Outcome
from flake8_graph_me.terms.findings import (
    Applicability,
    Edit,
    EvidenceStep,
    Finding,
    Fix,
    without_fix,
)
from flake8_graph_me.terms.places import Place, Position, Span

SOURCE = """\
import msal

app = msal.ConfidentialClientApplication("id")
token = app.acquire_token_for_client(scopes)
requests.get(f"{HOST}/me/messages", headers=headers(token))
"""


def place(line: int, column: int, end: int, path: str = "mail.py", end_line: int = 0) -> Place:
    return Place(path, Span(Position(line, column), Position(end_line or line, end)))


ME = place(5, 22, 24)
FIX = Fix(
    Applicability.UNSAFE,
    "use '/users/{settings.user}'",
    (
        Edit(place(2, 0, 0), "import settings\n"),
        Edit(ME, "users/{settings.user}"),
    ),
)
FINDING = Finding(
    "GME001",
    "app-only-me",
    "GET '/me/messages' needs a signed-in user but carries an app-only token",
    ME,
    (
        EvidenceStep(place(4, 8, 44), "an app-only token is got"),
        EvidenceStep(place(2, 4, 11, "auth.py"), "it is put into the headers"),
    ),
    FIX,
)
WITHHELD = without_fix(FINDING, "the text is also used rightly")


def show(finding: Finding, text: str = SOURCE) -> list[str]:
    outcome = Outcome(finding.place.path, (finding,), before=writing.Source(b"", "utf-8", text))
    return full.document([outcome], colour=False).splitlines()


def test_concise() -> None:
    assert concise.document([FINDING, WITHHELD]) == (
        "mail.py:5:23: GME001 GET '/me/messages' needs a signed-in user but carries an app-only "
        f"token\nmail.py:5:23: GME001 {WITHHELD.message}\n"
    )


def test_json_has_the_published_shape() -> None:
    (entry,) = json.loads(json_report.document([FINDING]))
    ends = {"end_line": 5, "end_column": 25}
    assert entry == {
        "code": "GME001",
        "slug": "app-only-me",
        "message": FINDING.message,
        "path": "mail.py",
        "line": 5,
        "column": 23,
        **ends,
        "url": "https://github.com/flake8-graph-me/flake8-graph-me/blob/main/flake8_graph_me/docs/GME001.md",
        "evidence": [
            {"path": "mail.py", "line": 4, "column": 9, "end_line": 4, "end_column": 45}
            | {"message": "an app-only token is got"},
            {"path": "auth.py", "line": 2, "column": 5, "end_line": 2, "end_column": 12}
            | {"message": "it is put into the headers"},
        ],
        "fix": {
            "applicability": "unsafe",
            "message": "use '/users/{settings.user}'",
            "edits": [
                {"path": "mail.py", "line": 2, "column": 1, "end_line": 2, "end_column": 1}
                | {"content": "import settings\n"},
                {"path": "mail.py", "line": 5, "column": 23, **ends}
                | {"content": "users/{settings.user}"},
            ],
        },
    }


def test_json_of_nothing_and_of_any_file_name() -> None:
    assert json.loads(json_report.document([])) == []
    odd = Finding("GME900", "analysis-failed", "é", place(1, 0, 0, "\udcff.py"))
    text = json_report.document([odd])
    assert text.isascii()
    (entry,) = json.loads(text)
    assert (entry["path"], entry["fix"], entry["evidence"]) == ("\udcff.py", None, [])


def test_full_shows_source_evidence_and_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("auth.py").write_text("def headers(token):\n\treturn {'Authorization': token}\n")
    assert show(FINDING) == [
        "GME001 GET '/me/messages' needs a signed-in user but carries an app-only token",
        " --> mail.py:5:23",
        "  |",
        '5 | requests.get(f"{HOST}/me/messages", headers=headers(token))',
        "  |                       ^^",
        "  |",
        "  1. an app-only token is got",
        " --> mail.py:4:9",
        "  |",
        "4 | token = app.acquire_token_for_client(scopes)",
        "  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "  |",
        "  2. it is put into the headers",
        " --> auth.py:2:5",
        "  |",
        "2 |     return {'Authorization': token}",
        "  |        ^^^^^^^",
        "  |",
        "  = help: use '/users/{settings.user}' (--fix --unsafe-fixes applies it)",
        "2 + import settings",
        '5 - requests.get(f"{HOST}/me/messages", headers=headers(token))',
        '5 + requests.get(f"{HOST}/users/{settings.user}/messages", headers=headers(token))',
        "",
    ]


def test_full_without_the_other_file_names_its_place() -> None:
    shown = show(FINDING)
    assert shown[shown.index(" --> auth.py:2:5") + 1] == "  |"
    assert "  = help: use" in shown[shown.index(" --> auth.py:2:5") + 2]


def test_the_message_says_why_there_is_no_fix() -> None:
    message = f"{FINDING.message}; no fix: the text is also used rightly"
    assert show(WITHHELD)[0] == f"GME001 {message}"
    entry = json_report.entry(WITHHELD)
    assert (entry["message"], entry["fix"]) == (message, None)


@pytest.mark.parametrize(
    ("text", "where", "row", "carets"),
    [
        ('x = "日本", "/me"', place(1, 12, 14), 'x = "日本", "/me"', " " * 14 + "^^"),
        ('x = "e\u0301", "/me"', place(1, 12, 14), 'x = "e\u0301", "/me"', " " * 11 + "^^"),
        ("\tme", place(1, 1, 3), "    me", "    ^^"),
        ("\x1b[31m me", place(1, 6, 8), r"\x1b[31m me", " " * 9 + "^^"),
        ("f(a,\n  b)", place(1, 2, 4, end_line=2), "f(a,", "  ^^..."),
        ("me", place(1, 9, 9), "me", "  ^"),
        ("\x0cme", place(1, 1, 3), r"\x0cme", "    ^^"),
        ("a" * 300 + "me", place(1, 300, 302), "..." + "a" * 60 + "me", " " * 63 + "^^"),
        ("m" * 300, place(1, 0, 300), "m" * 60 + "...", "^" * 63),
        ("me" + "a" * 300, place(1, 0, 2), "me" + "a" * 60 + "...", "^^"),
        ("", place(1, 0, 0), "", "^"),
    ],
)
def test_carets_stand_below_what_they_mean(text: str, where: Place, row: str, carets: str) -> None:
    shown = show(Finding("GME001", "app-only-me", "no", where), text)
    assert shown[3].removeprefix("1 |").removeprefix(" ") == row
    assert shown[4] == f"  | {carets}"


def test_numbers_of_lines_stay_in_their_column() -> None:
    finding = Finding("GME001", "s", "no", place(5, 0, 8), (EvidenceStep(place(105, 0, 3), "so"),))
    shown = show(finding, SOURCE + "\n" * 99 + "end\n")
    assert "  5 | requests.get(" in shown[3]
    assert "105 | end" in shown


def test_place_outside_the_text_is_only_named() -> None:
    assert show(Finding("GME001", "s", "no", place(99, 0, 2))) == [
        "GME001 no",
        "  --> mail.py:99:1",
        "",
    ]


def test_edit_outside_the_text_is_not_shown() -> None:
    fix = Fix(Applicability.DISPLAY, "use it", (Edit(place(1, 90, 99), "x"),))
    shown = show(Finding("GME001", "s", "no", ME, fix=fix))
    assert shown[-2].startswith("  = help: use it (--fix can apply it once --upn")


def test_colours_wrap_and_change_nothing_else() -> None:
    outcome = Outcome("mail.py", (FINDING,), before=writing.Source(b"", "utf-8", SOURCE))
    coloured = full.document([outcome], colour=True)
    assert "\x1b[1;31mGME001\x1b[0m" in coloured
    assert "\x1b[32m+ import settings\x1b[0m" in coloured
    plain = coloured
    for style in ("1;31", "1;34", "1;36", "31", "32", "0"):
        plain = plain.replace(f"\x1b[{style}m", "")
    assert plain == full.document([outcome], colour=False)


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("auto", {}, "no", False),
        ("auto", {}, "yes", True),
        ("auto", {"TERM": "dumb"}, "yes", False),
        ("auto", {"NO_COLOR": "1"}, "yes", False),
        ("auto", {"NO_COLOR": ""}, "yes", True),
        ("auto", {"FORCE_COLOR": "1"}, "no", True),
        ("auto", {"FORCE_COLOR": "0"}, "yes", False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, "no", False),
        ("always", {"NO_COLOR": "1"}, "no", True),
        ("never", {"FORCE_COLOR": "1"}, "yes", False),
    ],
)
def test_when_to_colour(
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
    environment: dict[str, str],
    terminal: str,
    expected: object,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal == "yes", raising=False)
    assert wants_colour(stream, choice) is expected


def test_visible_text_has_no_control_characters() -> None:
    everything = "".join(map(chr, range(0x3000)))
    assert visible(everything).isprintable()
    assert width("a日e\u0301") == 4


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (b"a\n", b"a\n", b""),
        (b"a", b"b\n", b"-a\n\\ No newline at end of file\n+b\n"),
        (b"a\rb\n", b"a\rc\n", b"-a\rb\n+a\rc\n"),
        (b"", b"a\n", b"+a\n"),
    ],
)
def test_diff_lines_are_those_of_git(before: bytes, after: bytes, expected: bytes) -> None:
    assert diff.unified(before, after, "a.py").partition(b" @@\n")[2] == expected
