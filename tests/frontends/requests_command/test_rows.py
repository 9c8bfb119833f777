"""What ``requests`` lists of small programs."""

import pytest

from tests.frontends.requests_command.listing import (
    APP_ONLY,
    Row,
    objects,
    rows,
    write,
)
from tests.support.command_runner import Runner

A, D, N, U = "app-only", "delegated", "none", "unknown"
BY_USER = """\
import msal
import requests
GRAPH = "https://graph.microsoft.com/v1.0"
app = msal.PublicClientApplication("id")
token = app.acquire_token_interactive(["User.Read"])["access_token"]
HEADERS = {"Authorization": f"Bearer {token}"}
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("requests.get(f'{GRAPH}/groups', headers=HEADERS)", [("GET", "/groups", A)]),
        ("requests.delete(GRAPH + '/sites/root', headers=HEADERS)", [("DELETE", "/sites/root", A)]),
        ("requests.get(f'{GRAPH}/made/up?x=1', headers=HEADERS)", [("GET", "/made/up", A)]),
        ("requests.get(f'{GRAPH}/me')", [("GET", "/me", N)]),
        ("requests.get(f'{GRAPH}/me', headers={'Authorization': os.environ['T']})",
         [("GET", "/me", U)]),
        ("requests.get('https://example.com/users', headers=HEADERS)", []),
        ("requests.get(os.environ['GATEWAY'] + '/groups', headers=HEADERS)",
         [("GET", "/groups", A)]),
        ("requests.get(os.environ['GATEWAY'] + '/groups')", []),
        ("requests.get(os.environ['URL'], headers=HEADERS)", [("GET", None, A)]),
        ("requests.get('/groups', headers=HEADERS)", [("GET", "/groups", A)]),
        ("requests.request(os.environ['M'], GRAPH + '/groups', headers=HEADERS)",
         [(None, "/groups", A)]),
        (("requests.request('PUT' if os.environ.get('A') else 'POST', GRAPH + '/groups', "
         "headers=HEADERS)"), [("POST", "/groups", A), ("PUT", "/groups", A)]),
        (("path = '/a/b' if os.environ.get('A') else '/c'\n"
         "requests.get(GRAPH + path, headers=HEADERS)"),
         [("GET", "/a/b", A), ("GET", "/c", A)]),
        (("head = HEADERS if os.environ.get('A') else None\n"
         "requests.get(GRAPH + '/groups', headers=head)"),
         [("GET", "/groups", A), ("GET", "/groups", N)]),
        ("requests.get('https://graph.microsoft.com/groups', headers=HEADERS)",
         [("GET", "/groups", A)]),
        (("requests.get(f\"https://graph.microsoft.com/{os.environ['V']}/groups\", "
         "headers=HEADERS)"), [("GET", "/groups", A)]),
        (("import sys\ngroup = sys.argv[1]\n"
          "requests.get(f'{GRAPH}/groups/{group}', headers=HEADERS)\n"
         "site = sys.argv[1]\nrequests.get(f'{GRAPH}/sites/{site}/lists', headers=HEADERS)\n"
         "requests.get(GRAPH + '/drives/' + sys.argv[1], headers=HEADERS)"),
         [("GET", "/groups/{group}", A), ("GET", "/sites/{site}/lists", A),
          ("GET", "/drives/{group}", A)]),
        ("requests.get('https://graph.microsoft.us/beta/groups/', headers=HEADERS)",
         [("GET", "/groups", A)]),
    ],
)  # fmt: skip
def test_a_call(run: Runner, code: str, expected: list[Row]) -> None:
    write(code)
    assert rows(run) == expected


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        ("f'{GRAPH}/users/{user_id}/messages'", "/users/{user_id}/messages"),
        ("GRAPH + '/users/' + user_id + '/messages'", "/users/{user_id}/messages"),
        ("'%s/users/%s' % (GRAPH, user_id)", "/users/{user_id}"),
        ("'{}/users/{}'.format(GRAPH, user_id)", "/users/{user_id}"),
        ("'{base}/users/{u}'.format(base=GRAPH, u=user_id)", "/users/{user_id}"),
        ("f\"{GRAPH}/users/{data['id']}\"", "/users/{data.id}"),
        ("f\"{GRAPH}/users/{data.get('id')}\"", "/users/{id}"),
        ("f'{GRAPH}/users/{data.owner.id}'", "/users/{data.owner.id}"),
        ("f'{GRAPH}/users/{quote(user_id)}'", "/users/{user_id}"),
        ("f\"{GRAPH}/users/{os.environ['GRAPH_USER']}\"", "/users/{GRAPH_USER}"),
        ("f\"{GRAPH}/users/{os.getenv('GRAPH_USER')}\"", "/users/{GRAPH_USER}"),
        ("f'{GRAPH}/users/{current_user()}'", "/users/{current_user}"),
        ("f'{GRAPH}/users/{user_id.strip()}'", "/users/{user_id}"),
        ("f'{GRAPH}/{user_id.lstrip(\"/\")}'", "/{user_id}"),
        ('f\'{GRAPH}/users/{user_id.replace(" ", "")}\'', "/users/{user_id}"),
        ("f'{GRAPH}/users/{os.environ.get(\"USER\")}'", "/users/{USER}"),
        ("f'{GRAPH}/users/{data.owner_id()}'", "/users/{data.owner_id}"),
        ("f\"{GRAPH}/users('{user_id}')\"", "/users('{user_id}')"),
        ("f'{GRAPH}/users/{user_id:>8}'", "/users/{value}"),
        ("f'{GRAPH}{user_id}'", "/{user_id}"),
    ],
)
def test_holes_are_named_after_their_expressions(run: Runner, expression: str, path: str) -> None:
    code = (
        "from urllib.parse import quote\n"
        "from elsewhere import current_user\n"
        f"def send(user_id, data):\n    requests.get({expression}, headers=HEADERS)\n"
    )
    write(code)
    assert rows(run) == [("GET", path, "app-only")]


@pytest.mark.parametrize(
    ("call", "query"),
    [
        ("requests.get(GRAPH + '/users?$top=5', headers=HEADERS)", "$top=5"),
        ("requests.get(f'{GRAPH}/users?$filter={wanted}', headers=HEADERS)", "$filter={wanted}"),
        ("requests.get(GRAPH + '/users', headers=HEADERS, params={'$top': 5, '$skip': wanted})",
         "$top=5&$skip={wanted}"),
        ("requests.get(GRAPH + '/users', headers=HEADERS, params=wanted)", "{wanted}"),
        ("requests.get(GRAPH + '/users', headers=HEADERS)", None),
        ("requests.get(GRAPH + '/users?a=b', headers=HEADERS, params={'c': 'd'})", "a=b&c=d"),
    ],
)  # fmt: skip
def test_queries(run: Runner, call: str, query: str | None) -> None:
    write(f"def send(wanted):\n    {call}\n")
    (found,) = objects(run)
    assert found["path"] == "/users"
    assert found["query"] == query


def test_identities_and_why(run: Runner) -> None:
    write(
        """
        from flask import request
        from azure.identity import DefaultAzureCredential

        def get(token):
            requests.get(GRAPH + "/groups/1", headers={"Authorization": "Bearer " + token})

        def handed():
            value = request.headers["X-MS-TOKEN-AAD-ACCESS-TOKEN"]
            requests.get(GRAPH + "/groups/2", headers={"Authorization": "Bearer " + value})

        def either():
            value = DefaultAzureCredential().get_token("https://graph.microsoft.com/.default").token
            requests.get(GRAPH + "/groups/3", headers={"Authorization": "Bearer " + value})

        def called():
            value = load()
            requests.get(GRAPH + "/groups/4", headers={"Authorization": "Bearer " + value})

        class Client:
            def __init__(self, token):
                self.token = token

            def send(self):
                requests.get(GRAPH + "/groups/5", headers={"Authorization": self.token})

        requests.get(GRAPH + "/groups/6", headers=HEADERS)
        requests.get(GRAPH + "/groups/7")
        """
    )
    found = {each["path"][-1]: (each["identity"], each["why"]) for each in objects(run)}
    assert found.pop("2")[1].startswith("handed in by the program's caller: ")
    assert found == {
        "1": ("unknown", "argument 'token' of get(), which nothing in this file calls"),
        "3": (
            "unknown",
            "DefaultAzureCredential.get_token, line 20, may act for a user or for the application",
        ),
        "4": ("unknown", "what load() gives, line 24, is not known"),
        "5": ("unknown", "argument 'token' of Client(), which nothing in this file calls"),
        "6": ("app-only", APP_ONLY),
        "7": ("none", "no Authorization is sent"),
    }


def test_tokens_of_users(run: Runner) -> None:
    code = "requests.get('/me', headers=HEADERS)\nrequests.get(GRAPH + '/me/x', headers=HEADERS)\n"
    write(code, setup=BY_USER)
    assert rows(run) == [("GET", "/me", "delegated"), ("GET", "/me/x", "delegated")]


def test_verdicts_and_reasons(run: Runner) -> None:
    write(
        """
        user = msal.PublicClientApplication("id").acquire_token_interactive(["User.Read"])
        requests.get(GRAPH + "/me", headers=HEADERS)
        requests.post(GRAPH + "/me/findMeetingTimes", headers=HEADERS)
        requests.get(GRAPH + "/me/x", headers={"Authorization": os.environ["TOKEN"]})
        requests.get(GRAPH + "/me/y", headers={"Authorization": user["access_token"]})
        requests.get(GRAPH + "/chats", headers=HEADERS)
        """
    )
    found = {each["path"]: (each["verdict"], each["why"]) for each in objects(run)}
    assert found == {
        "/me": ("GME001", APP_ONLY),
        "/me/findMeetingTimes": ("GME003", APP_ONLY),
        "/me/x": (
            None,
            (
                "the environment variable 'TOKEN'; not reported: the file acquires tokens of other "
                "kinds than app-only too"
            ),
        ),
        "/me/y": (None, "acquire_token_interactive, line 9"),
        "/chats": (None, APP_ONLY),
    }


def test_the_code_that_is_off_by_default(run: Runner) -> None:
    write("requests.post(GRAPH + '/chats/1/messages', headers=HEADERS)")
    assert [each["verdict"] for each in objects(run)] == [None]
    (found,) = objects(run, "--extend-select=GME006")
    assert found["verdict"] == "GME006"
