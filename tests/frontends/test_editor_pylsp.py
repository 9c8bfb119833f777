"""A real python-lsp-server: its flake8 plugin shows our findings as the user types."""

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from tests.running.watching import Limits, Watch, end, get

# Few servers begin as slowly as one whose libraries are all to be compiled.
LIMITS = Limits(cpu_seconds=120, idle_seconds=60)

SOURCE = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
requests.get(
    "https://graph.microsoft.com/v1.0/me",
    headers={"Authorization": "Bearer " + result["access_token"]},
)
"""
pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pylsp") is None, reason="python-lsp-server is not installed"
)


class Client:
    """A language client of the barest kind: JSON-RPC over the server's standard streams."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pylsp"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in: BinaryIO = self._process.stdin  # type: ignore[assignment]  # a pipe is buffered
        self._messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, args=(self._process.stdout,))
        self._reader.start()

    def _read(self, stream: BinaryIO) -> None:
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))

    def send(self, method: str, params: dict[str, Any], **more: int) -> None:
        """Send a notification, or with ``id`` a request."""
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        body = json.dumps(message).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._in.flush()

    def wait_for(self, **wanted: object) -> dict[str, Any]:
        """The next message that has these members."""
        watch = Watch(self._process.pid, LIMITS)
        while True:
            message = get(self._messages, watch)
            if wanted.items() <= message.items():
                return message

    def stop(self) -> None:
        """End the server."""
        end(self._process)
        self._reader.join()
        self._in.close()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    client = Client(tmp_path)
    try:
        client.send(
            "initialize",
            {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}},
            id=1,
        )
        client.wait_for(id=1)
        client.send("initialized", {})
        others = ("pycodestyle", "pyflakes", "mccabe", "pylint", "jedi_definition")
        plugins = {name: {"enabled": False} for name in others}
        plugins["flake8"] = {"enabled": True}
        client.send(
            "workspace/didChangeConfiguration", {"settings": {"pylsp": {"plugins": plugins}}}
        )
        yield client
    finally:
        client.stop()


def test_finding_is_shown_as_a_diagnostic(client: Client, tmp_path: Path) -> None:
    (tmp_path / ".flake8").write_text("[flake8]\nselect = GME\n")
    # What counts is the text in the editor: the file on disk has nothing to find.
    (tmp_path / "mail.py").write_text("x = 1\n")
    uri = (tmp_path / "mail.py").as_uri()
    document = {"uri": uri, "languageId": "python", "version": 1, "text": SOURCE}
    client.send("textDocument/didOpen", {"textDocument": document})
    (diagnostic,) = client.wait_for(method="textDocument/publishDiagnostics")["params"][
        "diagnostics"
    ]
    assert diagnostic["code"] == "GME001"
    assert diagnostic["source"] == "flake8"
    assert "acquire_token_for_client" in diagnostic["message"]
    assert diagnostic["range"]["start"] == {"line": 6, "character": 4}
