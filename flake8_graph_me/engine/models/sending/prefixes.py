"""What serves a URL by how that begins: the longest beginning counts."""

from functools import partial

from flake8_graph_me.engine.domain.alternatives import joined, just, under, where_absent
from flake8_graph_me.engine.domain.texts import flat
from flake8_graph_me.engine.domain.values import ABSENT, Atom, Dict, Text, Value
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.objects.containers import get_item
from flake8_graph_me.engine.objects.elements.choices import one_of
from flake8_graph_me.terms.text import HOLE_MARK

Served = tuple[tuple[str, Value], ...]
"""Beginnings of URLs with what serves them."""
NOWHERE: Value = just(ABSENT)


def by_prefix(call: Invocation, mounted: Value, url: Value, any_scheme: str = "") -> Value:
    """What is mounted at the longest beginning of a URL; absent if nothing is. Of what comes
    before a part that is not known it is any of those that may be.
    """
    for _, atom in url:
        if isinstance(atom, Text):
            _note(call, any_scheme, mounted, atom)
    texts = {flat(text).lower() if isinstance(text, Text) else HOLE_MARK for _, text in url}
    found: list[Value] = []
    for text in sorted(texts):
        value = joined(
            pair
            for condition, atom in mounted
            for pair in under(condition, _longest(call, any_scheme, atom, text))
        )
        if value not in found:
            found.append(value)
    return one_of(call.run, found) if found else ()


def _note(call: Invocation, any_scheme: str, mounted: Value, url: Text) -> None:
    """Note that what serves a URL goes by how that begins."""
    for _, atom in mounted:
        if not isinstance(atom, Dict):
            continue
        keys = [key for key in call.state.keys_of(atom.number) if isinstance(key, str)]
        served = tuple((key, get_item(call.run, call.state, atom.number, key)) for key in keys)
        if served:
            outcome = partial(_serving, served, any_scheme)
            call.run.events.note_test(url, outcome, call.node, served)


def _serving(served: Served, any_scheme: str, url: str) -> tuple[Value, ...]:
    """What may serve a URL."""
    found: tuple[Value, ...] = ()
    for key, value in sorted(served, key=lambda each: len(each[0])):
        fits = _fits(key.lower(), url.lower(), any_scheme)
        if fits is not False:
            found = (value,) if fits else (*found, value)
    return found


def _longest(call: Invocation, any_scheme: str, mounted: Atom, url: str) -> Value:
    if not isinstance(mounted, Dict):
        return NOWHERE
    keys = [key for key in call.state.keys_of(mounted.number) if isinstance(key, str)]
    found = NOWHERE
    for key in sorted(keys, key=len):
        fits = _fits(key.lower(), url, any_scheme)
        if fits is not False:
            held = get_item(call.run, call.state, mounted.number, key)
            held = where_absent(held, found)
            found = held if fits else one_of(call.run, [held, found])
    return found


def _fits(key: str, url: str, any_scheme: str) -> bool | None:
    """Whether a URL begins so; None if that depends on what is not known of it."""
    if any_scheme and key.startswith(any_scheme):
        key = key.removeprefix(any_scheme)
        url = url.partition("://")[2] or url
    known = url.partition(HOLE_MARK)[0]
    if known.startswith(key):
        return True
    return None if key.startswith(known) and known != url else False


def mounted_at(call: Invocation) -> Value:
    """What a library itself finds for a URL among the receiver's adapters; unknown where it has
    only its own.
    """
    if call.receiver is None:
        return call.unknown()
    held = call.run.attribute(call.receiver, "adapters", call.node, call.frame, call.state)
    found = by_prefix(call, held, call.argument(0, "url") or call.unknown())
    return where_absent(found, call.unknown())
