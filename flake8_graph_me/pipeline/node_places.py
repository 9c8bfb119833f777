"""Where nodes stand, each in its file."""

from collections.abc import Callable, Iterable, Mapping

import libcst as cst

from flake8_graph_me.rules.places.files import Files
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.terms.places import Place


def places_of(
    modules: Mapping[str, ModuleIndex],
    files: Files,
    nodes: Iterable[cst.CSTNode],
    shown: Callable[[str], str] = str,
) -> dict[cst.CSTNode, Place]:
    """The places of nodes of several modules; ``shown`` gives the path that a place bears."""
    by_file: dict[str, dict[cst.CSTNode, None]] = {}
    for node in nodes:
        by_file.setdefault(files.of(node), {})[node] = None
    return {
        node: Place(shown(file), span)
        for file, own in by_file.items()
        for node, span in modules[file].spans(own).items()
    }
