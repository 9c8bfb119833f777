"""Runs of ``permissions`` on a program with requests of every kind."""

import io
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest

from flake8_graph_me.frontends.command import command

PROGRAM = """\
import sys

import msal
import requests

GRAPH = "https://graph.microsoft.com/v1.0"
app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
own = {"Authorization": "Bearer " + token}
user = sys.argv[1]
requests.get(f"{GRAPH}/users/{user}/messages", headers=own)
requests.patch(f"{GRAPH}/users/{user}/messages/1", headers=own)
requests.get(f"{GRAPH}/users", headers=own)
requests.get(f"{GRAPH}/me/events", headers=own)
requests.get(f"{GRAPH}/unheardOf", headers=own)


def read(handed):
    headers = {"Authorization": "Bearer " + handed}
    requests.get(f"{GRAPH}/groups", headers=headers)
"""
INTERACTIVE = """\
import msal
import requests

GRAPH = "https://graph.microsoft.com/v1.0"
app = msal.PublicClientApplication("id")
token = app.acquire_token_interactive(["Mail.Read"])["access_token"]
own = {"Authorization": "Bearer " + token}
requests.get(f"{GRAPH}/me/messages", headers=own)
requests.get(f"{GRAPH}/me", headers=own)
"""


class Done(NamedTuple):
    """Exit code, output and errors of a run."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The output as an object."""
        found: dict[str, Any] = json.loads(self.out)
        return found


class Runner:
    """Runs the command in the current folder."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Done:
        self._captured.readouterr()
        with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))):
            code = command.main(("permissions", "--isolated", *arguments))
        return Done(code, *self._captured.readouterr())

    def json(self, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
        """The object that a run prints."""
        return self("--output-format=json", *arguments, stdin=stdin).json


def write_programs() -> None:
    """Write a program with an application's token, and one with a user's."""
    Path("daemon.py").write_text(PROGRAM, encoding="utf-8")
    Path("desktop.py").write_text(INTERACTIVE, encoding="utf-8")
