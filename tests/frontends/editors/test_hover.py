"""What is shown under the cursor: the endpoint of a request, and its token."""

from pathlib import Path

import pytest

from tests.frontends.editors.client import Client, Message, server
from tests.frontends.editors.test_server import HEAD, WRONG

SDK = """\
from azure.identity import ClientSecretCredential
from msgraph import GraphServiceClient

client = GraphServiceClient(ClientSecretCredential("t", "c", "s"))


async def mails():
    return await client.me.messages.get()
"""
UNKNOWN = """\
import requests


def send(method, token, user):
    url = "https://graph.microsoft.com/v1.0/users/" + user + "/messages"
    return requests.request(method, url, headers={"Authorization": "Bearer " + token})
"""


def hovered(client: Client, uri: str, text: str, at: str) -> Message | None:
    """What is shown at the beginning of a piece of the text."""
    before = text[: text.index(at)]
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    place = {"line": line, "character": column}
    found: Message | None = client.request(
        "textDocument/hover", {"textDocument": {"uri": uri}, "position": place}
    )
    return found


@pytest.mark.parametrize(
    ("text", "at", "lines"),
    [
        (
            HEAD + WRONG,
            "me/messages",
            ["GET /me/messages", "/users/{user}/messages", "Mail.Read", "here: app-only."],
        ),
        (SDK, "me.messages", ["GET /me/messages", "Mail.Read", "here: app-only."]),
        (
            HEAD + WRONG.replace("/me/messages", "/groups"),
            "https://graph.microsoft.com/v1.0/groups",
            ["GET /groups", "Group.Read.All", "here: app-only."],
        ),
        (
            UNKNOWN,
            "https://graph",
            ["GET /users/{user}/messages", "The method is not known", "here: not known."],
        ),
    ],
)
def test_facts_about_the_request(tmp_path: Path, text: str, at: str, lines: list[str]) -> None:
    path = tmp_path / "a.py"
    path.write_text(text)
    with server(tmp_path) as client:
        uri = client.open(path)
        found = hovered(client, uri, text, at)
        assert found is not None
        shown = found["contents"]["value"]
        for line in lines:
            assert line in shown
        assert hovered(client, uri, text, "import") is None
