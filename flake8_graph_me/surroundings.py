"""What a checked file reaches by imports, and whether all of it together could hold a finding.

Most files must cost no more than a look at the texts of these files, each read once in a process.
Must import neither libcst nor jwt nor the rows.
"""

import ast
from collections.abc import Mapping
from functools import cache

from flake8_graph_me.engine.disk_reader import DiskReader
from flake8_graph_me.engine.given_reader import GivenReader
from flake8_graph_me.engine.import_closure import ImportClosures, Scans
from flake8_graph_me.engine.module_lookup import ModuleLookup
from flake8_graph_me.engine.project import project_of
from flake8_graph_me.gates import (
    Signs,
    holds_owner,
    may_concern,
    may_hold_token_fault,
    segments_of,
    signs_of,
)
from flake8_graph_me.terms.options import Options


@cache
def _scans() -> Scans:
    return Scans(signs_of)


def forget() -> None:
    """Forget what the texts of files have shown."""
    _scans.cache_clear()


def closures_of(
    source: str, path: str, options: Options, sources: Mapping[str, str]
) -> ImportClosures:
    """What the file at ``path``, whose text is given, reaches by imports. ``sources`` are further
    files that are given as texts, by their paths; all others are read from disk.
    """
    reader = GivenReader({**sources, path: source}, DiskReader())
    lookup = ModuleLookup(project_of(path, options.source_roots, reader), reader)
    return ImportClosures(lookup, _scans())


def may_hold_finding(
    source: str,
    path: str,
    options: Options,
    tree: ast.Module | None,
    closures: ImportClosures,
) -> bool:
    """Whether a file could hold a finding, by its own text or by what it reaches."""
    if may_concern(source, options) and (tree is None or holds_owner(tree, segments_of(source))):
        return True
    if may_hold_token_fault(source):
        return True
    acquires, owner = bool(options.app_only), False
    for _, scan in closures.scanned(path):
        signs = scan.seen
        if isinstance(signs, Signs):
            acquires, owner = acquires or signs.acquires, owner or signs.owner
            if acquires and owner:
                return True
    return False


def is_of_interest(file: str, closures: ImportClosures) -> bool:
    """Whether a file, by its absolute path, may hold an origin of tokens or a path of a user."""
    scan = closures.scan(file)
    signs = None if scan is None else scan.seen
    return isinstance(signs, Signs) and (signs.acquires or signs.owner)
