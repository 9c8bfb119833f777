"""Which files of a project mention a word or import a file, and what they are made of.

Must not need libcst.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from flake8_graph_me.gates.import_targets import ImportTargets, Target
from flake8_graph_me.gates.outlines import Outline
from flake8_graph_me.project.modules.import_scan import Import


@dataclass(frozen=True, slots=True)
class Seen:
    """What the text of a file shows: its words, the names that may be defined in it, and its
    imports.
    """

    words: Collection[str]
    defined: Collection[str]
    imports: Sequence[Import]


@dataclass(frozen=True, slots=True)
class IndexedModule:
    """The outline of a module, and what the names lead to that its imports bind."""

    outline: Outline
    targets: Mapping[str, Sequence[Target]]


@dataclass(slots=True, eq=False)
class ProjectIndex:
    """The ``files`` that were added; those ``importing`` from a file, ``members`` of it by name, or
    all of it (``starring``); those with names that are ``standing`` for a module in a file or a
    package in a folder; and the names ``defined`` anywhere.

    ``outline_of`` gives the outline of a file; None if it is unclear.
    """

    targets: ImportTargets
    outline_of: Callable[[str], Outline | None]
    files: dict[str, Seen] = field(default_factory=dict)
    importing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    members: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    starring: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    standing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    defined: set[str] = field(default_factory=set)
    _modules: dict[str, IndexedModule | None] = field(default_factory=dict)

    def add(self, file: str, seen: Seen) -> None:
        """Add a file, by its absolute path."""
        self.files[file] = seen
        self.defined.update(seen.defined)
        for each in seen.imports:
            target = self.targets.of_import(file, each)
            for other in target.files:
                self.importing[other].append(file)
            for member in target.members:
                self.members[member].append(file)
            for other in target.stars:
                self.starring[other].append(file)
            for module in target.modules:
                for place in (module.file, *module.folders):
                    if place is not None:
                        self.standing[place].append(file)

    def module(self, file: str) -> IndexedModule | None:
        """The module in a file; None if its outline is unclear."""
        if file not in self._modules:
            outline = self.outline_of(file)
            self._modules[file] = (
                None
                if outline is None
                else IndexedModule(outline, self.targets.of_names(file, outline.bound))
            )
        return self._modules[file]
