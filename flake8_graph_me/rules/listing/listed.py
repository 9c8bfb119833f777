"""From the events of a module to all its requests to Microsoft Graph, before places are known."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.values import Atom, Text, Unknown
from flake8_graph_me.engine.machine.events import LeftOut, SinkCall
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.listing.alternatives import Alternative, alternatives
from flake8_graph_me.rules.listing.cut_off import hiding, may_request
from flake8_graph_me.rules.listing.identities import (
    CUT_OFF,
    TOKENS,
    Why,
    bounds_in,
    why_identity,
    why_unknown,
)
from flake8_graph_me.rules.listing.judgements import Judgements, judgements
from flake8_graph_me.rules.listing.names import Names, dotted, names_in, shown
from flake8_graph_me.rules.listing.queries import query_of
from flake8_graph_me.rules.reports import DraftStep, steps_to
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import FROM_ANYTHING
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.text import Hole, Literal, Piece

NEXT_LINKS = frozenset({"@odata.nextLink", "@odata.deltaLink"})
"""What holds the URL of the rest of an answer. Source: learn.microsoft.com/graph/paging."""
BEGINS = "the method and the end of the path depend on what is done with the result"
"""Of calls of libraries that give an object which sends."""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request with nodes for places; ``whys`` are the lines that become its one.

    ``calls`` are those that lead to the request at ``node``, outermost first; ``assumed`` says that
    they begin in a function that was entered with unknown arguments. ``continued`` says that it
    only goes on with what an earlier request has begun, ``answered`` that the code got that answer
    itself. ``origin`` is where the path begins in the source, None if that is not known.
    """

    method: str | None
    path: str | None
    query: str | None
    client: str
    identity: Identity
    whys: tuple[Why, ...]
    verdict: str | None
    node: cst.CSTNode
    calls: tuple[cst.CSTNode, ...] = ()
    assumed: bool = False
    continued: bool = False
    answered: bool = False
    steps: tuple[DraftStep, ...] = ()
    origin: cst.CSTNode | None = None


def request_drafts(run: Run, file: str, recognition: Recognition) -> list[RequestDraft]:
    """All requests to Graph in an analysis of a file, one for each alternative of a call by each
    way that leads to it.
    """
    # A verdict may need code that the file does not come to, whose requests are not the file's.
    own, left_out = list(run.events.sink_calls), list(run.events.left_out)
    judged = judgements(run, file, recognition)
    names = names_in(run)
    found: list[RequestDraft] = []
    for sink_call in own:
        drafts = [
            _draft(sink_call, each, run, judged, names)
            for each in alternatives(sink_call, recognition)
        ]
        found += drafts or _of_cut_call(sink_call, run, recognition)
    found += (_of_cut_code(each) for each in left_out if may_request(each))
    for reason in sorted(run.budget.failed):
        node = run.budget.reached.get(reason) or run.trees[file].module.body[0]
        found.append(_of_code(node, f"a part of this code could not be analysed ({reason})"))
    return list(_without_entries(found))


def _without_entries(found: list[RequestDraft]) -> Iterator[RequestDraft]:
    """The requests without those of a function that was entered with unknown arguments, if calls of
    it that are known lead to the same call; and without those that only go on with others: by the
    same call, or with an answer that the code has got by the same identity.
    """
    led_to = {
        (id(each.node), *map(id, each.calls[beyond:]))
        for each in found
        for beyond in range(1, len(each.calls) + 1)
    }
    others = [each for each in found if not each.continued and each.path is not None]
    nodes, identities = {id(each.node) for each in others}, {each.identity for each in others}
    for each in found:
        if each.assumed and (id(each.node), *map(id, each.calls)) in led_to:
            continue
        goes_on = id(each.node) in nodes or (each.answered and each.identity in identities)
        if not (each.continued and goes_on):
            yield each


def _draft(
    sink_call: SinkCall, one: Alternative, run: Run, judged: Judgements, names: Names
) -> RequestDraft:
    text = one.url if isinstance(one.url, Text) else None
    path, hidden = _path(one, run, names)
    judgement = judged.of(sink_call, text or Text(()), one.method, one.carried.identity)
    lines = [hidden, why_identity(one.carried, run, names)]
    if one.hidden is not None:
        lines.append(Why(one.hidden))
    sink = sink_call.row.sink
    if one.method is None and sink is not None and sink.written:
        lines.append(Why(BEGINS))
    if judgement.reason is not None:
        lines.append(Why(f"not reported: {judgement.reason}"))
    label = one.carried.label
    origin, following = _origin(one), _following(one, names)
    token = TOKENS.get(label.tag, "") if label and isinstance(label.tag, Identity) else ""
    return RequestDraft(
        one.method,
        path,
        query_of(sink_call, one, names),
        _client(sink_call, run),
        _shown_identity(one.carried.identity),
        tuple(each for each in lines if each is not None),
        judgement.code,
        sink_call.node,
        calls_of(sink_call),
        sink_call.assumed,
        following is not None,
        following is not None and not names.is_handed_in(following),
        steps_to(sink_call, token, label, origin, text),
        next((step.node for step in origin), None),
    )


def _shown_identity(identity: Identity) -> Identity:
    """An identity as it is shown: whose token the program's caller hands in is not known."""
    return Identity.UNKNOWN if identity in (Identity.HANDED, Identity.AMBIGUOUS) else identity


def _path(one: Alternative, run: Run, names: Names) -> tuple[str | None, Why | None]:
    """The path as it is shown; None, and what hides it, if it is not known."""
    path = None if one.target is None else one.target.path
    if path is None:
        why = why_unknown(one.url, run, names)
        where = None if why is None else why.node
        return None, Why(
            f"{one.part or 'the URL'}: {'not known' if why is None else why.line}", where
        )
    bounds = bounds_in(path, run)
    if bounds:
        return None, Why(f"the path: {CUT_OFF} {', '.join(bounds)}")
    return "/" + shown(path, names).lstrip("/"), None


def _following(one: Alternative, names: Names) -> Hashable | None:
    """The key of what an answer gives for its rest, if the URL, or all of its path, is that."""
    only: Atom | Piece | None = one.url
    if isinstance(one.url, Text):
        path = None if one.target is None else one.target.path
        only = path.pieces[0] if path is not None and len(path.pieces) == 1 else None
    key = only.key if isinstance(only, Unknown | Hole) else None
    return key if key is not None and names.item(key) in NEXT_LINKS else None


def _origin(one: Alternative) -> tuple[DraftStep, ...]:
    """Where the path begins in the source, as far as it is written there."""
    path = None if one.target is None else one.target.path
    for piece in () if path is None else path.pieces:
        if isinstance(piece, Literal) and isinstance(piece.origin, cst.CSTNode):
            begun = piece.text.strip("/").partition("/")[0]
            return (DraftStep(piece.origin, f"the path contains '/{begun}'"),) if begun else ()
    return ()


def _client(sink_call: SinkCall, run: Run) -> str:
    """The dotted name of what is called: as its library has it, or, of methods of what is not known
    and of objects that put a path together, as the code has it.
    """
    name = sink_call.row.name
    kind = run.rows.type(name.rpartition(".")[0])
    as_written = name.startswith(FROM_ANYTHING) or (kind is not None and kind.chain is not None)
    return (dotted(sink_call.node) or name) if as_written else name


def calls_of(one: SinkCall | LeftOut) -> tuple[cst.CSTNode, ...]:
    """The calls that lead to it, outermost first; a function that is entered is none."""
    return tuple(site.node for site in one.sites if isinstance(site.node, cst.Call))


def _of_cut_call(sink_call: SinkCall, run: Run, recognition: Recognition) -> Iterator[RequestDraft]:
    """The request of a call that may be one to Graph, for all that a bound has left of it."""
    bounds = hiding(sink_call, run, recognition)
    if bounds:
        why = Why(f"{CUT_OFF} {', '.join(bounds)}; it may not be a request to Graph")
        yield RequestDraft(
            None,
            None,
            None,
            _client(sink_call, run),
            Identity.UNKNOWN,
            (why,),
            None,
            sink_call.node,
            calls_of(sink_call),
            sink_call.assumed,
            steps=steps_to(sink_call, "", None, (), None),
        )


def _of_cut_code(left_out: LeftOut) -> RequestDraft:
    """What stands for the requests of code that was not run."""
    why = f"not analysed because of the bound {left_out.bound}"
    return _of_code(left_out.node, why, calls_of(left_out))


def _of_code(node: cst.CSTNode, why: str, calls: tuple[cst.CSTNode, ...] = ()) -> RequestDraft:
    """What stands for the requests, if there are any, of code of which nothing is known."""
    return RequestDraft(
        None,
        None,
        None,
        dotted(node) or "",
        Identity.UNKNOWN,
        (Why(f"{why}; it may request nothing"),),
        None,
        node,
        calls,
        steps=(DraftStep(node, "this code is not analysed"),),
    )
