"""Ways in which a method fills an object, of which a request needs what it fills: the method is of
another file, and nothing calls it.
"""

from pathlib import Path

import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.terms.options import Options

MODULE = """\
import msal
import requests


def make():
    app = msal.ConfidentialClientApplication("id", client_credential="secret")
    return app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]


class Auth:
    token = None


class Bearer(requests.auth.AuthBase):
    def __init__(self, token):
        self.token = token

    def __call__(self, request):
        request.headers["Authorization"] = "Bearer " + self.token
        return request


class Client:
{body}
"""
JOBS = """\
import requests

from module import Client


class Job(Client):
    def run(self):
        one = self
        {request}


def run_with(one: Client):
    {request}


kept = Client()


def run_kept():
    one = kept
    {request}
"""
ME = "'https://graph.microsoft.com/v1.0/me'"
BY_TOKEN = f'requests.get({ME}, headers={{"Authorization": f"Bearer {{one.token}}"}})'
BY_SESSION = f"one.session.get({ME})"
EMPTY, SESSION = "token = None", "def __init__(self): self.session = requests.Session()"
WAYS = {
    "an assignment": (EMPTY, "def login(self): self.token = make()", BY_TOKEN),
    "nothing before": ("", "def login(self): self.token = make()", BY_TOKEN),
    "several targets": (EMPTY, "def login(self): self.token, self.end = make(), 3", BY_TOKEN),
    "the type": (EMPTY, "def login(self): type(self).token = make()", BY_TOKEN),
    "the class": (EMPTY, "def login(self): self.__class__.token = make()", BY_TOKEN),
    "the class by name": (EMPTY, "def login(self): Client.token = make()", BY_TOKEN),
    "a class method": (EMPTY, "@classmethod\n    def login(cls): cls.token = make()", BY_TOKEN),
    "setattr": (EMPTY, 'def login(self): setattr(self, "token", make())', BY_TOKEN),
    "the dictionary": (EMPTY, 'def login(self): self.__dict__["token"] = make()', BY_TOKEN),
    "its update": (EMPTY, "def login(self): self.__dict__.update(token=make())", BY_TOKEN),
    "a lambda": (EMPTY, 'def login(self): (lambda: setattr(self, "token", make()))()', BY_TOKEN),
    "a local function": (
        EMPTY,
        "def login(self):\n        def inner(): self.token = make()\n        inner()",
        BY_TOKEN,
    ),
    "another method": (
        EMPTY,
        "def login(self): self._keep(make())\n    def _keep(self, value): self.token = value",
        BY_TOKEN,
    ),
    "an asynchronous method": (EMPTY, "async def login(self): self.token = make()", BY_TOKEN),
    "entering": (
        EMPTY,
        (
            "def __enter__(self):\n        self.token = make()\n        return self\n"
            "    def __exit__(self, *_): ..."
        ),
        BY_TOKEN,
    ),
    "another object": (
        "def __init__(self): self.auth = Auth()",
        "def login(self): self.auth.token = make()",
        BY_TOKEN.replace("one.token", "one.auth.token"),
    ),
    "an item": (
        "def __init__(self): self.kept = {}",
        'def login(self): self.kept["token"] = make()',
        BY_TOKEN.replace("one.token", "one.kept['token']"),
    ),
    "an element": (
        "tokens = []",
        "def login(self): self.tokens.append(make())",
        BY_TOKEN.replace("one.token", "one.tokens[-1]"),
    ),
    "a header": (
        SESSION,
        'def login(self): self.session.headers["Authorization"] = "Bearer " + make()',
        BY_SESSION,
    ),
    "headers": (
        SESSION,
        'def login(self): self.session.headers = {"Authorization": "Bearer " + make()}',
        BY_SESSION,
    ),
    "an auth object": (SESSION, "def login(self): self.session.auth = Bearer(make())", BY_SESSION),
    "after another method": (
        "token = None\n    session = None",
        (
            "def connect(self):\n        self.session = requests.Session()\n"
            '        self.session.headers["Authorization"] = "Bearer " + self.token\n'
            "    def login(self): self.token = make()"
        ),
        BY_SESSION,
    ),
}
THROUGH_ANOTHER_OBJECT = ("another object", "an item", "a header", "headers", "an auth object")
"""Of objects besides those on which methods are entered, what these lead to is not filled."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("together", [False, True], ids=["two files", "one file"])
def test_the_request_is_found(tmp_path: Path, way: str, together: bool) -> None:
    before, method, request = WAYS[way]
    body = "\n".join(f"    {each}" for each in (before, method) if each)
    module, jobs = MODULE.replace("{body}", body), JOBS.replace("{request}", request)
    if together:
        jobs = module + jobs.replace("from module import Client\n", "")
    else:
        (tmp_path / "module.py").write_text(module)
    findings = check_source(jobs, str(tmp_path / "jobs.py"), options=Options(incomplete=True))
    lines = [n for n, line in enumerate(jobs.splitlines(), 1) if line.strip() == request]
    wanted = lines[:2] if way in THROUGH_ANOTHER_OBJECT else lines
    assert [each.place.span.start.line for each in findings] == wanted
    assert {each.code for each in findings} <= {"GME001", "GME002"}
