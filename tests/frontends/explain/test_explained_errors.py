"""The command ``explain --error``: what it says of errors, and that it keeps silent about others.

Must not depend on any endpoint.
"""

import json

import pytest

from flake8_graph_me.frontends.command import explain_command
from flake8_graph_me.graph.error_answers import ERROR_ANSWERS
from tests.frontends.explain.runs import CHECK, refusal
from tests.support.command_runner import Runner

REFUSED = "/me request is only valid with delegated authentication flow."
SDK = f"""Traceback (most recent call last):
  File "app.py", line 3, in <module>
msgraph.generated.models.o_data_errors.o_data_error.ODataError:
        APIError
        Code: 400
        message: None
        error: MainError(additional_data={{}}, code='BadRequest', details=None,
        inner_error=InnerError(additional_data={{}}), message="{REFUSED}", target=None)
"""
GRAPH = "https://graph.microsoft.com/v1.0"
O365 = (
    f"400 Client Error: Bad Request for url: {GRAPH}/sendMail | Error Message: Resource not found"
)
O365 += " for the segment"
CUT_OFF = r'{"error": {"message": "\u002f' + REFUSED[1:] + '", "innerEr'


@pytest.mark.parametrize("answer", ERROR_ANSWERS, ids=lambda each: each.words[:40])
def test_each_is_known_by_its_words(run: Runner, answer: object) -> None:
    words = vars_of(answer)["words"].replace("scope ...", "scope User.Read")
    words = words.replace("segment '...'", "segment 'sendMail'")
    body = {"error": {"code": words.partition(": ")[0], "message": words}}
    for text in (words, json.dumps(body), json.dumps(json.dumps(body))):
        code, out, err = run("explain", "--error", stdin=text.encode())
        assert (code, err) == (0, "")
        assert vars_of(answer)["meaning"][1:] in out


@pytest.mark.parametrize(
    "text",
    [
        REFUSED,
        REFUSED.upper().replace(" ", "\r\n  "),
        SDK,
        repr(SDK),
        json.dumps({"error": {"code": "BadRequest", "message": REFUSED}}),
        json.dumps({"error": {"code": "BadRequest", "message": REFUSED}}).replace("/", r"\/"),
        CUT_OFF,
        f"2026-11-22 ERROR 400 Client Error: {REFUSED} for url: https://graph.microsoft.com",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_it_is_found_in_whatever_it_stands(run: Runner, text: str, encoding: str) -> None:
    code, out, err = run("explain", "--error", stdin=text.encode(encoding))
    assert (code, err) == (0, "")
    assert out.startswith(f"{REFUSED}\n  The request went to /me with an app-only token")
    assert out.removesuffix(CHECK).count("\n") == 2


@pytest.mark.parametrize(
    "stdin",
    [
        b"hello",
        b"{}",
        b"null",
        b"\xff\xfe\xff",
        b"\x00\x80\xff",
        b'{"error": {"code": "TooManyRequests", "message": "Too many requests"}}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\\u" * 100_000,
        b"x" * explain_command.LARGEST_ANSWER,
    ],
    ids=range(10),
)
def test_others_are_none_of_them(run: Runner, stdin: bytes) -> None:
    code, out, err = run("explain", "--error", stdin=stdin)
    assert (code, err) == (0, "")
    assert out.startswith("This is not a known error of a /me request with an app-only token")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{O365} 'sendMail'.", "account.mailbox('user@example.com')"),
        ("Resource not found for the segment 'mailFolders'.", "main_resource="),
        ("Requested API is not supported in application-only context", "a delegated flow"),
        ("Either scp or roles claim need to be present in the token.", "no permission at all"),
        ("No Application Access Policy found for this app", "New-CsApplicationAccessPolicy"),
        (
            "ErrorInvalidUser: The requested user '1@2' is invalid.",
            "the identifier is that of the application",
        ),
        ("GET /users/me-token-to-replace/messages", "by_user_id('user@example.com')"),
    ],
)
def test_texts_that_people_arrive_with(run: Runner, text: str, told: str) -> None:
    assert told in run("explain", "--error", stdin=text.encode())[1]


@pytest.mark.parametrize(
    "text",
    [
        "Resource not found for the segment 'widgets'.",
        "The requested user is invalid.",
        "Application-only context is not supported by this code.",
        "No policy found for this app",
    ],
)
def test_texts_that_are_like_them(run: Runner, text: str) -> None:
    assert "not a known error" in run("explain", "--error", stdin=text.encode())[1]


def test_access_denied_of_files_is_not_that_of_mail(run: Runner) -> None:
    files = b'{"error": {"code": "accessDenied", "message": "Access denied"}}'
    mail = b'{"error": {"code": "ErrorAccessDenied", "message": "Access is denied."}}'
    assert "followedSites" in run("explain", "--error", stdin=files)[1]
    assert "followedSites" not in run("explain", "--error", stdin=mail)[1]


def test_what_is_no_error_is_refused(run: Runner) -> None:
    for stdin in (b"", b" \r\n", b"\xef\xbb\xbf", b"\xff\xfe"):
        assert "standard input is empty" in refusal(run, "--error", stdin=stdin)
    large = b"x" * (explain_command.LARGEST_ANSWER + 1)
    assert "longer than" in refusal(run, "--error", stdin=large)
    assert "from standard input" in refusal(run, "--error", "GET /me")
    assert "from standard input" in refusal(run, "--error", "--output-format", "json")


def vars_of(answer: object) -> dict[str, str]:
    """The fields of a row, which has no dictionary."""
    return {name: getattr(answer, name) for name in ("words", "meaning")}
