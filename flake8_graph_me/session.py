"""Where knowledge meets the engine: check a source, fix a source.

The heavy parts are imported when a source needs them, since most sources do not.
"""

import ast
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from flake8_graph_me.engine.file_paths import absolute
from flake8_graph_me.fixes.writing import UnreadableError, read
from flake8_graph_me.rules.analysis_failed import analysis_failed
from flake8_graph_me.surroundings import closures_of, may_hold_finding
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options

if TYPE_CHECKING:
    from flake8_graph_me.uses import Use


def check_source(
    source: str,
    path: str,
    *,
    options: Options,
    tree: ast.Module | None = None,
    gates: bool = True,
    sources: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """The findings in one decoded source text, in order of place.

    ``path`` is the name that findings bear. ``tree`` is the source's ``ast`` if the caller has it.
    ``gates`` off analyses the source even if cheap tests say that it cannot hold a finding.
    ``sources`` are texts of other files by their paths, such as an editor holds, which count in
    place of what is on disk. Never raises for what the source is: a source that cannot be analysed
    gives one GME900.
    """
    closures = closures_of(source, path, options, sources or {})
    if gates and not may_hold_finding(source, path, options, tree, closures):
        return ()
    from flake8_graph_me.checking import checked  # noqa: PLC0415  # libcst costs more than flake8 itself

    return checked(source, path, options, tree, closures)


def check_paths(
    paths: Iterable[str], *, options: Options, executor: Executor | None = None
) -> dict[str, tuple[Finding, ...]]:
    """The findings in each file, by the path as it is given.

    A file that cannot be read or decoded gives one GME900. With an executor the files are checked
    by it, whichever kind it is: options and findings travel as plain values.
    """
    names = list(paths)
    if executor is None:
        return {name: _check_path(name, options) for name in names}
    found = executor.map(_check_path, names, [options] * len(names))
    return dict(zip(names, found, strict=True))


def reached(
    source: str, path: str, *, options: Options, sources: Mapping[str, str]
) -> frozenset[str]:
    """The files that one reaches by imports, itself among them, as absolute paths."""
    return frozenset(closures_of(source, path, options, sources).closure(path))


def right_uses(
    file: str, users: Mapping[str, str], *, options: Options, sources: Mapping[str, str]
) -> list["Use"]:
    """Which of the texts with ``me`` of a file serve requests that are not known to be wrong.

    ``users`` are the texts of the files to look at, by their paths; ``sources`` are as in
    ``check_source``. Those that cannot be analysed say nothing.
    """
    from flake8_graph_me import uses  # noqa: PLC0415  # as above

    found: list[Use] = []
    for path, source in users.items():
        closures = closures_of(source, path, options, sources)
        found += uses.uses_of(absolute(file), source, absolute(path), options, closures)
    return uses.right_uses(found)


def _check_path(path: str, options: Options) -> tuple[Finding, ...]:
    try:
        source = read(path)
    except UnreadableError as error:
        return (analysis_failed(path, str(error)),)
    return check_source(source.text, path, options=options)
