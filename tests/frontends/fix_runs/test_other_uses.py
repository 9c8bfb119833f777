"""Texts that another file of the run uses for something else than a request."""

from pathlib import Path

import pytest

from flake8_graph_me.frontends.command import command
from tests.specification.judging import write

CLIENT = """\
import msal
import requests
from paths import ME

app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
answer = app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
headers = {"Authorization": "Bearer " + answer["access_token"]}
requests.get("https://graph.microsoft.com/v1.0" + ME, headers=headers)
"""
PATHS = 'ME = "/me/messages"\n'
OTHER = {
    "a route": "import flask\nimport paths\n\napp = flask.Flask(__name__)\n\n\n"
    '@app.get(paths.ME)\ndef mail():\n    return "mail"\n',
    "a pattern": "from django.urls import path\nfrom paths import ME\n\n"
    "urlpatterns = [path(ME, None)]\n",
    "a comparison": "from paths import ME\n\n\ndef is_mail(path):\n    return path == ME\n",
    "a key": "import paths\n\n\ndef count(hits):\n    hits[paths.ME] += 1\n",
    "an equal key": 'import paths\n\nNAMES = {"/me/messages": "Mail"}\n'
    'print(NAMES["/me/messages"])\n',
    "a part": 'from paths import ME\n\n\ndef kind():\n    return ME.split("/")[1]\n',
    "a record": "import sqlite3\nfrom paths import ME\n\ndb = sqlite3.connect('x')\n"
    'db.executemany("insert into seen values (?)", [(ME,)])\n',
    "what is sent": "import requests\nfrom paths import ME\n\n"
    'requests.post("https://example.org/jobs", json={"path": ME})\n',
}
HARMLESS = {
    "a message": "import logging\nfrom paths import ME\n\nlogging.info('reading %s', ME)\n",
    "a cut elsewhere": 'from paths import ME\n\nprint(ME.split("?")[0])\n',
    "another text": 'import paths\n\nNAMES = {"/me/events": "Events"}\n'
    'print(NAMES["/me/events"])\n',
}


def fixed(files: dict[str, str], project: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(project)
    write({"pyproject.toml": "", "client.py": CLIENT, "paths.py": PATHS, **files}, project)
    return command.main(("check", "--isolated", "--upn=adele@contoso.com", "--fix", "."))


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER.keys())
def test_a_text_with_another_use_is_kept(
    other: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert fixed({"page.py": other}, tmp_path, monkeypatch) == 1
    reason = "no fix: the text is also used for something else than a request (page.py:"
    assert reason in capfd.readouterr().out
    assert (tmp_path / "paths.py").read_text() == PATHS


@pytest.mark.parametrize("other", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_use_that_does_not_matter_is_none(
    other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fixed({"page.py": other}, tmp_path, monkeypatch) == 0
    mended = PATHS.replace("/me/", "/users/adele@contoso.com/")
    assert (tmp_path / "paths.py").read_text() == mended
