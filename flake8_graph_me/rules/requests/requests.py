"""Requests to Microsoft Graph for user resources: where path and identity meet."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition, conjoin
from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import concatenated, flat, known
from flake8_graph_me.engine.domain.values import NONE, Atom, Label, Text, Tuple, Value
from flake8_graph_me.engine.machine.events import Events, SinkCall
from flake8_graph_me.graph.hosts import GRAPH_HOSTS, RESOURCE_ID
from flake8_graph_me.rules.requests.carriers import Carried, carried
from flake8_graph_me.rules.requests.parts.batches import batched
from flake8_graph_me.rules.requests.parts.methods import UNKNOWN_METHOD, only
from flake8_graph_me.rules.requests.parts.subscriptions import METHOD, subscribed, watched
from flake8_graph_me.rules.requests.paths import UserPath, user_path
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.text import HOLE_MARK, Literal

HTTPS = Text((Literal("https://"),))
SLASH = Text((Literal("/"),))
FROM_ANYTHING = "*."


@dataclass(frozen=True, slots=True)
class World:
    """One alternative of a request: its path, the token it carries, and the condition.

    ``chosen`` is the part of the condition that says which path it is; it is empty where the
    request has no path but the signed-in user's. ``granted`` is the part that says which token.
    """

    path: UserPath
    text: Text
    carried: Carried
    condition: Condition
    chosen: Condition = ALWAYS
    granted: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class UserRequest:
    """A call that requests a user resource, with all the ways in which one text reaches it.

    ``origin`` is the literal that contains the ``me``, or else the first segment of the path, or
    the call if the characters are computed. ``me`` says that it is the signed-in user's.
    """

    sink_call: SinkCall
    method: str
    origin: cst.CSTNode
    worlds: tuple[World, ...]

    @property
    def me(self) -> bool:
        """Whether the path is the signed-in user's."""
        return self.worlds[0].path.me

    @property
    def of_user(self) -> bool:
        """Whether the path is that of a user."""
        first = self.worlds[0].path.shown.split("/")[1].partition("(")[0].lower()
        return self.me or first in ("users", "education")

    @property
    def owner(self) -> str:
        """The first segment of the path, as a message names it."""
        return "/me" if self.me else f"/{self.worlds[0].path.shown.split('/')[1]}"

    @property
    def position(self) -> tuple[cst.CSTNode, int]:
        """The literal and where in its text the ``me``, or the first segment, begins."""
        path = self.worlds[0].path
        return self.origin, path.piece.offset + path.offset

    @property
    def calls(self) -> tuple[cst.CSTNode, ...]:
        """The calls that lead to it, outermost first; a function that is entered is none."""
        return _calls(self.sink_call)

    def call_key(self) -> tuple[int, ...]:
        """What tells it from the requests that other calls lead to."""
        return call_key_of(self.sink_call)

    def inner_keys(self) -> Iterator[tuple[int, ...]]:
        """The keys of the same request as a function that leads to it sees it when it is entered,
        without the calls of that function.
        """
        sink, *calls = self.call_key()
        for beyond in range(1, len(calls) + 1):
            yield (sink, *calls[beyond:])

    def identities(self) -> frozenset[Identity]:
        """The identities it may carry; worlds without any Authorization do not count."""
        return frozenset(world.carried.identity for world in self.worlds) - {Identity.NONE}


def _calls(sink_call: SinkCall) -> tuple[cst.CSTNode, ...]:
    return tuple(site.node for site in sink_call.sites if isinstance(site.node, cst.Call))


def call_key_of(sink_call: SinkCall) -> tuple[int, ...]:
    """What tells a call that sends from the same one by other calls."""
    return (id(sink_call.node), *map(id, _calls(sink_call)))


def user_requests(events: Events, recognition: Recognition) -> list[UserRequest]:
    """All requests for user resources, one for each call in each context and for each literal that
    names the owner.
    """
    found: list[UserRequest] = []
    turns: dict[Hashable, int] = {}
    for sink_call in events.sink_calls:
        by_origin: dict[tuple[cst.CSTNode, str, int, bool], list[World]] = {}
        for method, world in _worlds(sink_call, recognition):
            origin = world.path.piece.origin
            node = origin if isinstance(origin, cst.CSTNode) else sink_call.node
            where = world.path.piece.offset + world.path.offset
            by_origin.setdefault((node, method, where, world.path.me), []).append(world)
        for (node, method, _, _), worlds in by_origin.items():
            request = UserRequest(sink_call, method, node, tuple(worlds))
            place = (sink_call.node, sink_call.sites, method, request.position)
            _add(
                found,
                request,
                None if sink_call.turn is None else (*place, id(sink_call.turn)),
                turns,
            )
    return found


def _add(
    found: list[UserRequest], request: UserRequest, turn: Hashable, turns: dict[Hashable, int]
) -> None:
    """Add a request; to an earlier one, if both are alternatives of one call, which is what they
    have the same ``turn`` for. ``turns`` has the places of the earlier ones in ``found``.
    """
    index = None if turn is None else turns.get(turn)
    if index is None:
        if turn is not None:
            turns[turn] = len(found)
        found.append(request)
        return
    other = found[index]
    shared = other.sink_call.condition & request.sink_call.condition
    worlds = (*_among(other, shared), *_among(request, shared))
    call = replace(other.sink_call, condition=shared)
    found[index] = replace(other, sink_call=call, worlds=worlds)


def _among(request: UserRequest, shared: Condition) -> Iterator[World]:
    """The alternatives of a request that is itself one of several."""
    which = request.sink_call.condition - shared
    for world in request.worlds:
        yield replace(world, granted=world.granted | which)


def _worlds(sink_call: SinkCall, recognition: Recognition) -> Iterator[tuple[str, World]]:
    anything = sink_call.row.name.startswith(FROM_ANYTHING)
    identities: list[Carried] | None = None
    for condition, text, method, alone in _targets(sink_call, recognition.hosts):
        path = user_path(text, recognition.hosts, all_paths=recognition.all)
        if path is None or (anything and not path.host_known and "headers" not in sink_call.parts):
            continue
        if identities is None:
            identities = carried(sink_call, recognition)
        possible = [
            (both | sink_call.condition, one)
            for one in identities
            if (both := conjoin(condition, one.condition)) is not None
            and conjoin(both, sink_call.condition) is not None
        ]
        # One token for Graph shows that the host is Graph's, whatever the others are for.
        if path.host_known or any(_is_for_graph(one, recognition) for _, one in possible):
            for both, one in possible:
                chosen = ALWAYS if alone else condition - sink_call.condition
                granted = one.condition - sink_call.condition
                yield method, World(path, text, one, both, chosen, granted)


def _is_for_graph(one: Carried, recognition: Recognition) -> bool:
    return one.label is not None and is_for_graph(one.label, recognition.hosts)


def _is_owned_alone(sink_call: SinkCall, hosts: frozenset[str]) -> bool:
    """Whether the request's path is the signed-in user's in every alternative."""
    for condition, atom in sink_call.parts.get("url", ()):
        if conjoin(condition, sink_call.condition) is None or atom == NONE:
            continue
        if not isinstance(atom, Text):
            return False
    for condition, text in urls(sink_call):
        if conjoin(condition, sink_call.condition) is None:
            continue
        path = user_path(text, hosts)
        if path is None or not path.me:
            return False
    return True


def _targets(
    sink_call: SinkCall, hosts: frozenset[str]
) -> Iterator[tuple[Condition, Text, str, bool]]:
    """The URLs that a call requests, with their methods: its own, those in a batch, and what it
    subscribes to; and whether it requests nothing but what is the signed-in user's.
    """
    alone = _is_owned_alone(sink_call, hosts)
    for condition, text in urls(sink_call):
        outer = _method(sink_call)
        yield condition, text, outer, alone
        watching = watched(sink_call, text) if outer == "POST" else ()
        subscribing = ((own, inner, METHOD) for own, inner in watching)
        for own, inner, method in (*_in_batch(sink_call, text), *subscribing):
            both = conjoin(condition, own)
            if both is not None and isinstance(inner, Text):
                yield both, inner, method, False


def _in_batch(sink_call: SinkCall, url: Text) -> Iterator[tuple[Condition, Atom | None, str]]:
    """The URLs and methods of the requests in a batch, and of what these subscribe to."""
    batch = batched(sink_call, url)
    for one in () if batch is None else batch.requests:
        yield one.condition, one.url, only(one.methods)
        if not isinstance(one.url, Text) or all(method != "POST" for _, method in one.methods):
            continue
        for own, resource in subscribed(one.url, one.resources):
            both = conjoin(one.condition, own)
            if both is not None:
                yield both, resource, METHOD


def urls(sink_call: SinkCall, *, whole: bool = False) -> Iterator[tuple[Condition, Text]]:
    """The texts that may be the request's URL; a client's base precedes relative ones.

    ``whole`` says that texts that begin with a hole are treated as absolute.
    """
    for condition, atom in sink_call.parts.get("url", ()):
        if not isinstance(atom, Text):
            continue
        hosts = _texts(sink_call.parts.get("host", ()))
        bases = [(own, concatenated([HTTPS, host])) for own, host in hosts] or _texts(
            sink_call.parts.get("base", ())
        )
        marks = flat(atom)
        if not bases or "://" in marks or marks.startswith(("//", HOLE_MARK if whole else "//")):
            yield condition, atom
            continue
        for own, base in bases:
            both = conjoin(condition, own)
            if both is not None:
                front = stripped(base, "/", left=False, right=True)
                back = stripped(atom, "/", left=True, right=False)
                yield both, concatenated([front, SLASH, back])


def _texts(value: Value) -> list[tuple[Condition, Text]]:
    return [(condition, atom) for condition, atom in value if isinstance(atom, Text)]


def _method(sink_call: SinkCall) -> str:
    value = sink_call.parts.get("method", just(NONE))
    texts = [known(text) for _, text in _texts(value)]
    if len(texts) == 1 and texts[0]:
        return texts[0].upper() if texts[0] != UNKNOWN_METHOD else UNKNOWN_METHOD
    if all(atom == NONE for _, atom in value):
        body = sink_call.parts.get("body", just(NONE))
        return "GET" if all(atom == NONE for _, atom in body) else "POST"
    return UNKNOWN_METHOD


def is_for_graph(label: Label, hosts: frozenset[str]) -> bool:
    """Whether the token was requested for Microsoft Graph, judged by its scopes or resource."""
    return any(
        any(host in text.lower() for host in (*GRAPH_HOSTS, *hosts, RESOURCE_ID))
        for _, value in label.kept
        for text in _plain_texts(value)
    )


def _plain_texts(value: Value) -> Iterable[str]:
    for _, atom in value:
        if isinstance(atom, Text):
            yield flat(atom)
        elif isinstance(atom, Tuple):
            for item in atom.items:
                yield from _plain_texts(item)
