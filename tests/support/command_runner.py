"""Runs the command in this process, with the stand-in for the analysis."""

import io
import re
import sys
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.frontends.command import command
from tests.support import stand_in_check

CODE = 'requests.get("/me/messages")\n'
FIXED = 'requests.get("/users/a@b.c/messages")\n'
_GRANT = "the application permissions to grant: flake8-graph-me permissions "
_SUMMARY = re.compile(
    r"^(?:\d[\d,]* findings?(?: left)?(?:, \d[\d,]* (?:fixable|more) with [^\n]+)*\n|"
    rf"{re.escape(_GRANT)}[^\n]+\n)",
    re.MULTILINE,
)
NOTHING_CHECKED = (
    "nothing checked: no Python files or notebooks found in {} (apart from what is excluded)\n"
)
"""What a command says of paths that hold nothing to check."""
LINE = "GME001 GET '/me' needs a signed-in user"


def grant(paths: str) -> str:
    """What is said once something is fixed in files below these paths."""
    return f"{_GRANT}{paths}\n"


def without_summary(errors: str) -> str:
    """What a run says besides its findings, without the lines that sum it up."""
    return _SUMMARY.sub("", errors)


class Runner:
    """The command in a folder of its own. ``summary`` is what the last run said in sum, which is
    no part of its other errors.
    """

    summary = ""

    def __init__(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capfdbinary: pytest.CaptureFixture[bytes],
    ) -> None:
        monkeypatch.setattr(api, "check_source", stand_in_check.check_source)
        monkeypatch.setattr(api, "is_ruled_out", stand_in_check.is_ruled_out)
        monkeypatch.chdir(folder)
        self._monkeypatch = monkeypatch
        self._captured = capfdbinary

    def raw(self, *arguments: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
        """Exit code, output and errors of one run."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = command.main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = self._captured.readouterr()
        said = err.decode()
        self.summary = "".join(_SUMMARY.findall(said))
        return code, out, without_summary(said).encode()

    def __call__(self, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        """The same with output and errors as text."""
        code, out, err = self.raw(*arguments, stdin=stdin)
        return code, out.decode(), err.decode()
