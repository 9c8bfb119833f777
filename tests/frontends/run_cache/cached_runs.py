"""Runs of the command with a cache, each as in a process of its own."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.frontends.command import command
from flake8_graph_me.frontends.run_cache import location
from flake8_graph_me.gates import gate
from flake8_graph_me.project.files import disk_reader
from flake8_graph_me.project.modules import import_closure, parsed_cache
from tests.support.local_files import write

TOKENS = """\
import msal

app = msal.ConfidentialClientApplication("id", client_credential="secret")


def token():
    scopes = ["https://graph.microsoft.com/.default"]
    return app.acquire_token_for_client(scopes=scopes)["access_token"]
"""
HARMLESS = "def token():\n    return ''\n"
REQUEST = """\
import requests
from app.between import token

headers = {"Authorization": f"Bearer {token()}"}
requests.get("https://graph.microsoft.com/v1.0/me", headers=headers)
"""
PROJECT: Mapping[str, str] = {
    "pyproject.toml": "",
    "app/__init__.py": "",
    "app/tokens.py": TOKENS,
    "app/between.py": "from app.tokens import token\n",
    "app/request.py": REQUEST,
    "app/other.py": "x = 1\n",
    "app/wanting.py": REQUEST.replace("app.between", "app.missing"),
}
"""A file with a finding, which needs two others, and one whose import is not there."""


class CachedRuns:
    """Runs of ``check`` in a project, with a cache beside it."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]
    ) -> None:
        self.project = write(folder / "project", PROJECT)
        self.cache = folder / "cache"
        self.checked: list[str] = []
        """The files that were looked at closely, since this was last emptied."""
        self.read: list[str] = []
        """The files that were read by gates."""
        self._captured = captured
        self._patch = monkeypatch
        monkeypatch.chdir(self.project)
        self._count()

    def _count(self) -> None:
        really, looks = api.check_source, disk_reader.DiskReader.content

        def check_source(source: str, path: str, **rest: object) -> object:
            self.checked.append(Path(path).name)
            return really(source, path, **rest)  # type: ignore[arg-type]  # whatever it is given

        def content(reader: disk_reader.DiskReader, path: str) -> object:
            self.read.append(Path(path).name)
            return looks(reader, path)

        self._patch.setattr(api, "check_source", check_source)
        self._patch.setattr(disk_reader.DiskReader, "content", content)

    def settle(self) -> None:
        """Let all times be trusted at once, although the files are new."""
        self._patch.setattr(disk_reader, "SETTLED_NANOSECONDS", -(10**18))

    def __call__(self, *arguments: str, cache: Path | None = None) -> tuple[int, str, str]:
        """Exit code, output and errors of one run; what earlier ones looked at is forgotten."""
        gate.forget()
        import_closure.forget()
        parsed_cache.forget()
        self.checked.clear()
        self.read.clear()
        self._captured.readouterr()
        kept = f"--cache-dir={self.cache if cache is None else cache}"
        code = command.main(("check", "--jobs=1", kept, *arguments))
        out, err = self._captured.readouterr()
        return code, out, err

    def anew(self, *arguments: str) -> tuple[int, str, str]:
        """The same without a cache."""
        return self("--no-cache", *arguments)

    def document(self) -> Path:
        """The only document."""
        (found,) = self.cache.glob(f"*{location.SUFFIX}")
        return found

    def replace(self, name: str, text: str) -> None:
        """Replace a file as editors do, by another one of the same name."""
        path = self.project / name
        new = path.with_name("new")
        new.write_text(text, encoding="utf-8")
        shutil.move(new, path)
