"""All requests to Microsoft Graph that the analysis of one source sees.

Must not be imported before a source needs it: it imports libcst.
"""

from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.gates.gate import is_of_interest
from flake8_graph_me.pipeline.check import ALL_PATHS
from flake8_graph_me.pipeline.garbage import rarely_collected
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.pipeline.node_places import places_of
from flake8_graph_me.project.files.paths import absolute, as_given
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.project.modules.local_modules import LocalModules
from flake8_graph_me.project.modules.parsed_cache import module_of
from flake8_graph_me.rules.places.files import files_of
from flake8_graph_me.rules.requests.requests import UNKNOWN_METHOD, UserRequest, user_requests
from flake8_graph_me.syntax.module_index import indexes
from flake8_graph_me.syntax.parsing import AnalysisFailed
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.requests import SeenRequest


def seen_requests(
    source: str, path: str, options: Options, closures: ImportClosures
) -> tuple[SeenRequest, ...]:
    """The requests in a source, each once, in order of place; none if it cannot be analysed."""
    project = LocalModules(closures, lambda file: is_of_interest(file, closures))
    try:
        with rarely_collected():
            module = module_of(absolute(path), source, None)
            known = knowledge_for(options)
            run = interpret(module, known.rows, path, ALL_PATHS, project)
    except AnalysisFailed:
        return ()
    requests = user_requests(run.events, replace(known.recognition, all=True))
    files = files_of(run, path)
    nodes: list[cst.CSTNode] = []
    for request in requests:
        nodes += (request.origin, request.sink_call.node)
    places = places_of(
        indexes({**files.others, path: module}),
        files,
        nodes,
        lambda file: file if file == path else as_given(file, path),
    )

    def seen(request: UserRequest) -> SeenRequest:
        return SeenRequest(
            None if request.method == UNKNOWN_METHOD else request.method,
            request.worlds[0].path.shown,
            frozenset(
                known.recognition.identity(world.carried.identity) for world in request.worlds
            ),
            places[request.origin],
            places[request.sink_call.node],
        )

    found = dict.fromkeys(map(seen, requests))
    return tuple(sorted(found, key=lambda each: (each.origin, each.call)))
