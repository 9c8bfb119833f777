"""What the drive of a case passes to the program: tokens, certificates, the project's own modules.

A copy is next to the drive when the case runs. Must not know the cases, nor import anything of this
project.
"""

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from unittest import mock
from urllib.parse import parse_qsl

import msal
import requests

Function = Callable[..., object]

AUTHORITY = os.environ["AUTHORITY"]
_SCOPES = ["https://graph.microsoft.com/.default"]


def application() -> msal.ConfidentialClientApplication:
    """An application with a secret."""
    return msal.ConfidentialClientApplication(
        os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"], AUTHORITY
    )


def app_token() -> str:
    """An app-only token for Graph."""
    return _token_of(application().acquire_token_for_client(_SCOPES))


def user_token() -> str:
    """A delegated token for Graph."""
    public = msal.PublicClientApplication(os.environ["CLIENT_ID"], authority=AUTHORITY)
    return _token_of(
        public.acquire_token_by_username_password(
            os.environ["USERNAME"], os.environ["PASSWORD"], ["User.Read"]
        )
    )


def _token_of(result: dict[str, str]) -> str:
    return result["access_token"]


def headers(token: str) -> dict[str, str]:
    """The headers that carry a token."""
    return {"Authorization": f"Bearer {token}"}


def certificate(path: str) -> None:
    """Put the application's private key and certificate at a path."""
    shutil.copyfile(os.environ["CERTIFICATE_FILE"], path)


def logged_in() -> None:
    """Command lines at which an application is logged in: they print its token."""
    token, moment = app_token(), datetime.now(UTC) + timedelta(hours=1)
    seconds = int(moment.timestamp())
    printed = {
        "az": json.dumps({"accessToken": token, "expires_on": seconds}),
        "azd": json.dumps({"token": token, "expiresOn": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}),
        "pwsh": f"azsdk%{token}%{seconds}",
    }
    folder = Path("bin").resolve()
    folder.mkdir()
    for name, text in printed.items():
        (folder / name).write_text(f"#!/bin/sh\necho '{text}'\n")
        (folder / name).chmod(0o755)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"


def module(name: str, **members: object) -> ModuleType:
    """Make a module that the program imports, for one that stands in no file of the case."""
    parent, _, last = name.rpartition(".")
    made = sys.modules.get(name)
    if made is None:
        made = sys.modules[name] = ModuleType(name)
        # Modules with a file in the program's folder are forgotten when the program has ended.
        made.__file__, made.__path__ = __file__, []
        if parent:
            setattr(module(parent), last, made)
    vars(made).update(members)
    return made


def session(token: str) -> requests.Session:
    """A session that carries a token."""
    made = requests.Session()
    made.headers.update(headers(token))
    return made


def o365_token() -> None:
    """The file in which O365 keeps the token of an application that has signed in before."""
    # Not at the top: the library takes a while, and one page of cases is about it.
    account = import_module("O365").Account(
        ("client-id", "secret"), auth_flow_type="credentials", tenant_id="contoso.onmicrosoft.com"
    )
    assert account.authenticate()


@contextmanager
def unraised() -> Iterator[None]:
    """Let libraries go on where they would raise what Graph refuses, to send what comes after."""
    with mock.patch("requests.Response.raise_for_status"):
        yield


def _sign_in(url: str) -> None:
    answer = requests.get(url, allow_redirects=False)
    place, _, brought_back = answer.headers["Location"].partition("?")
    if "response_mode=form_post" in url:
        requests.post(place, data=dict(parse_qsl(brought_back)))
    else:
        requests.get(answer.headers["Location"])


@contextmanager
def browser() -> Iterator[None]:
    """A browser at which the user signs in without being asked, and is sent back."""

    def follow(url: str, **_: object) -> bool:
        threading.Thread(target=_sign_in, args=(url,)).start()
        return True

    with mock.patch("webbrowser.open", follow):
        yield


def decorator(change: Callable[[Function], Function] = lambda function: function) -> Function:
    """A decorator to be used with and without arguments, of a library that is not installed."""

    def decorate(*arguments: object, **_: object) -> object:
        if len(arguments) == 1 and callable(arguments[0]):
            return change(arguments[0])
        return change

    return decorate
