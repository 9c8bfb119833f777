"""What a bound of the analysis hides that may be a request to Microsoft Graph."""

import libcst as cst

from flake8_graph_me.engine.domain.provenance import labels_of
from flake8_graph_me.engine.domain.values import Atom, Text
from flake8_graph_me.engine.machine.events import LeftOut, SinkCall
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.listing.graph_paths import graph_path
from flake8_graph_me.rules.listing.identities import bounds_in
from flake8_graph_me.rules.requests.carriers import carried
from flake8_graph_me.rules.requests.incomplete import atoms_in
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.text import Literal

_SLASH = "/"
"""What a text without which no path is put together holds."""


def hiding(sink_call: SinkCall, run: Run, recognition: Recognition) -> list[str]:
    """The bounds that hide whether a call requests something of Graph; none if it does not, or if
    something else hides it.
    """
    bounds: dict[str, None] = {}
    for _, atom in sink_call.parts.get("url", ()):
        target = graph_path(atom, recognition.hosts) if isinstance(atom, Text) else None
        if not isinstance(atom, Text) or (target is not None and not target.host_known):
            bounds.update(dict.fromkeys(bounds_in(atom, run)))
    for one in carried(sink_call, recognition):
        if one.identity is Identity.UNKNOWN and one.value is not None and _may_be_graph(sink_call):
            bounds.update(dict.fromkeys(bounds_in(one.value, run)))
    tokens = {one.identity for one in carried(sink_call, recognition)} - {Identity.NONE}
    return list(bounds) if tokens else []


def _may_be_graph(sink_call: SinkCall) -> bool:
    """Whether a call's URL is a path without a host, which one for Graph may be."""
    return any(
        isinstance(atom, Text) and "://" not in _known_part(atom)
        for _, atom in sink_call.parts.get("url", ())
    )


def _known_part(text: Text) -> str:
    return "".join(piece.text for piece in text.pieces if isinstance(piece, Literal))


def may_request(left_out: LeftOut) -> bool:
    """Whether code that was not run may request something of Graph: it is handed a token or a path,
    or holds a text that may be a part of one.
    """
    atoms = [atom for value in left_out.values for atom in atoms_in(value)]
    if any(map(_has_token, atoms)) or (not left_out.of_method and any(map(_is_path, atoms))):
        return True
    return not isinstance(left_out.node, cst.Call) and any(
        isinstance(node, cst.SimpleString | cst.FormattedStringText) and _SLASH in node.value
        for node in walk(left_out.node)
    )


def _has_token(atom: Atom) -> bool:
    return any(isinstance(label.tag, Identity) for label in labels_of(atom))


def _is_path(atom: Atom) -> bool:
    return isinstance(atom, Text) and _SLASH in _known_part(atom)
