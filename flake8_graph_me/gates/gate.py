"""Whether a checked file, together with everything it imports, could hold a finding.

For most files this must cost no more than a look at the texts, each read once per process. Trees
are parsed only if the texts do not rule a finding out. Must import neither libcst nor jwt nor the
rows.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flake8_graph_me.gates import first_look, signs
from flake8_graph_me.gates.outlines import Outline, comes_to_owner, outlined, whole
from flake8_graph_me.gates.signs import NO_SIGNS, Sign
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.files.reader import Reader
from flake8_graph_me.project.modules.import_closure import ImportClosures, Scans
from flake8_graph_me.project.modules.layout import Project, project_of
from flake8_graph_me.project.modules.resolver import ModuleLookup
from flake8_graph_me.syntax.python_tree import MAX_SOURCE_BYTES, python_tree
from flake8_graph_me.terms.options import Options

MAX_NEW_OUTLINES = 24
"""How many modules are looked at closely for one file; as many cost about what an analysis does.
Past it the file is analysed.
"""


@dataclass(slots=True)
class _Look:
    """What the text of a file shows and, once requested, what its tree contains and which parts
    names bring into play; no outline if that is unclear.
    """

    shown: frozenset[Sign]
    held: frozenset[Sign] | None = None
    outline: Outline | None = None


@cache
def _scans() -> Scans:
    return Scans(lambda source, imports: _Look(signs.shown(source, imports)))


def forget() -> None:
    """Forget what the texts of files have shown."""
    _scans.cache_clear()
    first_look.forget()


def closures_of(
    source: str,
    path: str,
    options: Options,
    sources: Mapping[str, str],
    folder: str = "",
    run: str | None = None,
    disk: Reader | None = None,
) -> ImportClosures:
    """What the file at ``path``, whose text is given, reaches by imports. ``sources`` are the texts
    of more files, by path; all others are read from disk. ``folder`` replaces the current folder of
    this process. Within a ``run``, folders count as unchanged. ``disk`` is the reader for the disk
    if the caller has one.
    """
    reader = GivenReader({**sources, path: source}, DiskReader() if disk is None else disk)
    lookup = ModuleLookup(project_of(path, options.source_roots, reader, folder), reader)
    return ImportClosures(lookup, _scans(), run)


def reached_by(
    paths: Iterable[str], options: Options, sources: Mapping[str, str]
) -> Iterator[frozenset[str]]:
    """What each file reaches by imports, including itself, as absolute paths; nothing for a file
    that cannot be read. ``sources`` are as in ``closures_of``.
    """
    reader = GivenReader(sources, DiskReader())
    projects: dict[Project, ImportClosures] = {}
    for path in paths:
        project = project_of(path, options.source_roots, reader)
        closures = projects.get(project)
        if closures is None:
            lookup = ModuleLookup(project, reader)
            closures = projects[project] = ImportClosures(lookup, _scans())
        yield frozenset(closures.closure(path))


def may_hold_finding(
    source: str,
    path: str,
    options: Options,
    tree: ast.Module | None,
    closures: ImportClosures,
) -> bool:
    """Whether a file could hold a finding, judged by its content and that of the files it reaches.

    If it cannot be parsed, which must be reported, its text decides.
    """
    own = _look(path, closures)
    if own is None or not _may_hold_by_text(own, path, options, closures):
        return False
    try:
        tree = python_tree(source) if tree is None else tree
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    if own.held is None:
        own.held = signs.held(source, tree)
    if not _may_hold_by_trees(own.held, path, options, closures):
        return False
    if (
        options.all_endpoints
        or Sign.OWNER in own.held
        or signs.may_hold_finding(own.held, own.held, options)
    ):
        return True
    return _comes_to_owner(source, tree, path, closures)


def _may_hold_by_trees(
    own: frozenset[Sign], path: str, options: Options, closures: ImportClosures
) -> bool:
    around = own
    for file, _ in closures.scanned(path):
        if signs.may_hold_finding(own, around, options):
            return True
        around |= _held(file, closures)
    return closures.is_cut(path) or signs.may_hold_finding(own, around, options)


def _comes_to_owner(source: str, tree: ast.Module, path: str, closures: ImportClosures) -> bool:
    """Whether code that a file can reach names the owner of a path.

    If the answer would take long, it is yes: the analysis is cheaper then. Results so far are kept
    for the next file.
    """
    if closures.is_cut(path):
        return True
    others = [file for file in closures.closure(path) if file != absolute(path)]
    new = [file for file in others if _is_without_outline(file, closures)]
    for file in new[:MAX_NEW_OUTLINES]:
        _outline(file, closures)
    if len(new) > MAX_NEW_OUTLINES:
        return True
    found = [_outline(file, closures) for file in others]
    outlines = [outline for outline in found if outline is not None]
    return len(outlines) < len(found) or comes_to_owner(whole(source, tree), outlines)


def _is_without_outline(file: str, closures: ImportClosures) -> bool:
    look = _look(file, closures)
    return look is not None and look.outline is None


def _may_hold_by_text(own: _Look, path: str, options: Options, closures: ImportClosures) -> bool:
    around = own.shown
    for _, scan in closures.scanned(path):
        if signs.may_hold_finding(own.shown, around, options):
            return True
        if isinstance(scan.seen, _Look):
            around |= scan.seen.shown
    # What lies behind a bound may hold any sign.
    return closures.is_cut(path) or signs.may_hold_finding(own.shown, around, options)


def is_of_interest(file: str, closures: ImportClosures) -> bool:
    """Whether a file, given by its absolute path, may hold a token source or a user's path."""
    return signs.may_contribute(_held(file, closures))


def _look(file: str, closures: ImportClosures) -> _Look | None:
    scan = closures.scan(absolute(file))
    return scan.seen if scan is not None and isinstance(scan.seen, _Look) else None


def _held(file: str, closures: ImportClosures) -> frozenset[Sign]:
    """The signs in a file; none if it cannot be parsed."""
    look = _look(file, closures)
    if look is None or not look.shown:
        return NO_SIGNS
    if look.held is None:
        tree = _tree(file, closures)
        look.held = look.shown if tree is None else signs.held(*tree)
    return look.held


def _outline(file: str, closures: ImportClosures) -> Outline | None:
    """The outline of a file; None if it cannot be told."""
    look = _look(file, closures)
    if look is not None and look.outline is None:
        tree = _tree(file, closures)
        if tree is not None:
            look.outline = outlined(*tree, may_be_main=Path(file).name == "__main__.py")
    return None if look is None else look.outline


def _tree(file: str, closures: ImportClosures) -> tuple[str, ast.Module] | None:
    """The source of a file and its tree, which is empty if it cannot be parsed at all; None if
    another caller may be able to parse it.
    """
    content = closures.lookup.reader.content(file)
    if content is None or len(content.text) > MAX_SOURCE_BYTES:
        return "", ast.Module([], [])
    try:
        return content.text, python_tree(content.text)
    except (RecursionError, MemoryError):
        return None
    except (SyntaxError, ValueError):
        return "", ast.Module([], [])
