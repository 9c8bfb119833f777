"""What is asked of one module node by node: each answer is worked out once.

The answers take much more memory than the trees, so an index lives as long as one check.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar, cast

import libcst as cst

from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.positions import Positions
from flake8_graph_me.terms.places import Span

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


class ModuleIndex:
    """A parsed module, with the places and the ancestors of its nodes."""

    def __init__(self, parsed: ParsedModule) -> None:
        self.source = parsed.source
        self.module = parsed.module
        self._positions = Positions(parsed)
        self._kept: dict[tuple[Callable[..., object], int], object] = {}

    def spans(self, nodes: Iterable[cst.CSTNode]) -> dict[cst.CSTNode, Span]:
        """The spans of nodes, as ``positions.spans`` gives them; raises what it raises."""
        return self._positions.spans(nodes)

    def ancestors(self, node: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
        """The nodes that contain ``node``, innermost first, up to the module itself.

        Raises ValueError for a node of another module, and for layout.
        """
        parents = self._positions.parents
        found: list[cst.CSTNode] = []
        while node is not self.module:
            parent = parents.get(id(node))
            if parent is None:
                raise ValueError("the node is not in the module")
            found.append(parent)
            node = parent
        return tuple(found)

    def once(self, function: Callable[[_Part], _Result], part: _Part) -> _Result:
        """What a function gives for a node or the source of the module; it is called once for
        each.
        """
        key = function, id(part)
        if key not in self._kept:
            self._kept[key] = function(part)
        return cast("_Result", self._kept[key])


def indexes(modules: Mapping[str, ParsedModule]) -> dict[str, ModuleIndex]:
    """The indexes of modules, by the same names."""
    return {name: ModuleIndex(module) for name, module in modules.items()}
