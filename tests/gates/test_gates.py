"""The cheap tests agree with the knowledge of endpoints and libraries, and miss nothing that a
program does, wherever it does it.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import libcst as cst
import pytest

from flake8_graph_me import api
from flake8_graph_me.gates import words
from flake8_graph_me.gates.signs import Sign, held, segments_in, shown
from flake8_graph_me.graph.permission_rows import Node, area
from flake8_graph_me.knowledge.tables import all_rows
from flake8_graph_me.project.modules import parsed_cache
from flake8_graph_me.project.modules.import_scan import imports_of
from flake8_graph_me.terms.options import Options
from tests.support.local_files import write

Counted = Callable[[Mapping[str, str]], int]

APPLICATION = """\
import msal

app = msal.ConfidentialClientApplication("id", client_credential="secret")
"""
SCOPES = '["https://graph.microsoft.com/.default"]'
HEADERS = """\
def headers():
    return {"Authorization": f"Bearer {token()}"}
"""
REQUEST = """\
import requests
from app.headers import headers
from app.paths import MINE

requests.get("https://graph.microsoft.com/v1.0" + MINE, headers=headers())
"""
SPREAD = {
    "by a method": {
        "client": APPLICATION,
        "token": (
            "from app.client import app\n\n\ndef token():\n"
            f'    return app.acquire_token_for_client(scopes={SCOPES})["access_token"]\n'
        ),
    },
    "by a method that a text names": {
        "client": APPLICATION,
        "names": 'ASK = "acquire_token_for_client"\n',
        "token": (
            "from app.client import app\nfrom app.names import ASK\n\n\ndef token():\n"
            f'    return getattr(app, ASK)(scopes={SCOPES})["access_token"]\n'
        ),
    },
    "by a request": {
        "session": "from requests import Session\n\nsession = Session()\n",
        "form": (
            'FORM = {"grant_type": "client_credentials", '
            '"scope": "https://graph.microsoft.com/.default"}\n'
        ),
        "token": (
            "from app.form import FORM\nfrom app.session import session\n\n"
            'URL = "https://login.microsoftonline.com/contoso/oauth2/v2.0/token"\n\n\n'
            'def token():\n    return session.post(URL, data=FORM).json()["access_token"]\n'
        ),
    },
    "by a request of the standard library": {
        "session": "import urllib.parse\n\nopened = urllib.request.urlopen\n",
        "form": 'FORM = b"grant_type=client_credentials"\n',
        "token": (
            "import json\nfrom app.form import FORM\nfrom app.session import opened\n\n"
            'URL = "https://login.microsoftonline.com/contoso/oauth2/v2.0/token"\n\n\n'
            'def token():\n    return json.load(opened(URL, data=FORM))["access_token"]\n'
        ),
    },
    "from a machine's own endpoint": {
        "session": "from httpx import Client\n\nclient = Client()\n",
        "address": 'HERE = "http://169.254.169.254"\n',
        "token": (
            "from app.address import HERE\nfrom app.session import client\n\n\ndef token():\n"
            '    url = f"{HERE}/metadata/" + "identity/oauth2/token"\n'
            '    return client.get(url).json()["access_token"]\n'
        ),
    },
}
"""Programs that get a token by what stands in several modules."""
INSIDE = f'''\
PROGRAM = """
{APPLICATION}
import requests

token = app.acquire_token_for_client(scopes={SCOPES})["access_token"]
requests.get("https://graph.microsoft.com/v1.0/me", headers={{"Authorization": token}})
"""
'''
HARMLESS = {
    "a program in a text": {"tests": INSIDE, "paths": "def mine():\n    return '/me'\n"},
    "words in a docstring": {
        "paths": '"""Asks for /me with get_token of azure, grant client_credentials."""\n',
        "token": "import azure.storage\nimport requests\n",
    },
    "words in comments": {
        "paths": "MINE = 1  # '/me', client_credentials\n",
        "token": "import msal  # acquire_token_for_client\n",
    },
    "a name of no package": {
        "paths": 'MINE = "/me"\n',
        "token": "def get_token(stream):\n    return stream.get_token()\n",
    },
    "a grant that nothing sends": {
        "paths": 'MINE = "/me"\n',
        "token": (
            "from http.server import HTTPServer\nfrom urllib.parse import parse_qs\n\n"
            'GRANT = "client_credentials"'
            "\n\n\ndef token(text):\n    return parse_qs(text) == GRANT\n"
        ),
    },
    "the beginning of a token": {
        "paths": 'MINE = "/me"\n',
        "token": 'def is_token(text):\n    return text.startswith("eyJ")\n',
    },
}
"""Modules that only speak of what a finding needs."""


@pytest.fixture
def parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counted:
    """How many modules libcst parses where a program is checked file by file."""

    def count(sources: Mapping[str, str]) -> int:
        texts: list[str] = []
        parse = cst.parse_module

        def counting(text: str) -> cst.Module:
            texts.append(text)
            return parse(text)

        write(tmp_path, {"pyproject.toml": "", **sources})
        parsed_cache.forget()
        with monkeypatch.context() as patch:
            patch.setattr(cst, "parse_module", counting)
            for name in sources:
                assert not check(tmp_path / name)
        return len(texts)

    return count


def check(path: Path, *, gates: bool = True) -> list[str]:
    """The codes that are found in a file."""
    found = api.check_source(
        path.read_text(encoding="utf-8"), str(path), options=Options(), gates=gates
    )
    return [finding.code for finding in found]


def package(modules: Mapping[str, str]) -> dict[str, str]:
    """The files of a package of these modules."""
    return {"app/__init__.py": "", **{f"app/{name}.py": text for name, text in modules.items()}}


@pytest.mark.parametrize(
    ("text", "owns"),
    [
        *[(text, True) for text in ("me", "/me/x", "}me", "%sme", "users,me,x", "x|me", "Me$ref")],
        *[(text, True) for text in (r"\/me\/drive", '{"url": "me"}', "/me?$top=1", "x;me;")],
        *[(text, False) for text in ("/mean", "tell me more", "name", "/some", "for me.", "me2")],
    ],
)
def test_texts_that_may_name_the_signed_in_user(text: str, *, owns: bool) -> None:
    source = f"path = {text!r}\n"
    assert (Sign.OWNER in held(source, ast.parse(source))) is owns


@pytest.mark.parametrize("way", SPREAD)
def test_what_a_finding_needs_may_stand_in_many_modules(tmp_path: Path, way: str) -> None:
    rest = {
        "headers": f"from app.token import token\n\n\n{HEADERS}",
        "paths": 'MINE = "/me/messages"\n',
        "request": REQUEST,
    }
    write(tmp_path, {"pyproject.toml": "", **package({**SPREAD[way], **rest})})
    found = check(tmp_path / "app" / "request.py")
    assert found == check(tmp_path / "app" / "request.py", gates=False)
    assert found == ["GME001"]


@pytest.mark.parametrize("why", HARMLESS)
def test_what_only_speaks_of_it_costs_no_parse(parsed: Counted, why: str) -> None:
    imports = "".join(f"from app import {name}\n" for name in HARMLESS[why])
    user = f"{imports}\n\ndef run(client):\n    return client.get('https://contoso.com/all')\n"
    assert parsed(package({**HARMLESS[why], "user": user})) == 0


def test_a_module_that_does_it_is_parsed(parsed: Counted) -> None:
    modules = {"client": APPLICATION, "paths": 'MINE = "/me"\n'}
    token = "from app import client, paths\n\ntoken = client.app.acquire_token_for_client\n"
    assert parsed(package({**modules, "token": token})) > 0


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("app.acquire_token_for_client(s)", True),
        ("app.acquire_token_silent(s, account=a)", False),
        ("app.acquire_token_by_device_flow(f)", False),
        ("getattr(app, 'acquire_token_' + kind)(s)", True),
        ("getattr(app, f'acquire_token_{kind}')(s)", True),
        ("getattr(azure.identity, kind + 'Credential')()", True),
        ("getattr(app, 'acquire_token_silent')(s)", False),
        ("print('The Credential is missing')", False),
        ("azure.identity.InteractiveBrowserCredential()", False),
        ("azure.identity.aio.ClientSecretCredential(t, c, s)", True),
        ("class TokenCredentials: pass", False),
    ],
)
def test_names_of_delegated_tokens_are_no_sign(source: str, *, named: bool) -> None:
    assert (Sign.NAME in held(source, ast.parse(source))) is named
    assert not named or Sign.NAME in shown(source, ())


def test_what_comes_to_no_path_costs_no_parse(parsed: Counted) -> None:
    tokens = f"{APPLICATION}\n\ndef token():\n    return app.acquire_token_for_client({SCOPES})\n"
    modules = {"token": tokens, "paths": 'def mine():\n    return "/me"\n'}
    many = {f"other{number}": "from app import token, paths\n" for number in range(99)}
    imports = "".join(f"from app import {name}\n" for name in many)
    users = {f"user{number}": f"{imports}\nprint(token.token())\n" for number in range(4)}
    circle = {**modules, **many, **users, "paths": f"{imports}\n\n{modules['paths']}"}
    # What asks for the token is analysed for what it asks, and what has the path for the path.
    assert parsed(package(circle)) == 2


def test_the_gates_name_what_takes_delegated_permissions_only() -> None:
    found = 0
    roots = [root for name in ("users", "education") if (root := area(name)) is not None]
    for path, node in (pair for root in roots for pair in _paths(root)):
        grants = node.grants().values()
        if any(not grant.application.permissions for grant in grants) and path.count("/") > 1:
            written = f'"{path.replace("{}", "x")}"'
            assert words.segments_of(written) is words.ANYBODY, path
            assert segments_in(written, ast.parse(f"x = {written}")) is words.ANYBODY, path
            found += 1
    assert found > 100


def test_the_gates_know_all_that_sends_requests_for_tokens() -> None:
    senders = [name for name, row in all_rows().calls.items() if row.sink and row.decide]
    assert len(senders) > 50
    for name in senders:
        module = next((each for each in words.SENDERS if name.startswith(f"{each}.")), None)
        assert module is not None, name
        assert Sign.SENDER in _signs(f"import {module}"), name
        assert Sign.SENDER in _signs(f"from {module} import *"), name


@pytest.mark.parametrize(
    ("source", "sends"),
    [
        ("import urllib", True),
        ("import urllib.parse", True),
        ("from urllib import request", True),
        ("from urllib import *", True),
        ("from urllib.request import urlopen as opened", True),
        ("from urllib.parse import quote", False),
        ("from urllib import parse", False),
        ("from http import HTTPStatus", False),
        ("from http import client", True),
        ("from .requests import get", False),
    ],
)
def test_imports_by_which_requests_are_sent(source: str, *, sends: bool) -> None:
    assert (Sign.SENDER in _signs(source)) is sends


def _signs(source: str) -> frozenset[Sign]:
    found = held(source, ast.parse(source))
    assert found <= shown(source, imports_of(source))
    return found


def _paths(node: Node) -> Iterator[tuple[str, Node]]:
    yield node.path, node
    for child in node.children.values():
        yield from _paths(child)
