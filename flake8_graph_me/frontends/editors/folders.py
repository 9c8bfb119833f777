"""The configuration of a folder of the workspace, read again when its files change.

flake8 reads configuration and patterns from the current folder on, so this runs in the thread of
the work, the only one that changes it.
"""

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flake8_graph_me.frontends import discovery, flake8_bridge, running, setting_values, settings
from flake8_graph_me.frontends.configuration.pyproject import FILE, table_of
from flake8_graph_me.frontends.usage import UsageError
from flake8_graph_me.terms.options import Options

PROG = "flake8-graph-me server"
FILES = ("setup.cfg", "tox.ini", ".flake8", FILE)
"""The names of the files that configure a folder."""
Stamp = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """What is configured for a folder, given with its absolute path; ``problem`` is one line about
    configuration that cannot be used and has been left out.
    """

    root: str
    plan: running.CheckPlan
    problem: str | None
    stamp: Stamp
    client: Mapping[str, object]

    def is_excluded(self, path: str) -> bool:
        """Whether flake8 would pass over a file, or over a folder between it and this one."""
        namespace = self.plan.namespace
        exclude = (*namespace.exclude, *namespace.extend_exclude)
        return discovery.is_excluded(path, exclude=exclude, below=self.root)


def current(known: Folder | None, root: str, client: Mapping[str, object]) -> Folder:
    """The configuration of a folder now, which is the known one unless a file, or what the client
    has set, has changed. The folder becomes the current one; in place of one that is gone it is the
    nearest folder above that is there.
    """
    while True:
        try:
            os.chdir(root)
            break
        except OSError:
            # The root of the file system is always there.
            root = os.path.dirname(root)  # noqa: PTH120 - before each check
    stamp = _stamp(root)
    if known is not None and (known.stamp, known.client) == (stamp, client):
        return known
    problem = None
    try:
        namespace = flake8_bridge.parse((), prog=PROG, over=table_of(client, root))
        options = _options(namespace)
    except (UsageError, setting_values.RefusedError) as refusal:
        problem = str(refusal)
        namespace = flake8_bridge.parse(("--isolated",), prog=PROG)
        options = _options(namespace)
    plan = running.CheckPlan(namespace, options, fix=True)
    return Folder(root, plan, problem, stamp, client)


def _options(namespace: argparse.Namespace) -> Options:
    options = settings.read_namespace(namespace, prefix="")
    return replace(options, quote_user=bool(getattr(namespace, "quote_user", False)))


def _stamp(root: str) -> Stamp:
    """What tells whether a file that may configure the folder has changed."""
    found: list[tuple[int, int] | None] = []
    home = root
    while True:
        for name in FILES:
            try:
                state = os.stat(os.path.join(home, name))  # noqa: PTH116, PTH118 - before each check
                found.append((state.st_mtime_ns, state.st_size))
            except OSError:
                found.append(None)
        above = os.path.dirname(home)  # noqa: PTH120 - as above
        if above == home:
            return tuple(found)
        home = above
