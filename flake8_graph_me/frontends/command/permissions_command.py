"""The subcommand ``permissions``: says which permissions of Graph the requests of files need."""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from flake8_graph_me.frontends.command import request_reading, shard_option
from flake8_graph_me.frontends.flake8_bridge import Manner
from flake8_graph_me.frontends.permission_runs import (
    azure_cli,
    bicep,
    earlier_reports,
    manifest,
    page,
    permission_json,
    permission_text,
    terraform,
)
from flake8_graph_me.frontends.permission_runs.permission_report import PermissionReport, remarks
from flake8_graph_me.frontends.progress import wanted
from flake8_graph_me.frontends.sharding import missing
from flake8_graph_me.frontends.usage import UsageError
from flake8_graph_me.graph.permission_sets.comparison import Comparison, compared
from flake8_graph_me.graph.permission_sets.holdings import (
    LARGEST_REGISTRATION,
    Holdings,
    HoldingsError,
    holdings,
)
from flake8_graph_me.graph.permission_sets.minimal_permissions import minimal_permissions
from flake8_graph_me.pipeline.merging import merged
from flake8_graph_me.pipeline.request_files import all_of
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.printable import printable
from flake8_graph_me.terms.requests import GraphRequest

_SHARDS_NAMED = 8
_DONE, _LACKING, _ERROR = 0, 1, 2
_TEXT, _JSON, _HTML, _MANIFEST = "text", "json", "html", "manifest"
_FORMATS: Final[Mapping[str, Callable[[PermissionReport], str]]] = {
    _TEXT: permission_text.document,
    _JSON: permission_json.document,
    _HTML: page.document,
    _MANIFEST: manifest.document,
    "az": azure_cli.document,
    "terraform": terraform.document,
    "bicep": bicep.document,
}
_TELL_THE_DIFFERENCE = (_TEXT, _JSON, _HTML)
_ASSUMED = {each.value: each for each in (Identity.APP_ONLY, Identity.DELEGATED)}
_EPILOG = """\
Exit codes: 0 if the permissions are shown; 1 if --against lacks a permission that is needed, with
--strict also if it has one that is not; 2 if a PATH does not exist or a file cannot be read or
analysed, or the report of a shard is missing (what is shown are then the permissions of the other
files), if the arguments, the configuration or a file given with --against or --merge are wrong, and
for internal errors. A file
in which nothing points to Graph, nor in what it imports, is not parsed. The permissions are as good
as Microsoft's data: a test tenant has the last word.
"""
_MANNER = Manner(
    {
        "--exclude": None,
        "--extend-exclude": None,
        "--filename": None,
        "--jobs": "Number of processes that read files. (Default: auto)",
    },
    "A file, or a folder whose Python files are read. (Default: the current folder)",
    _EPILOG,
)
_OPTIONS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    (
        "--output-format",
        {
            "choices": tuple(_FORMATS),
            "default": _TEXT,
            "help": "How to show the permissions. (Default: %(default)s)",
        },
    ),
    (
        "--assume",
        {
            "choices": tuple(_ASSUMED),
            "help": "Take requests of unknown identity for app-only or delegated ones.",
        },
    ),
    (
        "--against",
        {
            "metavar": "FILE",
            "help": "Compare with what is held: the manifest of an app registration, the output of "
            "'az ad app permission list', or an access token; - is standard input.",
        },
    ),
    (
        "--strict",
        {"action": "store_true", "help": "With --against: exit 1 also for unused permissions."},
    ),
    (
        "--merge",
        {
            "nargs": "+",
            "metavar": "FILE",
            "help": "Read JSON reports of earlier runs, of shards or of other repositories, in "
            "place of source files.",
        },
    ),
    shard_option.OPTION,
)


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Run the subcommand and return its exit code; raises UsageError."""
    namespace, options = request_reading.parsed(arguments, prog, _OPTIONS, _MANNER)
    _refuse_mixed(namespace)
    held = None if namespace.against is None else _holdings(namespace.against)
    assumed = None if namespace.assume is None else _ASSUMED[namespace.assume]
    requests: Iterable[GraphRequest]
    if namespace.merge is None:
        requests, failed = _requests_of(namespace, options)
    else:
        requests, failed = _reported(namespace.merge)
    found = minimal_permissions(requests, assume=assumed)
    comparison = None if held is None else compared(found, held, assume=assumed)
    report = PermissionReport(found, assumed, comparison, namespace.shard)
    sys.stdout.write(_FORMATS[namespace.output_format](report))
    _say_the_rest(namespace.output_format, report)
    return _ERROR if failed else _exit_code(comparison, strict=namespace.strict)


def _refuse_mixed(namespace: argparse.Namespace) -> None:
    if request_reading.STDIN in namespace.filenames:
        raise UsageError("permissions reads files and folders, not standard input (-)")
    if namespace.strict and namespace.against is None:
        raise UsageError("--strict says something only with --against")
    if namespace.merge is not None and (namespace.filenames or namespace.shard is not None):
        raise UsageError("--merge cannot be combined with PATH or --shard")


def _holdings(name: str) -> Holdings:
    """What is held, in a file or on standard input; its content and name are not repeated, as they
    may be a token.
    """
    try:
        if name == request_reading.STDIN:
            if sys.stdin is None:
                raise UsageError("--against: there is no standard input")
            data = sys.stdin.buffer.read(LARGEST_REGISTRATION + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(LARGEST_REGISTRATION + 1)
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or "it is no file's name"
        raise UsageError(f"--against: the file cannot be read: {reason}") from None
    try:
        return holdings(data)
    except HoldingsError as refusal:
        raise UsageError(f"--against: {refusal}") from None


def _reported(names: Sequence[str]) -> tuple[list[GraphRequest], bool]:
    """The requests of all reports, and whether shards are missing, which is said."""
    reports = []
    for name in dict.fromkeys(names):
        try:
            reports.append(earlier_reports.earlier_report(name))
        except earlier_reports.ReportError as refusal:
            raise UsageError(f"--merge: {printable(name)} {refusal}") from None
    lacking = missing(each.shard for each in reports if each.shard is not None)
    if lacking:
        first = ", ".join(map(str, lacking[:_SHARDS_NAMED]))
        more = len(lacking) - _SHARDS_NAMED
        named = first if more <= 0 else f"{first} and {more:,} more"
        sys.stderr.write(f"--merge: no report of shard {named}; its requests are not counted\n")
    return [request for each in reports for request in each.requests], bool(lacking)


def _say_the_rest(chosen: str, report: PermissionReport) -> None:
    """Say on standard error what the format has no place for."""
    lines = remarks(report) if chosen == _MANIFEST else []
    if report.comparison is not None and chosen not in _TELL_THE_DIFFERENCE:
        lines += permission_text.comparison_lines(report.comparison)
    sys.stdout.flush()
    sys.stderr.writelines(f"{printable(line)}\n" for line in lines)


def _exit_code(comparison: Comparison | None, *, strict: bool) -> int:
    if comparison is None:
        return _DONE
    return _LACKING if comparison.missing or (strict and comparison.unused) else _DONE


def _requests_of(
    namespace: argparse.Namespace, options: Options
) -> tuple[Iterable[GraphRequest], bool]:
    """The requests of all files, or of those in the shard, each once; one stands for all those of a
    file that cannot be read or analysed. And whether there is such a file.
    """
    shows = namespace.output_format == _TEXT and wanted(sys.stdout, sys.stderr)
    found, _ = request_reading.requests_of(
        namespace, options, shows_progress=shows, shard=namespace.shard
    )
    failed = request_reading.say_unread(found)
    return merged(each for file in found for each in all_of(file)), failed
