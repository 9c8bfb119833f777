"""What a run says about fixing its findings is true: each hint is followed, and tried without."""

import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from flake8_graph_me.frontends.command import command
from tests.support.command_runner import grant

TOKEN = """\
import os
import msal
import requests

app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
headers = {"Authorization": "Bearer " + result["access_token"]}
"""
GRAPH = "https://graph.microsoft.com/v1.0"
SEND = f'requests.get("{GRAPH}/me/messages", headers=headers)\n'
BY_NAME = (
    f'def read(upn):\n    requests.get("{GRAPH}/me/messages", headers=headers)\nread("a@b.c")\n'
)
UNSEEN = (
    'def me(token):\n    headers = {"Authorization": "Bearer " + token}\n'
    f'    requests.get("{GRAPH}/me/messages", headers=headers)\nme(result["access_token"])\n'
)
PERHAPS = f"""\
if os.environ.get("TOKEN"):
    headers = {{"Authorization": "Bearer " + os.environ["TOKEN"]}}
{SEND}"""
REMARK = f'requests.get("{GRAPH}/me/onlineMeetings", headers=headers)\n'
WORKBOOK = f'requests.get("{GRAPH}/me/drive/items/1/workbook/tables", headers=headers)\n'
SCOPES = 'app.acquire_token_for_client(["User.Read"])\n'
NO_CURE = f'requests.post("{GRAPH}/me/findMeetingTimes", headers=headers)\n'
SHARED = f"""\
ME = "{GRAPH}/me/messages"
requests.get(ME, headers=headers)
requests.get(ME, headers={{"Authorization": "Bearer " + app.acquire_token_on_behalf_of("a", [])}})
"""
UPN, CALL, PLAIN = (
    "--upn=a@b.c",
    "--user-expression=settings.user()",
    "--user-expression=settings.user",
)
SAFE, UNSAFE = ("--fix",), ("--fix", "--unsafe-fixes")
ONCE = " can apply it once --upn or --user-expression names the user"


@dataclass(frozen=True)
class Tried:
    """A program and options, the end of the hint and of the summary, and what follows the hint."""

    text: str
    given: tuple[str, ...]
    hint: str | None
    sum_up: str
    follow: tuple[str, ...] = ()


TRIED = {
    "proven": Tried(SEND, (), f"--fix{ONCE}", "1 fixable with --fix --upn …", (*SAFE, UPN)),
    "proven, user": Tried(SEND, (UPN,), "--fix applies it", "1 fixable with --fix", SAFE),
    "proven, expression": Tried(SEND, (PLAIN,), "--fix applies it", "1 fixable with --fix", SAFE),
    "proven, call": Tried(
        SEND,
        (CALL,),
        "--fix --unsafe-fixes applies it",
        "1 fixable with --fix --unsafe-fixes",
        UNSAFE,
    ),
    "name": Tried(
        BY_NAME,
        (),
        "--fix --unsafe-fixes applies it",
        "1 fixable with --fix --unsafe-fixes",
        UNSAFE,
    ),
    "name, user": Tried(BY_NAME, (UPN,), "--fix applies it", "1 fixable with --fix", SAFE),
    "unseen callers": Tried(
        UNSEEN,
        (),
        f"--fix --unsafe-fixes{ONCE}",
        "1 fixable with --fix --upn … --unsafe-fixes",
        (*UNSAFE, UPN),
    ),
    "unseen callers, user": Tried(
        UNSEEN,
        (UPN,),
        "--fix --unsafe-fixes applies it",
        "1 fixable with --fix --unsafe-fixes",
        UNSAFE,
    ),
    "perhaps": Tried(
        PERHAPS,
        (),
        f"--fix --unsafe-fixes{ONCE}",
        "1 fixable with --fix --upn … --unsafe-fixes",
        (*UNSAFE, UPN),
    ),
    "perhaps, user": Tried(
        PERHAPS,
        (UPN,),
        "--fix --unsafe-fixes applies it",
        "1 fixable with --fix --unsafe-fixes",
        UNSAFE,
    ),
    "remark": Tried(
        REMARK,
        (),
        f"--fix --unsafe-fixes{ONCE}",
        "1 fixable with --fix --upn … --unsafe-fixes",
        (*UNSAFE, UPN),
    ),
    "workbook, user": Tried(
        WORKBOOK,
        (UPN,),
        "--fix --unsafe-fixes applies it",
        "1 fixable with --fix --unsafe-fixes",
        UNSAFE,
    ),
    "scopes": Tried(
        SCOPES, (), "--fix --unsafe-fixes applies it", "1 fixable with --fix --unsafe-fixes", UNSAFE
    ),
    "no cure": Tried(NO_CURE, (UPN,), None, "1 finding"),
    "shared text": Tried(SHARED, (UPN,), None, "1 finding"),
}
HELP = re.compile(r"= help: .*\((--fix .*)\)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str, of: str = "a.py"
) -> tuple[int, str, str]:
    code = command.main(("check", "--isolated", "--no-cache", *arguments, of))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("name", TRIED)
def test_hints_are_true(capsys: pytest.CaptureFixture[str], name: str) -> None:
    tried = TRIED[name]
    path = Path("a.py")
    Path("settings.py").write_text("user = str\n")
    path.write_text(TOKEN + tried.text)
    code, out, err = run(capsys, *tried.given, "--output-format=full")
    assert (code, HELP.findall(out)) == (1, [] if tried.hint is None else [tried.hint])
    assert err.rstrip().endswith(tried.sum_up)
    assert (" [*]\n" in out) is (tried.hint == "--fix applies it")
    run(capsys, *tried.given, *(tried.follow or (*UNSAFE, UPN)))
    assert (path.read_text() != TOKEN + tried.text) is bool(tried.follow)
    for less in tried.follow:
        path.write_text(TOKEN + tried.text)
        if less != "--fix":
            run(capsys, *tried.given, *(each for each in tried.follow if each != less))
        assert path.read_text() == TOKEN + tried.text


def test_what_is_needed_is_added_up(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("a.py")
    Path("settings.py").write_text("user = str\n")
    path.write_text(TOKEN + SEND + SEND + NO_CURE + SCOPES + BY_NAME + UNSEEN)
    sums = {
        (): "6 findings, 3 fixable with --fix --upn …, 2 more with --unsafe-fixes\n",
        (UPN,): "6 findings, 3 fixable with --fix, 2 more with --unsafe-fixes\n",
        (CALL,): "6 findings, 5 fixable with --fix --unsafe-fixes\n",
        ("--diff", UPN): "",
        ("--output-format=json",): "",
        ("--output-format=full",): "6 findings, 3 fixable with --fix --upn …, "
        "2 more with --unsafe-fixes\n",
    }
    for given, sum_up in sums.items():
        assert run(capsys, *given)[2] == sum_up
    code, out, err = run(capsys, "--fix")
    assert code == 1
    assert err == "6 findings left, 3 fixable with --upn …, 2 more with --unsafe-fixes\n"
    assert out.endswith("\n3 more fixes need --upn or --user-expression\n")
    assert run(capsys, "--fix", UPN)[2] == (
        f"a.py: 3 findings fixed\n{grant('a.py')}3 findings left, 2 fixable with --unsafe-fixes\n"
    )
    assert run(capsys, "--fix", "--unsafe-fixes", UPN)[2].endswith("\n1 finding left\n")
    path.write_text("x = 1\n")
    assert run(capsys) == (0, "", "")


def test_what_is_asked_for_is_not_advised(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.py").write_text(TOKEN + SEND + SEND + NO_CURE + SCOPES + UNSEEN)
    assert run(capsys, "--unsafe-fixes", UPN)[2] == "5 findings, 4 fixable with --fix\n"
    err = run(capsys, "--fix", "--unsafe-fixes")[2]
    assert err.endswith("4 findings left, 3 fixable with --upn …\n")


def test_what_is_not_written_is_not_promised(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.py").write_text(TOKEN + SEND)
    Path("a.py").chmod(0o444)
    assert run(capsys, UPN)[2] == "1 finding, 1 fixable with --fix\n"
    _, out, err = run(capsys, UPN, "--fix", "--output-format=full")
    assert err == "2 findings left\n"
    assert HELP.findall(out) == ["--fix does not apply it: its file was left unchanged"]


def test_a_text_in_another_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("paths.py").write_text(f'ME = "{GRAPH}/me/messages"\n')
    Path("a.py").write_text(f"from paths import ME\n{TOKEN}requests.get(ME, headers=headers)\n")
    reason = "the text is in paths.py, which is not among the checked files"
    code, out, err = run(capsys, UPN, "--output-format=full")
    assert HELP.findall(out) == [f"--fix does not apply it: {reason}"]
    assert (code, err, " [*]" in out) == (1, "1 finding\n", False)
    assert f"no fix: {reason}\n" in run(capsys, UPN, "--fix")[1]
    assert run(capsys, UPN, of=".")[2] == "1 finding, 1 fixable with --fix\n"
    assert run(capsys, UPN, "--fix", of=".")[0] == 0


def test_paths_of_other_files_start_at_the_current_folder(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in ("app", "app/jobs"):
        Path(folder).mkdir()
        Path(folder, "__init__.py").touch()
    Path("app/auth.py").write_text(TOKEN)
    text = f"import requests\nfrom app.auth import headers\n{SEND}"
    Path("app/jobs/mail.py").write_text(text)
    for of in ("app/jobs/mail.py", "./app/jobs/mail.py", "app", "."):
        out = run(capsys, of=of)[1]
        assert "(acquire_token_for_client, app/auth.py:6)" in out
        assert (
            "--> " + ("./" if of[0] == "." else "") + "app/auth.py:6:10"
            in run(capsys, "--output-format=full", of=of)[1]
        )


def test_the_words_of_a_fix_are_what_it_writes(capsys: pytest.CaptureFixture[str]) -> None:
    Path("settings.py").write_text("user = str\n")
    Path("a.py").write_text(TOKEN + BY_NAME)
    written = {
        (): "users/{upn}",
        ("--user-expression=settings.user",): "users/{settings.user}",
        ("--upn=a#EXT#@b.c",): "users/a%23EXT%23@b.c",
        ("--upn=$a@b.c",): "users('$a@b.c')",
    }
    for given, text in written.items():
        out = run(capsys, *given, "--output-format=full")[1]
        assert f"= help: Replace `me` with `{text}` (" in out
        assert re.search(rf"^ *\d+ \+ .*/{re.escape(text)}/messages", out, re.MULTILINE)


def test_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (TOKEN + SEND).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run(capsys, UPN, of="-")[2] == "1 finding, 1 fixable with --fix\n"
