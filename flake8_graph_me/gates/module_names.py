"""What the names in a file may stand for, and which of them its code mentions.

Must not need libcst.
"""

import builtins
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from flake8_graph_me.gates.import_targets import Target
from flake8_graph_me.gates.outlines import (
    Bound,
    Outline,
)
from flake8_graph_me.gates.parts import Given
from flake8_graph_me.gates.project_index import ProjectIndex

_COMPUTING = frozenset({"attrgetter", "dir", "getattr", "getmembers", "methodcaller", "vars"})
"""Functions that read attributes by names that others compute."""
_BUILTINS = frozenset(dir(builtins))


def mentioned_in(outline: Outline) -> frozenset[str]:
    """The variables that the code of a module mentions."""
    parts = (part.variables for _, part in (*outline.parts, *outline.handed))
    return frozenset(chain.variable for chain in outline.executed).union(*parts)


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a file may stand for."""

    index: ProjectIndex
    functions: Set[str]
    outside: Set[str]

    def may_compute(self, given: Given | None) -> bool:
        """Whether what a value is given to may compute names in it."""
        if given is None:
            return True
        function, known = given.function, self.index.defined
        if not _COMPUTING.isdisjoint({function, *given.variables, *given.names}):
            return True
        if function in known if given.read else function not in self.outside | _BUILTINS:
            return True
        # A function that is given along with it may be called with it.
        return not (given.variables.isdisjoint(self.functions) and given.names.isdisjoint(known))


def names_in(
    index: ProjectIndex, file: str, bound: Sequence[Bound], targets: Mapping[str, Sequence[Target]]
) -> Names:
    """What the names in a file may stand for that binds these by imports."""
    outside = {each.name for each in bound} - targets.keys()
    modules = {name for name, found in targets.items() if any(each.modules for each in found)}
    seen = index.files.get(file)
    functions = index.defined if seen is None else {*seen.defined, *targets}
    return Names(index, functions - outside - modules, outside)
