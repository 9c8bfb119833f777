"""What code may come to through a name that an import binds, by Python's rules within one project.

Must not need libcst.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flake8_graph_me.gates.outlines import Bound
from flake8_graph_me.project.files.paths import parent
from flake8_graph_me.project.modules.import_scan import Import
from flake8_graph_me.project.modules.resolver import FoundModule, ModuleLookup

EVERYTHING = "*"
"""How an import names all that a module defines."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a name leads to: ``members`` of modules, by file and name, or any of those of modules
    (``stars``), all of whose ``files`` run when it is used; and ``modules`` that it stands for.
    """

    files: frozenset[str] = frozenset()
    members: frozenset[tuple[str, str]] = frozenset()
    stars: frozenset[str] = frozenset()
    modules: tuple[FoundModule, ...] = ()


_NOWHERE = Target()


@dataclass(slots=True, eq=False)
class ImportTargets:
    """The targets of imports in the files of a project."""

    lookup: ModuleLookup
    _known: dict[tuple[str, Import, bool], Target] = field(default_factory=dict)

    def of_import(self, file: str, each: Import) -> Target:
        """What an import in a file may lead to, by whatever names; ``each`` is as text shows it."""
        return self._target(parent(file), each, first=not each.names)

    def of_names(self, file: str, bound: Iterable[Bound]) -> dict[str, list[Target]]:
        """What the names lead to that imports in a file bind, without those that lead nowhere; all
        that a star binds is under the star.
        """
        # Many imports of a package bind the same name to the same.
        found: defaultdict[str, dict[Target, None]] = defaultdict(dict)
        for name, module, level, member, first in bound:
            members = (member,) if member else ()
            target = self._target(parent(file), Import(module, level, members), first=first)
            if target != _NOWHERE:
                found[name].setdefault(target)
        return {name: list(targets) for name, targets in found.items()}

    def _target(self, folder: str, each: Import, *, first: bool) -> Target:
        key = (folder, each, first)
        known = self._known.get(key)
        if known is None:
            origin = self.lookup.origin(folder, each.level)
            way = () if origin is None else self.lookup.path_from(origin, each.name)
            found = [module for module in way if module is not None]
            known = self._known[key] = self._to(found, each.names, first=first)
        return known

    def _to(self, way: list[FoundModule], names: Sequence[str], *, first: bool) -> Target:
        if not way:
            return _NOWHERE
        if not names:
            return Target(modules=(way[0] if first else way[-1],))
        last = way[-1]
        own = frozenset() if last.file is None else frozenset({last.file})
        below = (self.lookup.below(last, name) for name in names if name != EVERYTHING)
        return Target(
            own,
            frozenset((file, name) for file in own for name in names),
            own if EVERYTHING in names else frozenset(),
            tuple(each for each in below if each is not None),
        )
