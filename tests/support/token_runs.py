"""Runs the subcommand ``token``, in this process and in a separate one, and looks for leaks."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from unittest import mock

from flake8_graph_me.frontends.command import command
from flake8_graph_me.tokens.claims import LONGEST_ECHO

Done = tuple[int, str, str]


class _Terminal(io.TextIOWrapper):
    """Standard input that someone types."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str, stdin: str | bytes | None = b"", typed: bool = False) -> Done:
    """Exit code, output and errors of a run in this process; None is no standard input."""
    data = io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin or b"")
    stream = _Terminal(data) if typed else io.TextIOWrapper(data)
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "stdin", None if stdin is None else stream),
    ):
        code = command.main(("token", *arguments))
    return code, out.getvalue(), err.getvalue()


def run_alone(
    *arguments: str,
    stdin: str | bytes = b"",
    python: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
    before: str = "",
) -> Done:
    """The same of a run in a process of its own, with code that it runs first."""
    program = f"import sys\nfrom flake8_graph_me.frontends.command import command\n{before}\n"
    done = subprocess.run(
        [sys.executable, *python, "-c", f"{program}sys.exit(command.main())", "token", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def leaks(secret: str, shown: str) -> Iterator[str]:
    """The parts of a secret in what was shown that are too long."""
    width = LONGEST_ECHO + 1
    for at in range(len(secret) - LONGEST_ECHO):
        if secret[at : at + width] in shown:
            yield secret[at : at + width]


def refused(done: Done) -> str:
    """The one line of a refusal, without what stands before all of them."""
    code, out, err = done
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert err.startswith("flake8-graph-me: error: ")
    return err.removeprefix("flake8-graph-me: error: ").removesuffix("\n")
