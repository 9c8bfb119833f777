"""The subcommand ``server``: the language server on standard input and output."""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from flake8_graph_me.frontends.usage import RefusingParser, UsageError

_DESCRIPTION = """\
Run the language server on standard input and output. Editors start it; it reads flake8's
configuration files, pyproject.toml and the editor's settings.
"""
_INTERRUPTED = 128 + signal.SIGINT
_WAITING = "waiting for an editor on standard input; Ctrl-C ends it\n"


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Serve one client and return the exit code, 1 if it went away without a word; raises
    UsageError.
    """
    parser = RefusingParser(prog=prog, description=_DESCRIPTION, allow_abbrev=False)
    parser.add_argument(
        "--stdio", action="store_true", help="What editors pass; there is no other way."
    )
    parser.parse_args(arguments)
    try:
        from flake8_graph_me.frontends.server import features  # noqa: PLC0415 - it may be missing
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        raise UsageError(
            "the language server needs pygls: pip install 'flake8-graph-me[lsp]'"
        ) from None
    served = features.create()
    signal.signal(signal.SIGINT, _interrupted)
    if sys.stdin.isatty():
        sys.stderr.write(_WAITING)
        sys.stderr.flush()
    # The protocol has the stream to itself: it closes it, and nothing else may write into it.
    with (
        open(os.dup(sys.stdout.fileno()), "wb") as stream,  # noqa: PTH123 - it has no name
        contextlib.redirect_stdout(sys.stderr),
    ):
        served.start_io(stdout=stream)
    return 0 if served.is_shut_down else 1


def _interrupted(*_: object) -> NoReturn:
    """End the process at once: the thread that waits for the editor cannot be stopped."""
    os.write(sys.stderr.fileno(), b"interrupted\n")
    os._exit(_INTERRUPTED)
