"""The options: what they accept and reject, and how flake8 and the command report it."""

import subprocess
import sys
from pathlib import Path

import pytest

from flake8_graph_me.frontends import settings
from flake8_graph_me.frontends.setting_values import RefusedError
from flake8_graph_me.terms.options import Options
from tests.support.command_runner import without_summary

REFUSED = [
    ("upn", "", "is empty"),
    ("upn", "  ", "is empty"),
    ("upn", "a b@c.d", "white space"),
    ("upn", "a\x1b@c.d", "control characters"),
    ("upn", "users/a@b.c", "slash"),
    ("upn", ".", "is no user"),
    ("upn", "..", "is no user"),
    ("upn", "'adele@contoso.com'", "has quotes around it"),
    ("upn", "me", "'me'"),
    ("upn", "ME", "'me'"),
    ("upn", "<upn>", "placeholder"),
    ("upn", "{user_id}", "placeholder"),
    ("upn", "${UPN}", "placeholder"),
    ("upn", "$UPN", "placeholder"),
    ("upn", "%UPN%", "placeholder"),
    ("upn", "YOUR-USER", "placeholder"),
    ("upn", "user_principal_name", "placeholder"),
    ("user-expression", "", "is empty"),
    ("user-expression", "settings.", "not a Python expression"),
    ("user-expression", "x = 1", "not a Python expression"),
    ("user-expression", "a\0b", "not a Python expression"),
    ("user-expression", "(" * 500, "not a Python expression"),
    ("user-expression", "(a,\nb)", "more than one line"),
    ("user-expression", "settings.mailbox  # theirs", "comment"),
    ("user-expression", "adele@contoso.com", "is a user's name, which --upn takes"),
    ("app-only", "get_token()", "not a dotted name"),
    ("app-only", "pkg..token", "not a dotted name"),
    ("delegated", "pkg.2fa", "not a dotted name"),
    ("hosts", "https://gateway.example", "not a bare host name"),
    ("hosts", "gateway.example/v1.0", "not a bare host name"),
    ("hosts", "gateway.example:8443", "not a bare host name"),
    ("hosts", "-gateway.example", "not a bare host name"),
    ("requests", "pkg.call", "not of the form"),
    ("requests", "pkg.call(url=0)", "not of the form"),
    ("requests", "pkg.call(url=0, url=1)", "not of the form"),
    ("requests", "pkg.call(url=-1, token=1)", "not of the form"),
    ("requests", "pkg.call(url=0, token=0)", "one parameter for both"),
    ("requests", "pkg.call(url=0, token=1", "not of the form"),
    ("requests", "pkg.call(url=0.5, token=1)", "not of the form"),
    ("requests", "pkg.call(url=1, token=01)", "not of the form"),
    ("requests", "pkg.call(url=999999999, token=1)", "not of the form"),
    ("requests", "pkg.call(url=class, token=1)", "which cannot be a parameter"),
    ("requests", "pkg..call(url=0, token=1)", "not of the form"),
    ("ambiguous", "delegated", "app-only or unknown"),
    ("source-roots", "nowhere/at/all", "is not a folder"),
    ("source-roots", __file__, "is not a folder"),
]

ACCEPTED = [
    ({"upn": "adele@contoso.example"}, Options(upn="adele@contoso.example")),
    ({"upn": "o'brien@b.example"}, Options(upn="o'brien@b.example")),
    ({"upn": "a#EXT#@b.example"}, Options(upn="a#EXT#@b.example")),
    ({"upn": "$AAA@b.example"}, Options(upn="$AAA@b.example")),
    ({"user-expression": " settings.mailbox "}, Options(user_expression="settings.mailbox")),
    (
        {"user-expression": 'os.environ["GRAPH#USER"]'},
        Options(user_expression='os.environ["GRAPH#USER"]'),
    ),
    ({"app-only": "pkg.auth.*, get_token,\n  b?r.[a-c]x"}, None),
    (
        {"hosts": "GRAPH.Gateway.example localhost"},
        Options(hosts=("graph.gateway.example", "localhost")),
    ),
    ({"hosts": ""}, Options()),
    ({"source-roots": ["/", "."]}, Options(source_roots=("/", "."))),
    ({"ambiguous": "app-only"}, Options(ambiguous_app_only=True)),
    ({"ambiguous": "unknown"}, Options()),
]


@pytest.mark.parametrize(("name", "value", "reason"), REFUSED)
def test_wrong_value_is_refused_in_one_line(name: str, value: str, reason: str) -> None:
    with pytest.raises(RefusedError) as caught:
        settings.read({name: value}, prefix="graph-me-")
    text = str(caught.value)
    assert text.startswith(f"--graph-me-{name}: ")
    assert reason in text
    assert len(text.splitlines()) == 1


@pytest.mark.parametrize(("raw", "options"), ACCEPTED)
def test_right_value_is_read(raw: dict[str, object], options: Options | None) -> None:
    expected = options or Options(app_only=("pkg.auth.*", "get_token", "b?r.[a-c]x"))
    assert settings.read(raw, prefix="") == expected


def test_commas_inside_parentheses_do_not_separate_request_functions() -> None:
    raw = "pkg.http.call( url=0 ,token=1 ), get(token=auth, url=path)\n  *.other(url=1, token=2,)"
    options = settings.read({"requests": raw}, prefix="")
    assert options.requests == (
        "pkg.http.call(url=0, token=1)",
        "get(url=path, token=auth)",
        "*.other(url=1, token=2)",
    )


def test_why_a_user_is_refused() -> None:
    for quote in "'\"`":
        with pytest.raises(RefusedError, match="has quotes around it"):
            settings.read({"upn": f"{quote}adele@contoso.com{quote}"}, prefix="")
    for text, reason in (
        ("<upn>", "looks like a placeholder"),
        ("'", "ends with a quote"),
        ("adele@contoso.com'", "ends with a quote"),
        ('ad"ele@contoso.com', 'has a " in it'),
        ("ad`ele@contoso.com", "has a ` in it"),
        ("contoso\\adele", r"has a \\ in it"),
    ):
        with pytest.raises(RefusedError, match=reason):
            settings.read({"upn": text}, prefix="")
    assert settings.read({"upn": "o'brien@contoso.com"}, prefix="").upn == "o'brien@contoso.com"


def test_literal_and_expression_exclude_each_other() -> None:
    with pytest.raises(RefusedError, match="--upn and --user-expression cannot be combined"):
        settings.read({"upn": "a@b.c", "user-expression": "x.y"}, prefix="")


def test_a_name_cannot_have_both_identities() -> None:
    with pytest.raises(RefusedError, match="--app-only and --delegated both name 'token'"):
        settings.read({"app-only": "token", "delegated": "x,token"}, prefix="")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [("flake8", "--isolated"), ("flake8_graph_me", "check")])
def test_wrong_argument_ends_the_run_at_its_start(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    prefix = "--graph-me-" if arguments[0] == "flake8" else "--"
    done = _run(tmp_path, *arguments, f"{prefix}upn", "a b", ".")
    assert done.returncode == 2
    assert done.stdout == ""
    program = arguments[0].replace("_", "-")
    reason = "'a b' contains white space or control characters"
    assert done.stderr == f"{program}: error: {prefix}upn: {reason}\n"


@pytest.mark.parametrize("arguments", [("flake8",), ("flake8_graph_me", "check")])
@pytest.mark.parametrize("key", ["graph-me-requests", "graph_me_requests"])
def test_wrong_configuration_ends_the_run_at_its_start(
    tmp_path: Path, arguments: tuple[str, ...], key: str
) -> None:
    (tmp_path / ".flake8").write_text(f"[flake8]\n{key} = call(url=0)\n")
    done = _run(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "requests: 'call(url=0)' is not of the form" in line


PROGRAM = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
requests.get("https://graph.microsoft.com/v1.0/me", headers={"Authorization": "Bearer " + token})
"""
EXPRESSION, LITERAL = "user-expression=settings.user", "upn=a@b.c"
RUNS = pytest.mark.parametrize("arguments", [("flake8",), ("flake8_graph_me", "check")])


@RUNS
@pytest.mark.parametrize(
    ("configured", "given", "shown"),
    [
        ([EXPRESSION], LITERAL, "use '/users/a@b.c'"),
        ([LITERAL], EXPRESSION, "use '/users/<upn>'"),
        ([LITERAL, EXPRESSION], "upn=d@e.f", "use '/users/d@e.f'"),
    ],
)
def test_a_user_on_the_command_line_counts_before_configured_ones(
    tmp_path: Path, arguments: tuple[str, ...], configured: list[str], given: str, shown: str
) -> None:
    keys = "".join(f"graph-me-{each}\n" for each in configured)
    (tmp_path / "setup.cfg").write_text(f"[flake8]\n{keys}")
    (tmp_path / "program.py").write_text(PROGRAM)
    prefix = "--graph-me-" if arguments[0] == "flake8" else "--"
    done = _run(tmp_path, *arguments, f"{prefix}{given}", "--select=GME", "program.py")
    assert (done.returncode, without_summary(done.stderr)) == (1, "")
    assert shown in done.stdout


@RUNS
def test_two_users_of_one_place_are_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    prefix = "--graph-me-" if arguments[0] == "flake8" else "--"
    on_the_command_line = _run(tmp_path, *arguments, f"{prefix}{LITERAL}", f"{prefix}{EXPRESSION}")
    (tmp_path / "setup.cfg").write_text(f"[flake8]\ngraph-me-{LITERAL}\ngraph-me-{EXPRESSION}\n")
    for done in (on_the_command_line, _run(tmp_path, *arguments)):
        assert done.returncode == 2
        assert "cannot be combined" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_flake8_lists_every_option_in_its_help(tmp_path: Path) -> None:
    help_text = _run(tmp_path, "flake8", "--help").stdout
    for setting in settings.SETTINGS:
        assert f"--graph-me-{setting.name} {setting.metavar}" in help_text
