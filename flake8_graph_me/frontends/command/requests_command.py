"""The subcommand ``requests``: lists all requests to Microsoft Graph in files."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends.command import finding_output, output_file, request_reading
from flake8_graph_me.frontends.flake8_bridge import Manner
from flake8_graph_me.frontends.progress import wanted
from flake8_graph_me.frontends.reports.paint import Paint, wants_colour
from flake8_graph_me.frontends.request_runs import request_json, request_text
from flake8_graph_me.frontends.request_runs.selection import at_lines, split
from flake8_graph_me.frontends.usage import UsageError
from flake8_graph_me.pipeline.merging import merged
from flake8_graph_me.pipeline.request_files import FileRequests, requests_of_source
from flake8_graph_me.project.files.decoding import ForeignError, bytes_read
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.requests import GraphRequest

_DONE, _ERROR = 0, 2
_TEXT, _JSON = "text", "json"
_FILE, _ENDPOINT = "file", "endpoint"
_EPILOG = """\
Exit codes: 0 if all files were read, whether they request anything or not; 2 if a file cannot be
read or analysed, if the arguments or the configuration are wrong, and for internal errors. A file
in which nothing points to Graph, nor in what it imports, is not parsed, so nothing is said if it is
not valid Python.
"""
_MANNER = Manner(
    {
        "--color": None,
        "--exclude": None,
        "--extend-exclude": None,
        "--filename": None,
        "--stdin-display-name": None,
        "--extend-select": "GME006 to name requests to all endpoints that take delegated "
        "permissions only.",
        "--jobs": "Number of processes that read files. (Default: auto)",
    },
    "A file, a folder whose Python files are read, or - for standard input; FILE:LINE shows only "
    "the requests of the calls at that line. (Default: the current folder)",
    _EPILOG,
)
_OPTIONS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    (
        "--by",
        {
            "choices": (_FILE, _ENDPOINT),
            "default": _FILE,
            "help": "What the text is grouped by. (Default: %(default)s)",
        },
    ),
    (
        "--output-format",
        {
            "choices": (_TEXT, _JSON),
            "default": _TEXT,
            "help": "How to show requests. (Default: %(default)s)",
        },
    ),
    (
        "--output-file",
        {
            "metavar": "FILE",
            "help": "Write requests to FILE, as a whole or not at all, in place of standard "
            "output.",
        },
    ),
)


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Run the subcommand and return its exit code; raises UsageError."""
    namespace, options = request_reading.parsed(arguments, prog, _OPTIONS, _MANNER)
    finding_output.prepare(namespace)
    namespace.filenames, lines = split(namespace.filenames)
    found = _run(namespace, options)
    failed = request_reading.say_unread(found)
    seen = (each for file in found for each in file.sightings)
    requests = merged(at_lines(seen, lines))
    _write(namespace, requests, request_text.summary(requests, len(found), lines))
    return _ERROR if failed else _DONE


def _run(namespace: argparse.Namespace, options: Options) -> list[FileRequests]:
    """The requests of all files, in the order of their paths, behind those of standard input."""
    shows = namespace.output_format == _TEXT and wanted(sys.stdout, sys.stderr)
    found, reads = request_reading.requests_of(namespace, options, shows_progress=shows)
    return [*([_of_stdin(namespace.stdin_display_name, options)] if reads else []), *found]


def _of_stdin(name: str, options: Options) -> FileRequests:
    data = sys.stdin.buffer.read(bytes_read(name) + 1)
    try:
        source = writing.decode(data, name)
    except ForeignError as error:
        return FileRequests(name, skipped=error.what)
    except writing.UnreadableError as error:
        return FileRequests(name, failure=f"the file {error}")
    return requests_of_source(source, name, options=options)


def _write(namespace: argparse.Namespace, requests: Sequence[GraphRequest], summary: str) -> None:
    """Write the requests, and to people the line that sums them up; raises UsageError."""
    to_file = namespace.output_file is not None
    if namespace.output_format == _JSON:
        text = request_json.document(requests)
    else:
        choice = namespace.color
        paint = Paint(choice == "always" if to_file else wants_colour(sys.stdout, choice))
        by = request_text.by_endpoint if namespace.by == _ENDPOINT else request_text.by_file
        text = by(requests, paint) + summary
    if not to_file:
        sys.stdout.write(text)
        return
    try:
        output_file.write(namespace.output_file, text)
    except output_file.OutputFileError as failure:
        raise UsageError(f"--output-file: {failure}") from None
