"""The requests to Microsoft Graph in one file on disk, as it and what it imports are read."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flake8_graph_me.gates.gate import closures_of
from flake8_graph_me.gates.requests import may_request
from flake8_graph_me.pipeline.cell_places import in_cell
from flake8_graph_me.project.files.decoding import ForeignError, Source, UnreadableError, read
from flake8_graph_me.project.files.paths import absolute, as_given
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place, Position, Span
from flake8_graph_me.terms.printable import printable
from flake8_graph_me.terms.requests import GraphRequest, Sighting

if TYPE_CHECKING:
    from flake8_graph_me.project.notebooks.notebook import Notebook


@dataclass(frozen=True, slots=True)
class FileRequests:
    """The requests that the analysis of the file at ``path`` has come to, in it and elsewhere.

    ``failure`` says in one line why there was no analysis, ``skipped`` what the file is if it is no
    Python, such as "a notebook in R"; both are None otherwise.
    """

    path: str
    sightings: tuple[Sighting, ...] = ()
    failure: str | None = None
    skipped: str | None = None


def requests_of_file(path: str, *, options: Options, folder: str, run: str) -> FileRequests:
    """The requests in the file at ``path``, as seen from ``folder``, which may not be the current
    folder of this process. Within a ``run`` files on disk count as unchanged. Never raises because
    of the file.
    """
    file = path if absolute("") == folder else absolute(os.path.join(folder, path))  # noqa: PTH118  # a Path would drop dots in front
    try:
        source = read(file)
    except ForeignError as error:
        return FileRequests(path, skipped=error.what)
    except UnreadableError as error:
        return FileRequests(path, failure=f"the file {error}")
    found = requests_of_source(source, file, options=options, folder=folder, run=run)
    if file == path:
        return found

    def named(place: Place) -> Place:
        shown = path if place.path == file else as_given(place.path, path, folder)
        return replace(place, path=shown)

    return replace(found, path=path, sightings=_at_places(found.sightings, named))


def all_of(file: FileRequests) -> tuple[Sighting, ...]:
    """The requests of a file; of one that was not analysed one that stands for them all."""
    if file.failure is None:
        return file.sightings
    start = Position(1, 0)
    why = printable(f"not analysed: {file.failure}")
    place = Place(file.path, Span(start, start))
    return (Sighting(GraphRequest(None, None, None, "", Identity.UNKNOWN, why, None, place)),)


def requests_of_source(
    source: Source, path: str, *, options: Options, folder: str = "", run: str | None = None
) -> FileRequests:
    """The requests in a file that was read."""
    closures = closures_of(source.text, path, options, {}, folder, run)
    if not may_request(path, options, closures):
        return FileRequests(path)
    from flake8_graph_me.pipeline.check import line_number  # noqa: PLC0415  # libcst costs more than most files
    from flake8_graph_me.pipeline.graph_requests import (  # noqa: PLC0415  # as above
        RequestsUnknownError,
        sightings,
    )

    notebook = source.notebook
    line_name = line_number if notebook is None else notebook.named
    try:
        found = sightings(source.text, path, options, closures, line_name)
    except RequestsUnknownError as error:
        return FileRequests(path, failure=str(error))
    if notebook is not None:
        found = _at_places(found, _in_cells_of(notebook, path))
    return FileRequests(path, found)


def _in_cells_of(notebook: "Notebook", path: str) -> Callable[[Place], Place]:
    return lambda place: in_cell(place, notebook) if place.path == path else place


def _at_places(
    sightings: tuple[Sighting, ...], place_of: Callable[[Place], Place]
) -> tuple[Sighting, ...]:
    """The sightings with all their places put into other terms."""
    return tuple(
        Sighting(
            replace(
                each.request,
                place=place_of(each.request.place),
                evidence=tuple(
                    replace(step, place=place_of(step.place)) for step in each.request.evidence
                ),
            ),
            tuple(map(place_of, each.calls)),
            each.assumed,
            None if each.origin is None else place_of(each.origin),
        )
        for each in sightings
    )
