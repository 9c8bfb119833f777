"""A text that another file uses with a token of which nothing is known."""

from pathlib import Path

import pytest

from flake8_graph_me.frontends.command import command
from tests.specification.judging import write

FILES = {
    "pyproject.toml": "",
    "auth.py": """\
import msal


def app_token():
    app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
    return app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
""",
    "paths.py": 'ME = "https://graph.microsoft.com/v1.0/me"\n',
    "report.py": """\
import requests
from auth import app_token
from paths import ME

requests.get(ME, headers={"Authorization": f"Bearer {app_token()}"})
""",
    "page.py": """\
import auth
import requests
from paths import ME


def profile(token):
    return requests.get(ME, headers={"Authorization": f"Bearer {token}"})
""",
}


def test_a_safe_fix_is_withheld(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(FILES, tmp_path)
    arguments = ("check", "--isolated", "--upn=adele@contoso.com", "--fix")
    assert command.main((*arguments, "--output-format=full", ".")) == 1
    reason = "in a request whose token is not known to be app-only (page.py:7)"
    assert reason in capfd.readouterr().out
    assert (tmp_path / "paths.py").read_text(encoding="utf-8") == FILES["paths.py"]
