"""Runs of ``requests`` over small programs, and what they list."""

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.command_runner import Runner

SETUP = """\
import os
import msal
import requests
GRAPH = "https://graph.microsoft.com/v1.0"
app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
HEADERS = {"Authorization": f"Bearer {token}"}
"""
"""Seven lines that get an app-only token."""
APP_ONLY = "acquire_token_for_client, line 6"
Row = tuple[str | None, str | None, str]


def write(code: str, name: str = "app.py", *, setup: str = SETUP) -> None:
    """Write a program into the current folder, behind the set-up."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(setup + textwrap.dedent(code))


def objects(run: Runner, *arguments: str) -> list[dict[str, Any]]:
    """The objects that a run writes as JSON; it must say nothing else."""
    code, out, err = run("requests", "--isolated", "--output-format=json", *arguments)
    assert (code, err) == (0, "")
    found: list[dict[str, Any]] = json.loads(out)
    return found


def rows(run: Runner, *arguments: str) -> list[Row]:
    """The method, path and identity of what a run lists."""
    return [row(each) for each in objects(run, *arguments)]


def row(found: Mapping[str, Any]) -> Row:
    """The method, path and identity of an object."""
    return found["method"], found["path"], found["identity"]
