"""What comes of a URL of which a part is set, added to or removed, by the value that is given for
it. Whatever is not known of a change makes the part that it concerns unknown.

Must not know whose URLs these are.
"""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.texts import flat, known, labels_in, recased
from flake8_graph_me.engine.domain.url_parts import EMPTY, parted, with_host
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Instance,
    List,
    Step,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.objects.containers import elements
from flake8_graph_me.engine.operations.text.url_changes import (
    Parts,
    behind_root,
    below,
    of_segments,
    with_parts,
    without_end,
    written_path,
)
from flake8_graph_me.engine.operations.text.url_objects import raw_of
from flake8_graph_me.terms.text import Hole

RAW, OWNER, ALONE, SHARED = "raw", "owner", "alone", "shared"
QUERY = ("query", "args", "query_params")
FRAGMENT = ("fragment", "fragment_path", "fragment_args", "fragment_separator")
SET_IN_ORDER = (
    *("username", "password", "netloc", "origin", "scheme", "host", "port", "path"),
    *QUERY,
    *FRAGMENT,
)
"""The parts that are set, in the order in which that is done."""
WITHOUT_EFFECT = ("strict",)
Changed = Callable[[Invocation, Text, str, Atom], Text]
"""A URL of which the part of this name is changed by a value."""


def hole(call: Invocation, *texts: Text) -> Text:
    """An unknown text in the place of texts, whose further use is unknown."""
    call.run.events.note_escapes(map(just, texts), call.node)
    labels = frozenset(label for text in texts for label in labels_in(text.pieces))
    return Text((Hole(("url", call.run.number()), labels),))


def _whole(call: Invocation, parts: Parts | None, *texts: Text) -> Text:
    """The URL of parts; unknown if that is unclear."""
    found = None if parts is None else with_parts(parts, hole(call))
    return hole(call, *texts) if found is None else found


def loaded(call: Invocation, atom: Atom) -> Text:
    """A URL as such an object writes it."""
    text = EMPTY if atom == NONE else call.text(atom)
    made = _whole(call, behind_root(text), text)
    return text if flat(made) == flat(text) else made


def _given_path(call: Invocation, atom: Atom, *, kept: bool) -> Text:
    """The text of a path that is a text, a list of segments or another URL's path; ``kept`` says
    that the URL will share the list with whoever gave it.
    """
    if isinstance(atom, Text):
        path = written_path(atom)
        return hole(call, atom) if path is None else path
    if atom == NONE:
        return EMPTY
    if isinstance(atom, Instance) and call.state.read((atom.number, OWNER)) != NOTHING:
        return _path_of_another(call, atom, kept=kept)
    segments = elements(call.state, atom) if isinstance(atom, List | Tuple) else None
    # A list that others may change, or of which not each element is one text.
    shared = kept and isinstance(atom, List) and not _is_written_there(call)
    if segments is None or shared or any(len(each) != 1 for each in segments):
        call.run.events.note_escapes((just(atom), *(segments or ())), call.node)
        return call.text(atom) if segments is None else hole(call)
    return of_segments([call.text(each[0][1]) for each in segments])


def _is_written_there(call: Invocation) -> bool:
    """Whether the path of a call is a list that is made in that call."""
    return isinstance(call.arguments.nodes.get("path", call.arguments.nodes.get(0)), cst.List)


def write(call: Invocation, url: Atom, value: Value) -> None:
    """Let an object stand for another URL from now on; for which one is never known of an object
    that shares its parts with another one.
    """
    if isinstance(url, Instance):
        if call.state.read((url.number, SHARED)) != NOTHING:
            value = just(hole(call))
        call.state.write((url.number, RAW), with_step(value, Step(call.node, "part of this value")))


def shared(call: Invocation) -> Value:
    """Another object that has the parts of a URL in common with it: a change of either is one of
    both.
    """
    url = call.receiver
    if not isinstance(url, Instance):
        return call.unknown()
    made = Instance(call.run.number(), url.type)
    for each in (url, made):
        call.state.write((each.number, SHARED), just(NONE))
        write(call, each, raw_of(call, just(url)))
    return just(made) if isinstance(url.type, str) else call.unknown()


def path_text(call: Invocation, path: Atom) -> Value:
    """The text of a URL's path."""

    def one(atom: Atom) -> Value:
        text = call.text(atom)
        parts = parted(text)
        return just(hole(call, text) if parts is None else parts["path"])

    owner = call.run.attribute(path, OWNER, call.node, call.frame, call.state)
    return mapped(owner, lambda url: mapped(raw_of(call, just(url)), one))


def _path_of_another(call: Invocation, path: Instance, *, kept: bool) -> Text:
    """The text of another URL's path. That URL is no longer known where both share the segments,
    and neither is the text unless that URL is of no further use.
    """
    text = _single(call, path_text(call, path))
    if not kept:
        return text
    alone = call.state.read((path.number, ALONE)) != NOTHING
    unknown = hole(call) if alone else hole(call, text)
    for _, owner in call.state.read((path.number, OWNER)):
        write(call, owner, just(unknown))
    return text if alone else unknown


def _single(call: Invocation, value: Value) -> Text:
    """A value as a text; unknown if it has several alternatives."""
    texts = [call.text(atom) for _, atom in value]
    return texts[0] if len(texts) == 1 and not value[0][0] else hole(call, *texts)


def with_added(call: Invocation, text: Text, name: str, atom: Atom) -> Text:
    """A URL to whose part of this name something is added."""
    if name != "path":
        return with_set(call, text, name, atom, emptied=False)
    parts = behind_root(text)
    more = _given_path(call, atom, kept=False)
    if parts is None:
        return hole(call, text, more)
    return _whole(call, {**parts, "path": below(parts["path"], more)}, text, more)


def with_set(call: Invocation, text: Text, name: str, atom: Atom, *, emptied: bool = True) -> Text:
    """A URL whose part of this name is another one; ``emptied`` says that nothing is left of it
    where nothing is given.
    """
    if name in WITHOUT_EFFECT:
        return text
    parts = parted(text)
    if name in (*QUERY, *FRAGMENT):
        name = "query" if name in QUERY else "fragment"
        # A query leaves what precedes it as it is, even where not all parts of that are clear.
        parts = behind_root(text)
        empty = emptied and atom in (NONE, EMPTY)
        call.run.events.note_escapes((just(atom),), call.node)
        return _whole(call, parts and {**parts, name: EMPTY if empty else hole(call)}, text)
    if parts is None:
        return hole(call, text)
    if name == "path":
        path = _given_path(call, atom, kept=True)
        return _whole(call, {**parts, "path": path}, text, path)
    return _whole(call, {**parts, **_of_host(call, parts, name, atom)}, text)


def _of_host(call: Invocation, parts: Parts, name: str, atom: Atom) -> Parts:
    """The parts in which it stands where a URL leads to, with one of these set."""
    text = call.text(atom)
    if name == "scheme" and isinstance(atom, Text):
        return {"scheme": recased(text, str.lower)}
    if name == "host" and isinstance(atom, Text):
        return {"netloc": with_host(parts["netloc"], text) or hole(call)}
    if name == "netloc" and isinstance(atom, Text):
        return {"netloc": text}
    origin = parted(text) if name == "origin" and isinstance(atom, Text) else None
    if origin is not None and origin["netloc"].pieces:
        return {each: origin[each] for each in ("scheme", "netloc")}
    if name == "origin":
        return {"scheme": hole(call), "netloc": hole(call)}
    return {"netloc": hole(call)}


def with_removed(call: Invocation, text: Text, name: str, atom: Atom) -> Text:
    """A URL without a part, or without what a part ends with."""
    every = atom == constant(True)
    if name in (*QUERY, *FRAGMENT):
        return with_set(call, text, name, NONE if every else atom)
    parts = behind_root(text)
    if name != "path":
        return hole(call, text)
    if every:
        return with_set(call, text, "path", NONE)
    end = known(atom) if isinstance(atom, Text) else None
    path = None if parts is None or end is None else without_end(parts["path"], end)
    if parts is None or path is None:
        return with_set(call, text, "path", Text((Hole(call.run.number()),)))
    return _whole(call, {**parts, "path": path}, text)
