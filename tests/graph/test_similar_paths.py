"""Misspelt paths: which one of the data is meant, and where none is named.

Must not depend on what the rows grant.
"""

import pytest

from flake8_graph_me.graph.endpoints import similar


@pytest.mark.parametrize(
    ("method", "path", "meant"),
    [
        ("GET", "/me/mesages", "GET /users/{}/messages"),
        ("GET", "/users/a@b.c/mesages?$top=1", "GET /users/{}/messages"),
        ("GET", "https://graph.microsoft.com/v1.0/me/calender/events", "GET /users/{}/calendar/"),
        ("GET", "/me/mailFolders/inbox/mesages", "GET /users/{}/mailfolders/{}/messages"),
        ("POST", "/me/sendMails", "POST /users/{}/sendmail"),
        ("GET", "/mee/messages", "GET /me/messages"),
        ("GET", "/user/a@b.c/messages", "GET /users/{}/messages"),
        ("DELETE", "/me/mesages", "GET /users/{}/messages"),
        ("GET", "/me/messages('1')/attachment", "GET /users/{}/messages/{}/attachments"),
    ],
)
def test_one_segment_is_misspelt(method: str, path: str, meant: str) -> None:
    assert (similar(method, path) or "").startswith(meant)


@pytest.mark.parametrize(
    "path",
    [
        "/me/messages",
        "/me",
        "/",
        "",
        "/me/widgets",
        "/me/{part}/x",
        "/me/mesages/1/atachments",
        "/me/calendar/nonsense",
        "/" + "/".join(["messages"] * 100),
        "/(((",
    ],
)
def test_no_other_is_meant(path: str) -> None:
    assert similar("GET", path) is None
