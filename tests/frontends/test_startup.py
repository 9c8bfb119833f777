"""What flake8 loads for a file, as reported by Python: most files cost nothing extra."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"libcst", "jwt"}
WITHOUT_GRAPH = '"""Nothing to see."""\n\nimport json\n\nme = json.loads("{}")\n'
WITH_GRAPH = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
requests.get("https://graph.microsoft.com/v1.0/me", headers={"Authorization": "Bearer " + token})
"""


def imported(*arguments: str) -> tuple[set[str], str]:
    """The modules that a run of Python imports, and what it prints."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    timed = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in timed}, done.stdout


def flake8(path: Path) -> tuple[set[str], str]:
    """What flake8 imports and prints for a file."""
    return imported("-m", "flake8", "--isolated", "--select=GME", str(path))


def test_a_file_without_graph_costs_no_parser(tmp_path: Path) -> None:
    path = tmp_path / "plain.py"
    path.write_text(WITHOUT_GRAPH)
    modules, printed = flake8(path)
    assert printed == ""
    assert "flake8_graph_me.frontends.settings" in modules
    assert not modules & HEAVY


def test_a_file_with_graph_is_analysed(tmp_path: Path) -> None:
    path = tmp_path / "mail.py"
    path.write_text(WITH_GRAPH)
    modules, printed = flake8(path)
    assert "GME001" in printed
    assert "libcst" in modules


@pytest.mark.parametrize(
    "module", ["flake8_graph_me", "flake8_graph_me.frontends.plugin", "flake8_graph_me.api"]
)
def test_importing_costs_no_parser(module: str) -> None:
    modules, _ = imported("-c", f"import {module}")
    assert module in modules
    assert not modules & HEAVY
