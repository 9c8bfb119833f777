"""All requests to Microsoft Graph that the analysis of one source sees, by each way to them.

Must not be imported before a source needs it: it imports libcst.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.guard import internal_error
from flake8_graph_me.engine.relevance.mentions import Interest
from flake8_graph_me.gates.gate import is_of_interest
from flake8_graph_me.gates.words import GRANT
from flake8_graph_me.pipeline.check import LineName, line_number, named_lines
from flake8_graph_me.pipeline.garbage import rarely_collected
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.pipeline.node_places import places_of
from flake8_graph_me.project.files.paths import absolute, as_given
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.project.modules.local_modules import LocalModules
from flake8_graph_me.project.modules.parsed_cache import module_of
from flake8_graph_me.rules.listing.identities import Why
from flake8_graph_me.rules.listing.listed import RequestDraft, request_drafts
from flake8_graph_me.rules.places.files import files_of, shown_path
from flake8_graph_me.syntax.module_index import indexes
from flake8_graph_me.syntax.parsing import AnalysisFailed
from flake8_graph_me.terms.findings import EvidenceStep
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place
from flake8_graph_me.terms.printable import printable
from flake8_graph_me.terms.requests import BETWEEN, GraphRequest, Sighting

# A path or a part of one, with a query or without: whatever a program puts together.
_PART = re.compile(r"/|\w[\w.$()-]*(?:\?|$)")
# In a module without any of this no path, URL or token is put together, and none is handed on.
_TELLING = re.compile(
    r"""/[\w{$%]|["'}]/|/["']|http|requests|urllib|\.(?:post|put|patch|request)\("""
    r"""|(?i:graph|token|auth|session|client)"""
)
_EVERY_PATH = Interest(
    sought=lambda text: _PART.match(text) is not None or "/" in text,
    telling=lambda text: GRANT.search(text) is not None,
)


class RequestsUnknownError(ValueError):
    """A source that cannot be analysed; the text is one line that says why."""


@dataclass(frozen=True, slots=True)
class _Named:
    """How places are shown that messages name."""

    checked: str
    line_name: LineName

    def where(self, place: Place) -> str:
        """A line of the checked file, or of another file with its path."""
        line = place.span.start.line
        if place.path == self.checked:
            return self.line_name(line)
        return f"{shown_path(place.path, self.checked)}:{line}"


def sightings(
    source: str,
    path: str,
    options: Options,
    closures: ImportClosures,
    line_name: LineName = line_number,
) -> tuple[Sighting, ...]:
    """The requests in a source, and those of other files that it leads to, in order of place.

    ``closures`` says what it reaches by imports, ``line_name`` how messages name its lines. Raises
    RequestsUnknownError if the source cannot be analysed.
    """
    try:
        with rarely_collected():
            return _sightings(source, path, options, closures, _Named(path, line_name))
    except AnalysisFailed as failure:
        raise RequestsUnknownError(named_lines(failure.reason, line_name)) from None
    except Exception as error:  # noqa: BLE001  # one bad file must not cost the requests of all others
        raise RequestsUnknownError(internal_error(error)) from None


def _sightings(
    source: str, path: str, options: Options, closures: ImportClosures, named: _Named
) -> tuple[Sighting, ...]:
    project = LocalModules(closures, lambda file: _may_matter(file, closures))
    module = module_of(absolute(path), source, None)
    known = knowledge_for(options)
    run = interpret(module, known.rows, path, _EVERY_PATH, project)
    drafts = request_drafts(run, path, known.recognition)
    # The drafts may have taken more code.
    files = files_of(run, path)
    places = places_of(
        indexes({**files.others, path: module}),
        files,
        _nodes(drafts),
        lambda file: file if file == path else as_given(file, path),
    )
    found = dict.fromkeys(_sighting(draft, places, named.where) for draft in drafts)
    return tuple(sorted(found, key=lambda each: each.request.place))


def _may_matter(file: str, closures: ImportClosures) -> bool:
    """Whether a file may have a part in a request."""
    content = closures.lookup.reader.content(file)
    return (content is not None and _tells(content.text)) or is_of_interest(file, closures)


@functools.lru_cache(maxsize=4096)  # the files of a project are looked at for each of its files
def _tells(text: str) -> bool:
    return _TELLING.search(text) is not None


def _nodes(drafts: Iterable[RequestDraft]) -> list[cst.CSTNode]:
    nodes: dict[cst.CSTNode, None] = {}
    for draft in drafts:
        whys = (each.node for each in draft.whys if each.node is not None)
        begun = () if draft.origin is None else (draft.origin,)
        nodes.update(dict.fromkeys((draft.node, *begun, *draft.calls, *whys)))
        nodes.update(dict.fromkeys(step.node for step in draft.steps))
    return list(nodes)


def _sighting(
    draft: RequestDraft, places: Mapping[cst.CSTNode, Place], where: Callable[[Place], str]
) -> Sighting:
    def line(why: Why) -> str:
        return (
            why.line if why.node is None else why.line.replace("{where}", where(places[why.node]))
        )

    request = GraphRequest(
        _shown(draft.method),
        _shown(draft.path),
        _shown(draft.query),
        printable(draft.client),
        draft.identity,
        printable(BETWEEN.join(map(line, draft.whys))),
        draft.verdict,
        places[draft.node],
        tuple(EvidenceStep(places[step.node], printable(step.message)) for step in draft.steps),
    )
    calls = tuple(places[each] for each in draft.calls)
    origin = None if draft.origin is None else places[draft.origin]
    return Sighting(request, calls, draft.assumed, origin)


def _shown(text: str | None) -> str | None:
    return None if text is None else printable(text)
