"""The command ``explain`` given what ``raise_for_status()`` prints: a status and a URL alone."""

import pytest

from tests.frontends.explain.runs import CHECK, refusal
from tests.support.command_runner import Runner
from tests.support.made_tokens import app_only, signed

GRAPH = "https://graph.microsoft.com/v1.0"
FORBIDDEN = f"403 Client Error: Forbidden for url: {GRAPH}"
SILENT = "  This line of raise_for_status() leaves out what Graph answered: see response.text. "
UNNAMED = "(the line does not name the method)"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"requests.exceptions.HTTPError: {FORBIDDEN}/me", f"{FORBIDDEN}/me"),
        (f"HTTPError('{FORBIDDEN}/me')", f"{FORBIDDEN}/me"),
        (f"['{FORBIDDEN}/me', 1]", f"{FORBIDDEN}/me"),
        (f'{{"error": "{FORBIDDEN}/me","status":403}}', f"{FORBIDDEN}/me"),
        (f"It says: {FORBIDDEN}/me. Why?", f"{FORBIDDEN}/me"),
        (f"({FORBIDDEN}/me/mailFolders/delta())", f"{FORBIDDEN}/me/mailFolders/delta()"),
        (
            f"{FORBIDDEN}/me/events?$filter=subject%20eq%20'x'",
            f"{FORBIDDEN}/me/events?$filter=subject%20eq%20'x'",
        ),
        (
            f"400 Client Error: Bad Request for url: {GRAPH}/me/sendMail",
            f"400 Client Error: Bad Request for url: {GRAPH}/me/sendMail",
        ),
        (
            "401 Client Error: Unauthorized for url: https://graph.microsoft.us/v1.0/me",
            "401 Client Error: Unauthorized for url: https://graph.microsoft.us/v1.0/me",
        ),
        (
            f"httpx.HTTPStatusError: Client error '403 Forbidden' for url '{GRAPH}/me'\nFor more",
            f"Client error '403 Forbidden' for url '{GRAPH}/me'",
        ),
        (
            f"ClientResponseError: 403, message='Forbidden', url='{GRAPH}/me/events'",
            f"403, message='Forbidden', url='{GRAPH}/me/events'",
        ),
        (
            f"400, message='Bad Request', url=URL('{GRAPH}/me?$top=1')",
            f"400, message='Bad Request', url=URL('{GRAPH}/me?$top=1')",
        ),
    ],
)
def test_the_line_itself_is_told(run: Runner, text: str, line: str) -> None:
    code, out, err = run("explain", text)
    assert (code, err) == (0, "")
    assert out.endswith(CHECK)
    head, told = out.removesuffix(CHECK).splitlines()
    assert head == line
    assert told.startswith(SILENT)
    assert "The request went to /me; if the token is app-only, use '/users/{user}" in told
    assert run("explain", "--error", stdin=text.encode()) == (0, out, "")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "/me/messages",
            (
                "use '/users/{user}/messages' with application permission Mail.Read for GET, "
                f"Mail.ReadWrite for POST {UNNAMED}."
            ),
        ),
        ("/me/sendMail", "with application permission Mail.Send for POST."),
        ("/me/messages?%24select=subject", "Mail.ReadBasic.All for GET"),
        ("/users/me/messages", "use '/users/{user}/messages' with application permission"),
        ("/me/onlineMeetings", f"{UNNAMED}; needs the user's object ID"),
        ("/me/nothing/known", "'; the data do not say which application permission that needs."),
        ("/me/sendMail/x", "that needs (the nearest row, "),
        (
            "/me/findMeetingTimes",
            (
                "no other path helps: the endpoint accepts delegated permissions only, even as "
                "'/users/{user}/findMeetingTimes'. POST /users/{user}/calendar/getSchedule gives"
            ),
        ),
        ("/me/drive/recent", "no other path helps: the endpoint accepts delegated permissions"),
        ("/me/changePassword", "delegated permissions only. Exists for /me only; an application"),
    ],
)
def test_the_cure_is_that_of_the_endpoint(run: Runner, path: str, told: str) -> None:
    assert told in run("explain", f"{FORBIDDEN}{path}")[1]


def test_a_404_may_have_another_cause(run: Runner) -> None:
    other = "A 404 can also mean that what the path names does not exist."
    for text in (
        f"404 Client Error: Not Found for url: {GRAPH}/me/messages",
        f"Client error '404 Not Found' for url '{GRAPH}/me/messages'",
    ):
        told = run("explain", text)[1]
        assert other in told
        assert "Mail.Read for GET" in told
    assert other not in run("explain", f"{FORBIDDEN}/me/messages")[1]


def test_a_path_without_a_user(run: Runner) -> None:
    bad = "400 Client Error: Bad Request for url: "
    told = run("explain", f"{bad}{GRAPH}/sendMail")[1]
    assert told.startswith(f"{bad}{GRAPH}/sendMail\n{SILENT}The path has neither /me nor a user")
    assert "account.mailbox('user@example.com')" in told


def test_several_lines_are_told_once_each(run: Runner) -> None:
    texts = [f"{FORBIDDEN}/me/events", f"{FORBIDDEN}/me", f"{FORBIDDEN}/me/events?$top=1"]
    out = run("explain", "\n".join(texts))[1]
    assert [each for each in out.splitlines() if each.startswith("403")] == texts[:2]


def test_what_graph_answered_is_told_alone(run: Runner) -> None:
    assert run("explain", f"{FORBIDDEN}/me | ErrorAccessDenied") == run(
        "explain", "ErrorAccessDenied"
    )


def test_long_urls_are_read_up_to_a_bound(run: Runner) -> None:
    url = f"{GRAPH}/me/messages?$skiptoken=" + "x'" * 50_000
    for text in (
        f"{FORBIDDEN}/me/messages?$skiptoken=" + "x)" * 900_000,
        f"{FORBIDDEN}{')' * 9**6}",
    ):
        code, out, _ = run("explain", "--error", stdin=text.encode())
        assert code == 0
        assert len(out) < 10_000
    told = run("explain", "--error", stdin=f"Client error '403 No' for url '{url}'".encode())[1]
    assert "Mail.Read for GET" in told


def test_a_token_in_a_url_is_masked(run: Runner) -> None:
    token = signed(app_only())
    out = run("explain", f"{FORBIDDEN}/me?access_token={token}")[1]
    assert out.startswith(f"{FORBIDDEN}/me?access_token=")
    assert token.split(".")[1] not in out


@pytest.mark.parametrize(
    "text",
    [
        f"{FORBIDDEN}/users/a/messages",
        f"{FORBIDDEN}/meetings",
        f"{FORBIDDEN}/sendMail",
        f"400 Client Error: Bad Request for url: {GRAPH}/drives/x",
        f"404 Client Error: Not Found for url: {GRAPH}/users/a",
        f"429 Client Error: Too Many Requests for url: {GRAPH}/me",
        "403 Client Error: Forbidden for url: https://example.com/v1.0/me/messages",
        "403 Client Error: Forbidden for url: https://[/v1.0/me",
        "403 Client Error: Forbidden for url: '",
        f"Client error '403 Forbidden' for url '{GRAPH}/me-too'",
        f"403, message='Forbidden', url='{GRAPH}/users/a@b.c/events'",
    ],
)
def test_other_requests_are_not_known(run: Runner, text: str) -> None:
    assert "not a known error" in run("explain", "--error", stdin=text.encode())[1]
    assert "nor an error that is known here" in refusal(run, text)
