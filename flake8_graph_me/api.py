"""Where knowledge meets the engine: check a source, fix a source.

The heavy parts are imported only when a source needs them, because most sources do not.
"""

import ast
import functools
import os
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from flake8_graph_me.gates.first_look import rules_out
from flake8_graph_me.pipeline.garbage import rarely_collected
from flake8_graph_me.project.files.decoding import UnreadableError, read
from flake8_graph_me.project.files.paths import absolute, as_given
from flake8_graph_me.project.modules.import_closure import Beyond, ImportClosures, Trail
from flake8_graph_me.syntax.python_tree import LazyTree
from flake8_graph_me.terms.options import Options

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from flake8_graph_me.pipeline.text_uses import Use
    from flake8_graph_me.project.notebooks.notebook import Notebook
    from flake8_graph_me.terms.findings import Finding
    from flake8_graph_me.terms.places import Place
    from flake8_graph_me.terms.requests import GraphRequest, Sighting


def check_source(
    source: str,
    path: str,
    *,
    options: Options,
    tree: ast.Module | None = None,
    gates: bool = True,
    sources: Mapping[str, str] | None = None,
    run: str | None = None,
    trail: Trail | None = None,
) -> tuple["Finding", ...]:
    """The findings in one decoded source text, in order of place.

    ``path`` is the file name used in findings. ``tree`` is the source's ``ast`` if the caller has
    it. With ``gates`` off, the source is analysed even if cheap tests say that it cannot hold a
    finding. ``sources`` maps paths of other files to texts, such as editor buffers, that replace
    those on disk. Calls with the same ``run``, from ``new_run``, may take files on disk for
    unchanged; without one, changes are seen. A ``trail`` is told what the findings depend on, if no
    ``sources`` are given. Never raises because of the source: one that cannot be analysed gives one
    GME900.
    """
    if gates and not sources:
        looked = run if run is not None else new_run()
        if rules_out(path, options, looked, source=source):
            if trail is not None:
                trail.beyond = Beyond()
            return ()
    from flake8_graph_me.gates.gate import closures_of  # noqa: PLC0415  # most files end above

    disk = None if trail is None else trail.reader
    closures = closures_of(source, path, options, sources or {}, run=run, disk=disk)
    found = _analysed(source, path, options, tree, closures, gates=gates)
    if trail is not None and not sources:
        trail.beyond = closures.beyond(path, trail)
    return found


def check_notebook(
    notebook: "Notebook",
    path: str,
    *,
    options: Options,
    sources: Mapping[str, str] | None = None,
    run: str | None = None,
) -> tuple["Finding", ...]:
    """The findings in the joined source of a notebook's cells, in order of place. Their places are
    those of the joined source, while messages name cells. The rest is as in ``check_source``.
    """
    if not sources:
        looked = run if run is not None else new_run()
        if rules_out(path, options, looked, source=notebook.text):
            return ()
    from flake8_graph_me.gates.gate import closures_of  # noqa: PLC0415  # as above

    closures = closures_of(notebook.text, path, options, sources or {}, run=run)
    return _analysed(notebook.text, path, options, None, closures, gates=True, notebook=notebook)


def new_run() -> str:
    """A name for a run over many files, in which files on disk count as unchanged."""
    return os.urandom(16).hex()


def is_ruled_out(path: str, *, options: Options, run: str) -> bool:
    """Whether a file on disk cannot hold a finding, not even one that says that it failed, as the
    ``run`` has first seen it and the files that it imports.
    """
    return rules_out(path, options, run)


def check_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    options: Options,
    executor: "Executor | None" = None,
) -> dict[str, tuple["Finding", ...]]:
    """The findings in each file, in order of place, keyed by the path as given.

    Paths are strings or ``pathlib`` paths; duplicates are checked once. A path that cannot be read
    and decoded, such as a folder, gives one GME900: folders are not searched. Lines start at 1 and
    columns, in characters, at 0. flake8's configuration files, selection of codes and ``# noqa`` do
    not apply. Nothing is written.

    With an executor, which can be any ``concurrent.futures.Executor``, it checks the files in
    chunks; options and findings are passed as plain values. The result does not depend on the
    executor, the number of workers or the order of paths. Each worker needs the same version of
    this package, and the files at the same absolute paths; its current folder does not matter. The
    executor is left open. Its exceptions when a worker dies (``BrokenProcessPool``, Dask's
    ``KilledWorker``) are passed on with a note that names the files, and calls that have not begun
    are cancelled.

    Raises TypeError if ``paths`` is a single path, or contains something that is not a path.
    """
    if isinstance(paths, str | bytes | os.PathLike):
        raise TypeError("paths must be a collection of paths, such as a list, not a single path")
    from flake8_graph_me.pipeline.parallel import spread  # noqa: PLC0415  # the plugin needs no executor

    names = list(dict.fromkeys(map(_text_of, paths)))
    task = functools.partial(_check_path, options=options, folder=absolute(""), run=new_run())
    return dict(zip(names, spread(executor, task, names), strict=True))


def graph_requests(
    paths: Iterable[str | os.PathLike[str]],
    *,
    options: Options,
    executor: "Executor | None" = None,
) -> tuple["GraphRequest", ...]:
    """All requests to Microsoft Graph in files and in what they import, each once, in order of
    place.

    What a bound of the analysis cuts off is a request without a path; so is a file that cannot be
    read or analysed, at its start, with the reason. Paths, options and executor are as in
    ``check_paths``, and so are the exceptions. Nothing is written.
    """
    if isinstance(paths, str | bytes | os.PathLike):
        raise TypeError("paths must be a collection of paths, such as a list, not a single path")
    from flake8_graph_me.pipeline import merging, request_files  # noqa: PLC0415  # as above
    from flake8_graph_me.pipeline.parallel import spread  # noqa: PLC0415  # as above

    names = list(dict.fromkeys(map(_text_of, paths)))
    task = functools.partial(
        request_files.requests_of_file, options=options, folder=absolute(""), run=new_run()
    )
    found = spread(executor, task, names)
    return merging.merged(each for file in found for each in request_files.all_of(file))


def apply_fixes(
    source: str,
    findings: Iterable["Finding"],
    *,
    path: str | os.PathLike[str],
    unsafe: bool = False,
) -> str:
    """The source with the fixes of these findings, as far as they edit the file at ``path`` alone.

    ``source`` is the text that was checked, with its line ends as they stand in the file; ``path``
    is the one that the findings bear. Without ``unsafe`` only safe fixes are applied, with it the
    unsafe ones too; those for display never are. Of fixes that overlap the first in order is
    applied: a check of the result finds the others again. Nothing is written.

    Raises ValueError if a fix does not fit the source, as it is not the text that was checked, and
    for fixes in the cells of a notebook.
    """
    from flake8_graph_me.fixes.application import apply, choose  # noqa: PLC0415  # few files are fixed

    name = _text_of(path)
    edits = choose(findings, unsafe=unsafe, path=name).edits
    if any(edit.place.cell for edit in edits):
        raise ValueError(f"{name} is a notebook; flake8-graph-me check --fix edits its cells")
    return apply(source, edits)


def reached(
    paths: Iterable[str], *, options: Options, sources: Mapping[str, str]
) -> Iterator[frozenset[str]]:
    """The files that each file reaches by imports, including itself, as absolute paths.

    ``sources`` are as in ``check_source``. A file that cannot be read reaches nothing.
    """
    from flake8_graph_me.gates.gate import reached_by  # noqa: PLC0415  # as above

    return reached_by(paths, options, sources)


def uses_in(
    source: str, path: str, files: Set[str], *, options: Options, sources: Mapping[str, str]
) -> list["Use"]:
    """How the ``me`` texts of some files, given by absolute paths, are used in the analysis of the
    source at ``path``; empty if that cannot be analysed. ``sources`` are as above.
    """
    from flake8_graph_me.gates.gate import closures_of  # noqa: PLC0415  # as above
    from flake8_graph_me.pipeline import text_uses  # noqa: PLC0415  # as above

    closures = closures_of(source, path, options, sources)
    return text_uses.uses_of(files, source, absolute(path), options, closures)


def requests_in(
    source: str, path: str, *, options: Options, sources: Mapping[str, str]
) -> tuple["Sighting", ...]:
    """The requests to Microsoft Graph in the source at ``path``, in order of place; none if it
    cannot be analysed. ``sources`` are as above.
    """
    from flake8_graph_me.gates.gate import closures_of  # noqa: PLC0415  # as above
    from flake8_graph_me.pipeline.graph_requests import RequestsUnknownError, sightings  # noqa: PLC0415  # as above

    try:
        return sightings(source, path, options, closures_of(source, path, options, sources))
    except RequestsUnknownError:
        return ()


def right_uses(found: Iterable["Use"]) -> list["Use"]:
    """The uses, among those that several analyses see, that are not proven to be wrong."""
    from flake8_graph_me.pipeline import text_uses  # noqa: PLC0415  # as above

    return text_uses.right_uses(found)


def _analysed(
    source: str,
    path: str,
    options: Options,
    tree: ast.Module | None,
    closures: ImportClosures,
    *,
    gates: bool,
    notebook: "Notebook | None" = None,
) -> tuple["Finding", ...]:
    from flake8_graph_me.gates.gate import may_hold_finding  # noqa: PLC0415  # most files end before

    lazy = LazyTree(source, tree)
    with rarely_collected():
        if gates and not may_hold_finding(source, path, options, lazy, closures):
            return ()
        from flake8_graph_me.pipeline.check import checked, line_number  # noqa: PLC0415  # libcst costs more than flake8 itself

        line_name = line_number if notebook is None else notebook.named
        return checked(source, path, options, lazy.made, closures, line_name)


def _text_of(path: str | os.PathLike[str]) -> str:
    text = os.fspath(path)
    if not isinstance(text, str):
        raise TypeError(f"a path must be text, not {type(text).__name__}")
    return text


def _check_path(path: str, options: Options, folder: str, run: str) -> tuple["Finding", ...]:
    """The findings in a file as seen from ``folder``, which may not be the worker's current
    folder.
    """
    file = absolute(os.path.join(folder, path))  # noqa: PTH118  # a Path would drop dots in front
    try:
        if rules_out(file, options, run, folder=folder):
            return ()
        from flake8_graph_me.gates.gate import closures_of  # noqa: PLC0415  # as above

        source = read(file)
        closures = closures_of(source.text, file, options, {}, folder, run)
        found = _analysed(
            source.text, file, options, None, closures, gates=True, notebook=source.notebook
        )
        if source.notebook is not None:
            from flake8_graph_me.pipeline.cell_places import in_cells  # noqa: PLC0415  # few files are notebooks

            found = in_cells(found, file, source.notebook)
    except UnreadableError as error:
        return (_failed(path, str(error)),)
    except Exception as error:  # noqa: BLE001  # one bad file must not cost the findings of all others
        return (_failed(path, f"internal error, {type(error).__name__}"),)
    if file == path:
        return found
    from flake8_graph_me.terms.findings import at_places  # noqa: PLC0415  # as above

    def named(place: "Place") -> "Place":
        shown = path if place.path == file else as_given(place.path, path, folder)
        return replace(place, path=shown)

    return tuple(at_places(finding, named) for finding in found)


def _failed(path: str, reason: str) -> "Finding":
    from flake8_graph_me.rules.analysis_failed import analysis_failed  # noqa: PLC0415  # as above

    return analysis_failed(path, reason)
