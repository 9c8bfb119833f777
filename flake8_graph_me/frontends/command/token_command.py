"""The subcommand ``token``: reads the token and makes sure that it is never shown.

No argument is ever echoed, because it could be the token.
"""

import argparse
import datetime as dt
import getpass
import io
import os
import queue
import re
import stat
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from flake8_graph_me.frontends.reports import token_report
from flake8_graph_me.frontends.usage import RefusingParser, UsageError
from flake8_graph_me.graph.token_verdicts import verdict
from flake8_graph_me.graph.written_calls import call
from flake8_graph_me.tokens.problems import problems
from flake8_graph_me.tokens.reading import read
from flake8_graph_me.tokens.refusals import LARGEST_INPUT, Unreadable

MAX_WAIT_SECONDS = 60.0
"""How many seconds a pipe or device has to give a token. Past it the command says so and ends."""
_STDIN = "-"
_READ, _CANNOT = 0, 1
_FORMATS = ("text", "json")
_TOKEN = re.compile(r"e(?:yJ|yA|wo|w0|wk)[\w-]{12,}(?:\.|\Z)")
_ELSEWHERE = "pass it on standard input, in a file, or with --env NAME"
_DESCRIPTION = f"""\
Read an access token for Microsoft Graph and show whether it is app-only or delegated and why, its
audience, expiry, permissions, tenant and application. The token may stand alone, after "Bearer", or
in JSON from MSAL, azure-identity, the Azure CLI or the token endpoint. Never pass a token as an
argument, where other programs and the shell's history could read it: {_ELSEWHERE}.
"""
_EPILOG = """\
The signature is not verified: only Graph can do that. The output never contains the token or its
user's name. Exit codes: 0 if the token was read and, with --call, nothing is known against the
call; 1 if the token cannot make the call; 2 if no token can be read or the arguments are wrong.
"""


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Run the subcommand and return its exit code; raises UsageError."""
    try:
        code, shown = _answer(arguments, prog)
    except UsageError:
        raise
    except Exception as failure:  # noqa: BLE001 - its text or traceback could show the token
        refusal = _internal(failure)
    else:
        sys.stdout.write(shown)
        return code
    raise UsageError(refusal)


def _answer(arguments: Sequence[str], prog: str) -> tuple[int, str]:
    """The exit code and what to print."""
    options = _options(arguments, prog)
    asked = None if options.call is None else call(options.call)
    if options.call is not None and asked is None:
        raise UsageError(
            "--call takes a method and a path or URL of Microsoft Graph, such as 'GET /me/messages'"
        )
    token = read(_material(options))
    if isinstance(token, Unreadable):
        raise UsageError(token.value)
    now = dt.datetime.now(dt.UTC)
    found = problems(token, now)
    judged = None if asked is None else (asked, verdict(token, asked, found))
    report = token_report.Report(token, found, now, judged)
    document = token_report.json_document if options.output_format == "json" else token_report.text
    cannot = judged is not None and judged[1].can is False
    return _CANNOT if cannot else _READ, document(report)


def _options(arguments: Sequence[str], prog: str) -> argparse.Namespace:
    if any(_TOKEN.search(argument) for argument in arguments):
        raise UsageError(f"a token must not be an argument, where others can read it: {_ELSEWHERE}")
    parser = _parser(prog)
    try:
        options, unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError as refusal:
        name = refusal.argument_name or "an option"
        raise UsageError(f"the value of {name} is missing or not allowed") from None
    if unknown:
        raise UsageError(
            "there is more than one FILE, or an option that does not exist; see --help"
        )
    if options.file is not None and options.env is not None:
        raise UsageError("FILE and --env cannot be combined")
    return options


def _without_arguments(message: str) -> str:
    """What is said in place of argparse's message, which would repeat arguments."""
    del message
    return "the arguments are not understood; see --help"


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = RefusingParser(
        prog=prog,
        wording=_without_arguments,
        description=_DESCRIPTION,
        epilog=_EPILOG,
        allow_abbrev=False,
        exit_on_error=False,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="The file to read. (Default: -, standard input)"
    )
    parser.add_argument("--env", metavar="NAME", help="Read this environment variable instead.")
    parser.add_argument(
        "--call",
        metavar="CALL",
        help="Say whether the token can make this call, such as 'GET /me/messages', and what to do "
        "if not.",
    )
    parser.add_argument(
        "--output-format",
        choices=_FORMATS,
        default="text",
        help="How to show the answer. (Default: %(default)s)",
    )
    return parser


def _material(options: argparse.Namespace) -> bytes:
    """The bytes that may contain a token, possibly one byte over the limit."""
    if options.env is not None:
        value = os.environ.get(options.env)
        if not value:
            state = "not set" if value is None else "empty"
            raise UsageError(f"the environment variable given with --env is {state}")
        return os.fsencode(value)
    try:
        if options.file not in {None, _STDIN}:
            return _file(Path(options.file))
        return _standard_input()
    except OSError as failure:
        # Its text would name the file, which may be a token given by mistake.
        what = failure.strerror or type(failure).__name__
        raise UsageError(f"the token cannot be read: {what}; {_ELSEWHERE}") from None
    except ValueError:
        raise UsageError(f"the token cannot be read: no such file; {_ELSEWHERE}") from None


def _file(path: Path) -> bytes:
    if stat.S_ISREG(path.stat().st_mode):
        return _content(path)
    given: queue.SimpleQueue[bytes | OSError] = queue.SimpleQueue()

    def read_it() -> None:
        try:
            given.put(_content(path))
        except OSError as failure:
            given.put(failure)

    # Opening a pipe waits for whoever writes into it, and only a thread can be left waiting.
    threading.Thread(target=read_it, daemon=True).start()
    try:
        found = given.get(timeout=MAX_WAIT_SECONDS)
    except queue.Empty:
        raise UsageError(
            f"the token cannot be read: it was not complete after "
            f"{MAX_WAIT_SECONDS:g} seconds; {_ELSEWHERE}"
        ) from None
    if isinstance(found, OSError):
        raise found
    return found


def _content(path: Path) -> bytes:
    # A thread that is left waiting must not hold a buffer's lock when Python ends.
    with path.open("rb", 0) as stream:
        return _bounded(stream)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError("there is no standard input; name a file, or a variable with --env")
    if not sys.stdin.isatty():
        return _bounded(sys.stdin.buffer)
    try:
        return getpass.getpass("Access token (not shown): ").encode(errors="replace")
    except EOFError:
        return b""


def _bounded(stream: BinaryIO | io.FileIO) -> bytes:
    """The bytes of a stream to its end, at most one over the limit."""
    data = b""
    while len(data) <= LARGEST_INPUT:
        more = stream.read(LARGEST_INPUT + 1 - len(data))
        if not more:
            break
        data += more
    return data


def _internal(failure: Exception) -> str:
    """One line about a bug, without the exception's text."""
    frames = traceback.extract_tb(failure.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return (
        f"internal error: {type(failure).__name__}{place}; please report it, without the token "
        "(the error's text is not shown because it could contain the token)"
    )
