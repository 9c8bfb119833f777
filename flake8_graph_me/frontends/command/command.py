"""The command ``flake8-graph-me``: picks the subcommand and turns failures into exit codes."""

import io
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

import flake8_graph_me
from flake8_graph_me.terms.printable import printable

PROG = "flake8-graph-me"
_OK, _ERROR, _INTERRUPTED = 0, 2, 130
_LONGEST_NAME = 24
"""How many characters of a wrong sub-command are repeated. Past it the text could be a token whose
sub-command was forgotten, and is not shown.
"""


@dataclass(frozen=True, slots=True)
class _SubCommand:
    name: str
    help: str
    load: Callable[[], Callable[..., int]]


def _check() -> Callable[..., int]:
    from flake8_graph_me.frontends.command import check_command  # noqa: PLC0415 - help needs none of it

    return check_command.main


def _explain() -> Callable[..., int]:
    from flake8_graph_me.frontends.command import explain_command  # noqa: PLC0415 - as above

    return explain_command.main


def _token() -> Callable[..., int]:
    from flake8_graph_me.frontends.command import token_command  # noqa: PLC0415 - as above

    return token_command.main


def _requests() -> Callable[..., int]:
    from flake8_graph_me.frontends.command import requests_command  # noqa: PLC0415 - as above

    return requests_command.main


def _permissions() -> Callable[..., int]:
    from flake8_graph_me.frontends.command import permissions_command  # noqa: PLC0415 - as above

    return permissions_command.main


def _server() -> Callable[..., int]:
    from flake8_graph_me.frontends.command import server_command  # noqa: PLC0415 - as above

    return server_command.main


def _docs() -> Callable[..., int]:
    from flake8_graph_me.frontends.command import docs_command  # noqa: PLC0415 - as above

    return docs_command.main


_SUB_COMMANDS = (
    _SubCommand("check", "find wrong requests in files, or fix them", _check),
    _SubCommand("explain", "explain a code, an endpoint or an error", _explain),
    _SubCommand("token", "say what an access token is, and what it can do", _token),
    _SubCommand("requests", "list all requests to Microsoft Graph, and whose they are", _requests),
    _SubCommand("permissions", "say which permissions the requests of files need", _permissions),
    _SubCommand("docs", "print a page of the manual", _docs),
    _SubCommand("server", "run the language server for editors", _server),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if _is_closed():
        return _ERROR
    _print_anything()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone: nothing more to say, also not when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _ERROR
    except OSError as failure:
        # What could not be written would be tried again when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _refuse(f"cannot continue: {failure}")
    except BrokenProcessPool:
        return _refuse("a worker process died; --jobs 1 will show on which file")
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return _INTERRUPTED
    return code


def _dispatch(arguments: Sequence[str]) -> int:
    first = arguments[0] if arguments else "--help"
    if first in {"-h", "--help"}:
        sys.stdout.write(_help())
        return _OK
    if first == "--version":
        sys.stdout.write(f"{PROG} {flake8_graph_me.__version__}\n")
        return _OK
    for command in _SUB_COMMANDS:
        if command.name == first:
            return _run(command, arguments[1:])
    names = ", ".join(command.name for command in _SUB_COMMANDS)
    named = repr(first) if len(first) <= _LONGEST_NAME else "the first argument"
    is_path = os.path.exists(first)  # noqa: PTH110 - pathlib would cost more than all of this
    meant = f"; to check it: {PROG} check PATH" if is_path else ""
    return _refuse(f"{named} is not a sub-command; choose from {names}{meant}")


def _run(command: _SubCommand, arguments: Sequence[str]) -> int:
    from flake8_graph_me.frontends.usage import UsageError  # noqa: PLC0415 - as above

    try:
        return command.load()(arguments, prog=f"{PROG} {command.name}")
    except UsageError as refusal:
        return _refuse(str(refusal))


def _help() -> str:
    width = max(len(command.name) for command in _SUB_COMMANDS)
    rows = "".join(f"  {command.name:<{width}}  {command.help}\n" for command in _SUB_COMMANDS)
    return (
        f"usage: {PROG} COMMAND [OPTION]...\n\n"
        "Find Microsoft Graph /me requests that carry an app-only token, and fix them.\n\n"
        f"commands:\n{rows}\n"
        f"'{PROG} COMMAND --help' shows a command's options, '{PROG} --version' the version.\n"
    )


def _refuse(message: str) -> int:
    sys.stderr.write(f"{PROG}: error: {printable(message)}\n")
    return _ERROR


def _is_closed() -> bool:
    """Whether there is no standard output; then it is said on standard error, if there is one.
    Without standard error what is meant for it is dropped.
    """
    out: object = sys.stdout
    err: object = sys.stderr
    if err is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - to the end
    if out is None:
        _refuse("standard output is closed")
    return out is None


def _print_anything() -> None:
    """Allow printing file names and source to terminals whose encoding lacks their characters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
