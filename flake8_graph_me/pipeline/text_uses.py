"""How the ``me`` texts of some files are used, as the analyses of other files see it.

Must not be imported before it is needed: it imports libcst.
"""

import itertools
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.entry_points.schedule import enter_other_modules
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.gates.gate import is_of_interest
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.pipeline.node_places import places_of
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.project.modules.local_modules import LocalModules
from flake8_graph_me.project.modules.parsed_cache import module_of
from flake8_graph_me.rules.places.files import files_of
from flake8_graph_me.rules.requests.other_uses import other_uses
from flake8_graph_me.rules.requests.requests import UserRequest, user_requests
from flake8_graph_me.rules.requests.unfollowed import may_be_used
from flake8_graph_me.rules.verdicts import Verdict, acquires_only_app_only, verdict
from flake8_graph_me.syntax.module_index import indexes
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place


@dataclass(frozen=True, slots=True)
class Use:
    """A request that uses a text, with absolute paths in its places.

    ``calls`` are those that lead to the request, outermost first. ``assumed`` says that the
    function in which they begin has no known caller. ``right`` says that the request is not known
    to be wrong, ``proven`` that it is proven to be. ``unfollowed`` says that there may be such a
    request in code that was not followed, and ``otherwise`` that the text is used for something
    else than such a request; ``request`` stands for that.
    """

    text: Place
    request: Place
    calls: tuple[Place, ...]
    assumed: bool
    right: bool
    proven: bool
    unfollowed: bool = False
    otherwise: bool = False


def right_uses(uses: Iterable[Use]) -> list[Use]:
    """The uses that are not proven to be wrong among those that several analyses see.

    If nothing in one file calls a function, another file's calls decide.
    """
    found = list(dict.fromkeys(uses))
    led_to = {
        (use.request, use.calls[beyond:])
        for use in found
        for beyond in range(1, len(use.calls) + 1)
    }
    return [
        use
        for use in found
        if not use.proven and not (use.assumed and (use.request, use.calls) in led_to)
    ]


def uses_of(
    wanted: Set[str], source: str, path: str, options: Options, closures: ImportClosures
) -> list[Use]:
    """The uses of the ``wanted`` files' texts in an analysis of the source at ``path``; all paths
    are absolute.

    ``closures`` says what the source reaches by imports. Empty if the source cannot be analysed.
    """
    try:
        module = module_of(path, source)
        return _uses(wanted, module, path, options, closures)
    except Exception:  # noqa: BLE001  # the check of that file, which is checked too, says what broke
        return []


def _uses(
    wanted: Set[str], module: ParsedModule, path: str, options: Options, closures: ImportClosures
) -> list[Use]:
    project = LocalModules(closures, lambda each: is_of_interest(each, closures))
    known = knowledge_for(options)
    run = interpret(module, known.rows, path, project=project)
    # Who else acquires tokens decides over those that are not known.
    enter_other_modules(run, path)
    files = files_of(run, path)
    requests = [
        request
        for request in user_requests(run.events, known.recognition)
        if request.me and files.of(request.origin) in wanted
    ]
    only = not run.budget.is_partial() and acquires_only_app_only(
        run.events.labels.items(), known.recognition
    )
    modules = {**files.others, path: module}
    texts = _texts(run, [modules[file] for file in wanted if file in modules])
    cut = _texts_of_the_unfollowed(run, texts)
    other = list(other_uses(run, texts, known.recognition.hosts))
    parts = [part for each in run.budget.cut for part in each] or module.module.body[:1]
    nodes = [*_nodes(requests), *cut, *parts, *itertools.chain(*other)]
    places = places_of(indexes(modules), files, nodes)
    within = min((places[part] for part in parts), key=_order, default=None)
    verdicts = [verdict(request, run.symbols, only_app_only=only) for request in requests]
    unfollowed = [
        Use(places[text], within, (), False, True, False, unfollowed=True)
        for text in cut
        if within is not None
    ]
    otherwise = [
        Use(places[text], places[where], (), False, True, False, otherwise=True)
        for text, where in other
    ]
    return (
        unfollowed
        + otherwise
        + [
            Use(
                places[request.origin],
                places[request.sink_call.node],
                tuple(places[call] for call in request.calls),
                request.sink_call.assumed,
                not found.wrong,
                found is Verdict.PROVEN,
            )
            for request, found in zip(requests, verdicts, strict=True)
        ]
    )


def _texts(run: Run, modules: Iterable[ParsedModule]) -> list[cst.CSTNode]:
    """What may stand for the signed-in user in modules."""
    return [node for parsed in modules for node in walk(parsed.module) if _may_hold_me(run, node)]


def _texts_of_the_unfollowed(run: Run, texts: Iterable[cst.CSTNode]) -> list[cst.CSTNode]:
    """Those of the texts that code may use that was cut off."""
    if not run.budget.is_partial():
        return []
    return [node for node in texts if run.budget.failed or may_be_used(run, node)]


def _order(place: Place) -> tuple[str, int]:
    return place.path, place.span.start.line


def _may_hold_me(run: Run, node: cst.CSTNode) -> bool:
    if isinstance(node, cst.SimpleString | cst.FormattedStringText):
        return "me" in node.value.lower() or "\\" in node.value
    return node in run.events.spellings or (isinstance(node, cst.Name) and node.value == "me")


def _nodes(requests: Iterable[UserRequest]) -> Iterator[cst.CSTNode]:
    for request in requests:
        yield from (request.origin, request.sink_call.node, *request.calls)
