"""Runs unmodified programs against the stand-in and reports what each sent to Graph.

Must not know what login and Graph answer, nor what a linter thinks of the programs.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.running.watching import EndlessError, Limits, Watch, end, get, wait

from .grants import DEFAULT_UPN
from .hosts import MANAGED_IDENTITY_HOST, PIPELINES_HOST, all_hosts
from .messages import Exchange, SignIn
from .server import LOOPBACK, Cloud

_LIMITS = Limits()
_GOODBYE = Limits(cpu_seconds=10.0, idle_seconds=5.0)
_HERE = Path(__file__).parent
_KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV")

CLIENT_ID = "11111111-1111-4111-8111-111111111111"
TENANT_ID = "22222222-2222-4222-8222-222222222222"
SETTINGS: Mapping[str, str] = {
    "AUTHORITY": f"https://login.microsoftonline.com/{TENANT_ID}",
    "AUTHORIZATION_CODE": "a-code-from-the-redirect",
    "AZURE_CLIENT_ID": CLIENT_ID,
    "AZURE_CLIENT_SECRET": "a-secret-that-opens-nothing",
    "AZURE_TENANT_ID": TENANT_ID,
    "CLIENT_ID": CLIENT_ID,
    "CLIENT_SECRET": "a-secret-that-opens-nothing",
    "GRAPH_USER": DEFAULT_UPN,
    "IDENTITY_ENDPOINT": f"http://{MANAGED_IDENTITY_HOST}/msi/token",
    "IDENTITY_HEADER": "a-header-that-opens-nothing",
    "PASSWORD": "a-password-that-opens-nothing",
    "REDIRECT_URI": "http://localhost:8400",
    "REFRESH_TOKEN": "a-refresh-token-from-last-time",
    "SYSTEM_ACCESSTOKEN": "a-token-of-the-pipeline",
    "SYSTEM_OIDCREQUESTURI": f"https://{PIPELINES_HOST}/contoso/oidctoken",
    "TENANT_ID": TENANT_ID,
    "UPN": DEFAULT_UPN,
    "USERNAME": DEFAULT_UPN,
    "USER_ASSERTION": "a-token-of-the-caller",
    "USER_ID": DEFAULT_UPN,
}
"""The environment of every program: what such programs read their settings from.

Added is the certificate of the application, its file and its thumbprint."""


@dataclass(frozen=True)
class Program:
    """Source files by their relative path, and which of them to run.

    A ``main`` inside a package is run as ``python -m`` would, any other as a script. The
    ``environment`` comes on top of SETTINGS. The ``libraries`` are files of a folder beside the
    program's, last on its import path; ``arguments`` are what its command line has.
    """

    name: str
    files: Mapping[str, str]
    main: str
    environment: Mapping[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProgramOutcome:
    """What a program sent to Graph and how it ended; ``error`` is None if it ended well.

    ``sign_ins`` are its requests for tokens.
    """

    name: str
    exchanges: tuple[Exchange, ...]
    error: str | None
    output: str
    sign_ins: tuple[SignIn, ...] = ()


def run_programs(
    programs: Sequence[Program], cloud: Cloud, *, limits: Limits = _LIMITS
) -> list[ProgramOutcome]:
    """Run the programs one after another, each within the limits.

    They share a process for as long as none of them leaves it unfit for the next.
    """
    with open_batch(cloud, limits=limits) as batch:
        return [batch.run(program) for program in programs]


@contextlib.contextmanager
def open_batch(cloud: Cloud, *, limits: Limits = _LIMITS) -> Iterator["Batch"]:
    """The same for programs that are not known beforehand, each of which is run when asked for."""
    with tempfile.TemporaryDirectory() as place, Batch(cloud, Path(place), limits) as batch:
        yield batch


class Batch:
    """A folder for each program, and a child that is replaced whenever it is spoilt."""

    def __init__(self, cloud: Cloud, place: Path, limits: Limits) -> None:
        self._cloud = cloud
        self._place = place.resolve()
        self._limits = limits
        self._child: _Child | None = None
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop_child()

    def run(self, program: Program) -> ProgramOutcome:
        """Run a program to its end."""
        self._count += 1
        folder = self._place / f"program{self._count}"
        _write(program.files, folder)
        libraries = folder.with_suffix(".libraries")
        _write(program.libraries, libraries)
        output = folder.with_suffix(".txt")
        output.touch()
        child = self._child = self._child or _Child(self._cloud, self._place)
        with self._cloud.door(program.name) as door:
            reply = child.ask(
                {
                    "folder": str(folder),
                    "main": program.main,
                    "libraries": str(libraries),
                    "arguments": program.arguments,
                    "output": str(output),
                    "door": f"{LOOPBACK}:{door.port}",
                    "environment": {
                        **SETTINGS,
                        "CERTIFICATE_FILE": str(self._cloud.certificate_file),
                        "CERTIFICATE_THUMBPRINT": self._cloud.application.thumbprint,
                        **program.environment,
                    },
                },
                self._limits,
                lambda: door.requests,
            )
            if not reply.clean:
                self._drop_child()
        text = output.read_text(encoding="utf-8", errors="replace")
        output_text = reply.last_words + text
        return ProgramOutcome(program.name, door.exchanges, reply.error, output_text, door.sign_ins)

    def _drop_child(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None


def _write(files: Mapping[str, str], folder: Path) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


@dataclass(frozen=True)
class _Reply:
    error: str | None
    clean: bool
    last_words: str = ""


class _Child:
    """A Python of its own that is led to the stand-in and runs what it is told to."""

    def __init__(self, cloud: Cloud, place: Path) -> None:
        self._messages = place / "child.txt"
        with self._messages.open("wb") as messages:
            self._process = subprocess.Popen(
                # -P keeps this folder off the programs' import path.
                [sys.executable, "-P", str(_HERE / "child.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=messages,
                cwd=place,
                env=_environment(cloud, place),
                encoding="utf-8",
            )
        self._replies: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._replies.put(line)
        self._replies.put("")

    def ask(
        self, order: Mapping[str, Any], limits: Limits, progress: Callable[[], object]
    ) -> _Reply:
        """Have a program run; a child that gives no answer is not clean."""
        assert self._process.stdin is not None
        watch = Watch(self._process.pid, limits, progress)
        with contextlib.suppress(OSError):
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        try:
            line = get(self._replies, watch)
        except EndlessError as endless:
            end(self._process)
            return _Reply(str(endless), clean=False)
        if line:
            return _Reply(**json.loads(line))
        status = self._process.wait()
        last_words = self._messages.read_text(encoding="utf-8", errors="replace")
        error = f"the process ended with status {status}"
        return _Reply(error, clean=False, last_words=last_words)

    def close(self) -> None:
        """End the child, by force if need be."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            wait(self._process, _GOODBYE)
        except EndlessError:
            end(self._process)
        self._reader.join()
        self._process.stdout.close()


def _environment(cloud: Cloud, place: Path) -> dict[str, str]:
    """Nothing of the caller's that could lead a request elsewhere, such as proxies or a .netrc.

    Nor is the writing of bytecode switched off: the next child would compile every library again.
    What is compiled of a program lies beside it, and goes with it.
    """
    authority = str(cloud.authority_file)
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        "HOME": str(place),
        "NO_PROXY": "*",
        "PYTHONPATH": str(_HERE / "redirection"),
        "REQUESTS_CA_BUNDLE": authority,
        "SSL_CERT_FILE": authority,
        "STAND_IN_DOOR": "",
        "STAND_IN_HOSTS": " ".join(all_hosts()),
        "TEMP": str(place),
        "TMPDIR": str(place),
    }
