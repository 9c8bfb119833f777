"""How the commands about requests read files, and what they say of them on standard error."""

import argparse
import functools
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flake8_graph_me import api
from flake8_graph_me.frontends import flake8_bridge, running, setting_values, settings
from flake8_graph_me.frontends.command import left_out
from flake8_graph_me.frontends.flake8_bridge import Manner
from flake8_graph_me.frontends.progress import Progress
from flake8_graph_me.frontends.reports.summary import counted
from flake8_graph_me.frontends.sharding import Shard
from flake8_graph_me.frontends.usage import UsageError
from flake8_graph_me.pipeline.parallel import spread
from flake8_graph_me.pipeline.request_files import FileRequests, requests_of_file
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.printable import printable

STDIN = "-"


def parsed(
    arguments: Sequence[str],
    prog: str,
    extend: Sequence[tuple[str, Mapping[str, Any]]],
    manner: Manner,
) -> tuple[argparse.Namespace, Options]:
    """The options of a command and those of the analysis, after saying which keys of configuration
    files are not read; raises UsageError.
    """
    namespace = flake8_bridge.parse(arguments, prog=prog, extend=extend, manner=manner)
    sys.stderr.writelines(getattr(namespace, flake8_bridge.UNREAD))
    try:
        return namespace, settings.read_namespace(namespace, prefix="")
    except setting_values.RefusedError as refusal:
        raise UsageError(str(refusal)) from None


def requests_of(
    namespace: argparse.Namespace,
    options: Options,
    *,
    shows_progress: bool,
    shard: Shard | None = None,
) -> tuple[list[FileRequests], bool]:
    """The requests of all files that the arguments name, or of those in a shard, in the order of
    their paths; and whether standard input is among what they name, which is not read.
    """
    discovered = flake8_bridge.discover(namespace)
    left_out.say_folders(discovered.left_out)
    left_out.say_skipped(discovered.skipped)
    if not discovered.files and not discovered.skipped:
        left_out.say_nothing_is_there(namespace.filenames)
    paths = [path for path in discovered.files if path != STDIN]
    paths = paths if shard is None else shard.of(paths)
    task = functools.partial(
        requests_of_file, options=options, folder=absolute(""), run=api.new_run()
    )
    with (
        running.workers(len(paths), flake8_bridge.jobs(namespace)) as pool,
        Progress(sys.stderr if shows_progress else None) as progress,
    ):
        results = spread(pool, task, paths)
        found = list(
            progress.over(
                results, lambda number, _: f"read {number:,} of {counted(len(paths), 'file')}"
            )
        )
    return found, STDIN in discovered.files


def say_unread(found: Iterable[FileRequests]) -> bool:
    """Say which files are no Python, and which could not be read or analysed; returns whether there
    are any of the latter.
    """
    found = list(found)
    left_out.say_skipped((each.path, each.skipped) for each in found if each.skipped is not None)
    failed = [(each.path, each.failure) for each in found if each.failure is not None]
    for path, reason in failed:
        sys.stderr.write(f"{printable(path)}: {printable(reason)}\n")
    return bool(failed)
