"""The command ``explain`` given the text of an error, as an argument or on standard input."""

import io
import subprocess
import sys
from collections.abc import Callable
from unittest.mock import Mock

import httpx
import pytest
import requests
from msgraph.generated.models.o_data_errors.main_error import MainError
from msgraph.generated.models.o_data_errors.o_data_error import ODataError

from tests.frontends.explain.runs import CHECK, refusal
from tests.support import command_runner
from tests.support.command_runner import Runner
from tests.support.made_tokens import app_only, signed

ME = "https://graph.microsoft.com/v1.0/me/messages"
REFUSED = "/me request is only valid with delegated authentication flow."
BARE = "raise_for_status() leaves out what Graph answered"


class Terminal(io.TextIOWrapper):
    """Standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def of_requests(status: int, reason: str) -> str:
    answer = requests.Response()
    answer.status_code, answer.reason, answer.url = status, reason, ME
    return _raised(answer.raise_for_status)


def of_httpx(status: int) -> str:
    answer = httpx.Response(status, request=httpx.Request("GET", ME))
    return _raised(answer.raise_for_status)


def of_msgraph(code: str, message: str) -> list[str]:
    error = ODataError()
    error.error = MainError(code=code, message=message)
    error.response_status_code = 403
    return [str(error), repr(error.error)]


def of_o365(message: str) -> str:
    """What O365 makes of an answer: the error of requests, and Graph's message."""
    return f"{of_requests(400, 'Bad Request')} | Error Message: {message}"


def _raised(call: Callable[[], object]) -> str:
    with pytest.raises((requests.HTTPError, httpx.HTTPStatusError)) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize("code", ["NoPermissionsInAccessToken", "ErrorAccessDenied"])
def test_what_msgraph_prints(run: Runner, code: str) -> None:
    messages = {
        "NoPermissionsInAccessToken": "The token contains no permissions, or permissions can not "
        "be understood.",
        "ErrorAccessDenied": "Access is denied. Check credentials and try again.",
    }
    for text in of_msgraph(code, messages[code]):
        assert run("explain", text) == run("explain", code)
        assert run("explain", text)[1].startswith(f"{code}: ")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (of_requests(403, "Forbidden"), "403 Client Error"),
        (of_requests(401, "Unauthorized"), "401 Client Error: Unauthorized for url: "),
        (of_httpx(403), f"Client error '403 Forbidden' for url '{ME}'"),
        (of_o365(REFUSED), REFUSED),
        (of_o365("Resource not found for the segment 'sendMail'."), "Resource not found for"),
        (f"GET {ME} failed: {REFUSED}", REFUSED),
        (f"{ME}: {REFUSED}", REFUSED),
        ("NoPermissionsInAccessToken", "NoPermissionsInAccessToken: "),
        ("nopermissionsinaccesstoken", "NoPermissionsInAccessToken: "),
        ("Authorization_RequestDenied", "Authorization_RequestDenied: "),
        ("Request_ResourceNotFound", "Request_ResourceNotFound: "),
        ("ResourceNotFound", "ResourceNotFound: "),
        ("accessDenied", "accessDenied: "),
        ("ErrorInvalidUser", "ErrorInvalidUser: "),
        ("BadRequest", "BadRequest, UnknownError\n  This code says nothing by itself"),
        ("invalid_scope", "invalid_scope\n  No token was issued"),
        ("AADSTS70011", "AADSTS70011: "),
        ("{'error': 'invalid_scope', 'error_description': 'AADSTS1002012: x'}", "AADSTS1002012: "),
    ],
)
def test_texts_as_arguments(run: Runner, text: str, starts: str) -> None:
    code, out, err = run("explain", text)
    assert (code, err) == (0, "")
    assert out.startswith(starts)
    assert out.removesuffix(CHECK).count("\n") == 2
    assert out.endswith(CHECK) is ("/me" in out.removesuffix(CHECK))
    for how in ((), ("-",), ("--error",)):
        assert run("explain", *how, stdin=text.encode()) == (0, out, "")
    assert run("explain", *text.split(" "))[1] == out


def test_what_is_bare_is_told_only_if_nothing_else_is(run: Runner) -> None:
    assert BARE in run("explain", of_requests(400, "Bad Request"))[1]
    assert BARE not in run("explain", of_o365(REFUSED))[1]


def test_what_is_uncertain_stays_so(run: Runner) -> None:
    """Other causes are named beside the one that this project is about."""
    for code in ("Authorization_RequestDenied", "ResourceNotFound", "ErrorAccessDenied"):
        assert "Graph also gives this answer to /me" in run("explain", code)[1]
    cure = run("explain", "NoPermissionsInAccessToken")[1]
    assert cure.index("If the request went to /me, use /users/{user}") < cure.index(
        "Otherwise, and for /users/{user} too"
    )
    assert "if the token is app-only" in run("explain", of_requests(403, "Forbidden"))[1]


def test_the_order_in_which_a_text_is_taken(run: Runner) -> None:
    call = f"GET {ME}"
    assert run("explain", call)[1].startswith("GET /me/messages\n")
    assert run("explain", ME)[1] == run("explain", call)[1]
    assert run("explain", f"{call}: {REFUSED}")[1].startswith(REFUSED)
    for how in ((), ("-",)):
        assert run("explain", *how, stdin=call.encode()) == run("explain", call)
        assert run("explain", *how, stdin=b" gme001\n") == run("explain", "GME001")


def test_what_is_not_known_is_said_to_be(run: Runner) -> None:
    for text in (
        "TooManyRequests",
        "403 Client Error: Forbidden for url: https://example.com/me",
        "Error: get token failed",
        "Delete failed for some reason",
    ):
        told = refusal(run, text)
        assert "nor an error that is known here" in told
        assert refusal(run, stdin=text.encode()) == told
        assert run("explain", "--error", stdin=text.encode())[0] == 0
    assert "as text" in refusal(run, "accessDenied", "--output-format=json")
    long = refusal(run, f"Bearer {signed(app_only())} \x1b[2J\u202e" + "x" * 500)
    assert "[redacted]" in long
    assert "\x1b" not in long


def test_a_terminal_is_asked(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_runner, "io", Mock(TextIOWrapper=Terminal, BytesIO=io.BytesIO))
    for how in ((), ("-",), ("--error",)):
        code, out, err = run("explain", *how, stdin=b"accessDenied\n")
        assert (code, err) == (
            0,
            "Paste what to explain, then press Ctrl-D (on Windows Ctrl-Z and Enter):\n",
        )
        assert out.startswith("accessDenied: Access denied\n")


def test_without_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flake8_graph_me", "explain"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "standard input is empty" in done.stderr
