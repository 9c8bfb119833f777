"""A client of the protocol without a library: JSON-RPC over the server's standard streams."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

from tests.running.watching import Limits, Watch, get

Message = dict[str, Any]
# Few servers begin as slowly as one whose libraries are all to be compiled.
LIMITS = Limits(cpu_seconds=240, idle_seconds=60)
FULL_CAPABILITIES: Message = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


def _nothing(params: object) -> object:
    del params
    return None


class Client:
    """One session; requests of the server are answered from ``answers``, by method."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._number = 0
        self._received: Queue[Message] = Queue()
        self._kept: list[Message] = []
        self.answers: dict[str, Callable[[Any], object]] = {}
        self.asked: list[Message] = []
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The server's process."""
        return self._process

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            self._received.put(json.loads(stream.read(length)))

    def send(self, message: Message) -> None:
        """Send one message."""
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        stream.flush()

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> int:
        """Send a request; its number."""
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        return self._number

    def request(self, method: str, params: object) -> Any:  # noqa: ANN401 - as the method says
        """The result of a request; an error fails the test."""
        answer = self.answer(self.ask(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, number: int) -> Message:
        """The answer to a request."""
        return self.wait(lambda each: each.get("id") == number and "method" not in each)

    def wait(self, is_wanted: Callable[[Message], bool]) -> Message:
        """The first message of a kind, also among those that came before and were not waited
        for.
        """
        for each in self._kept:
            if is_wanted(each):
                self._kept.remove(each)
                return each
        watch = Watch(self._process.pid, LIMITS)
        while True:
            each = get(self._received, watch)
            if "id" in each and "method" in each:
                self.asked.append(each)
                given = self.answers.get(each["method"], _nothing)(each.get("params"))
                self.send({"id": each["id"], "result": given})
            elif is_wanted(each):
                return each
            else:
                self._kept.append(each)

    def published(self, uri: str, version: int | None = None) -> list[Message]:
        """The next diagnostics of a document, or those of one version."""
        found = self.wait(
            lambda each: (
                each.get("method") == "textDocument/publishDiagnostics"
                and each["params"]["uri"] == uri
                and (version is None or each["params"].get("version") == version)
            )
        )
        diagnostics: list[Message] = found["params"]["diagnostics"]
        return diagnostics

    def so_far(self, method: str) -> list[Message]:
        """The messages of a method that came and were not waited for, up to now."""
        # An answer comes after all that was sent before it.
        self.actions("untitled:none", 0)
        return [each for each in self._kept if each.get("method") == method]

    def open(self, path: Path, text: str | None = None, version: int = 1) -> str:
        """Open a document with a text, or with what is on disk; its URI."""
        uri = path.as_uri()
        text = path.read_bytes().decode() if text is None else text
        item = {"uri": uri, "languageId": "python", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, version: int, text: str) -> None:
        """Replace the text of a document."""
        document = {"uri": uri, "version": version}
        changes = [{"text": text}]
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def actions(self, uri: str, line: int, only: Sequence[str] | None = None) -> list[Message]:
        """The code actions for a line, counted from 0."""
        place = {"line": line, "character": 0}
        context: Message = {"diagnostics": []}
        if only is not None:
            context["only"] = list(only)
        found: list[Message] = self.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": uri},
                "range": {"start": place, "end": place},
                "context": context,
            },
        )
        return found


@contextmanager
def running(command: Sequence[str], root: Path, *, silent: bool = False) -> Iterator[Client]:
    """A client of a process, which is ended at last; what a ``silent`` one logs is thrown away."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if silent else subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )
    try:
        yield Client(process)
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@contextmanager
def server(
    root: Path,
    capabilities: Mapping[str, Any] = FULL_CAPABILITIES,
    settings: object = None,
    answers: Mapping[str, Callable[[Any], object]] | None = None,
) -> Iterator[Client]:
    """A server over a folder, from its start to its end, which must be a clean one."""
    with running([sys.executable, "-m", "flake8_graph_me", "server"], root) as client:
        client.answers |= answers or {}
        client.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root.as_uri(),
                "capabilities": dict(capabilities),
                "initializationOptions": settings,
                "workspaceFolders": [{"uri": root.as_uri(), "name": "root"}],
            },
        )
        client.notify("initialized", {})
        yield client
        client.request("shutdown", None)
        client.notify("exit", None)
        code = client.process.wait()
        assert client.process.stderr is not None
        assert (code, client.process.stderr.read()) == (0, b"")


def applied(text: str, edits: Sequence[Message]) -> str:
    """A text after text edits whose columns count UTF-16 units."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)

    def index(position: Message) -> int:
        before = sum(map(len, lines[: position["line"]]))
        line = lines[position["line"]] if position["line"] < len(lines) else ""
        encoded = line.encode("utf-16-le")[: 2 * position["character"]]
        return before + len(encoded.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda each: index(each["range"]["start"]), reverse=True):
        start, end = (index(edit["range"][name]) for name in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text
