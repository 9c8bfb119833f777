"""Which files can come to code of some kind, answered for all files of a project at once.

It goes backwards: from the parts of modules that are of this kind to the names by which code comes
to them, to the parts that use these names, there or by an import, and so on. A part that runs with
its module is come to by whatever may have the module run: code that uses what it imports from it.
Only modules that import one of the names are outlined. Must not need libcst.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from flake8_graph_me.gates.class_hooks import is_hooked
from flake8_graph_me.gates.import_targets import EVERYTHING, Target
from flake8_graph_me.gates.module_names import mentioned_in, names_in
from flake8_graph_me.gates.outlines import (
    MODULES,
    RUNS_WITH_MODULE,
    Bound,
    comes_to_modules,
)
from flake8_graph_me.gates.parts import Chain, Part
from flake8_graph_me.gates.project_index import IndexedModule, ProjectIndex, Seen
from flake8_graph_me.project.files.paths import parent
from flake8_graph_me.project.modules.resolver import FoundModule

MAX_FILES = 5_000
"""Of how many files of a project it is found out what code can come to. Past it any code may come
to anything.
"""
_NOTHING: frozenset[str] = frozenset()
_Waiting = list[tuple[str, frozenset[str], Part]]


@dataclass(slots=True, eq=False)
class Reachability:
    """What comes to parts that are ``sought``: by files, the names in them that are ``leading``
    there, with those that they are ``passing`` on from others; and the files that have something
    ``running`` that does.

    ``may_be_sought`` says of a file whether it may have such parts.
    """

    index: ProjectIndex
    sought: Callable[[Part], bool]
    may_be_sought: Callable[[str], bool]
    leading: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    passing: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    running: set[str] = field(default_factory=set)
    unclear: bool = False
    _around_running: set[str] = field(default_factory=set)
    _around_passing: set[str] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _handing: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _pending: dict[str, None] = field(default_factory=dict)

    def settle(self) -> None:
        """Find all that comes there in the files of the index."""
        new = [file for file in self.index.files if file not in self._known]
        self.unclear = self.unclear or len(self.index.files) > MAX_FILES
        if not new or self.unclear:
            return
        self._known.update(new)
        for file in new:
            if self.may_be_sought(file) or self.may_lead_there(file, self.index.files[file]):
                self._look_again((file,))
        for name in [name for name in self._handing if name in self.index.defined]:
            self._look_again(self._handing.pop(name))
        while self._pending and not self.unclear:
            file = next(iter(self._pending))
            del self._pending[file]
            self._look_at(file)

    def may_lead_there(self, file: str, seen: Seen) -> bool:
        """Whether code in a file may come there by others, judged by its text alone."""
        if self.unclear or file in self.leading:
            return True
        if (self.leading or self.running) and MODULES in seen.words:
            return True
        words = frozenset(seen.words)
        targets = [self.index.targets.of_import(file, each) for each in seen.imports]
        stars = {star for target in targets for star in target.stars}
        passed = set[str]().union(*(self.passing.get(star, _NOTHING) for star in stars))
        return any(map(self._passes, targets)) or not passed.isdisjoint(words)

    def leads_there(self, file: str, part: Part, bound: Iterable[Bound]) -> bool:
        """Whether a file that consists of this part and binds these names comes there."""
        names = tuple(bound)
        targets = self.index.targets.of_names(file, names)
        return (
            self.unclear
            or self._leads(file, part, targets, names)
            or self._runs_unmentioned(targets, part.variables)
        )

    def _look_again(self, files: Iterable[str]) -> None:
        self._pending.update(dict.fromkeys(files))

    def _look_at(self, file: str) -> None:
        """Look at the parts of a file that are not known to come there."""
        module = self.index.module(file)
        if module is None:
            self.unclear = True
            return
        left: _Waiting = []
        for name, functions, part in self._parts(file, module):
            if functions and self.index.defined.isdisjoint(functions):
                for function in functions:
                    self._handing[function].add(file)
            elif self._leads(file, part, module.targets, module.outline.bound):
                self._reach(file, name)
                continue
            left.append((name, functions, part))
        self._waiting[file] = left
        self._pass_on(file, module)

    def _parts(self, file: str, module: IndexedModule) -> _Waiting:
        """The parts not known to come there, each with the name by which code comes to it, and the
        functions that it may have to be handed to first.
        """
        if file in self._waiting:
            return self._waiting[file]
        outline = module.outline
        return [
            *((name, _NOTHING, part) for name, part in outline.parts),
            *((RUNS_WITH_MODULE, names, part) for names, part in outline.handed),
        ]

    def _pass_on(self, file: str, module: IndexedModule) -> None:
        """Note what leads there by way of a module: having it run may have what it imports run, and
        others may use what it has imported.
        """
        outline = module.outline
        classes = self.leading.get(file, _NOTHING) & outline.classes.keys()
        if file not in self.running and (
            any(is_hooked(self.index, file, name) for name in classes)
            or any(
                self._chain_leads(chain, target, {}, whole=False)
                for chain in outline.executed
                for target in _targets(module.targets, chain)
            )
            or self._runs_unmentioned(module.targets, mentioned_in(outline))
        ):
            self._run(file)
        for name, targets in module.targets.items():
            if any(map(self._passes, targets)):
                self._pass(file, {name})
            for target in targets:
                for star in target.stars:
                    self._pass(file, self.passing.get(star, _NOTHING))

    def _reach(self, file: str, name: str) -> None:
        """Note that whatever comes to a part of a file comes there."""
        if name == RUNS_WITH_MODULE:
            self._run(file)
        elif name not in self.leading.get(file, _NOTHING):
            self.leading[file].add(name)
            self._look_again((file,))
            self._pass(file, {name})

    def _pass(self, file: str, names: Set[str]) -> None:
        new = names - self.passing.get(file, _NOTHING)
        if new:
            self.passing[file] |= new
            for name in new:
                self._look_again(self.index.members.get((file, name), ()))
            self._look_again(self.index.starring.get(file, ()))
            self._look_again(self.index.standing.get(file, ()))
            self._note_around(file, self._around_passing)

    def _run(self, file: str) -> None:
        if file not in self.running:
            self.running.add(file)
            self._look_again(self.index.importing.get(file, ()))
            self._note_around(file, self._around_running)

    def _note_around(self, file: str, noted: set[str]) -> None:
        folder, above = parent(file), file
        while folder != above:
            noted.add(folder)
            self._look_again(self.index.standing.get(folder, ()))
            folder, above = parent(folder), folder

    def _leads(
        self,
        file: str,
        part: Part,
        targets: Mapping[str, Sequence[Target]],
        bound: Sequence[Bound],
    ) -> bool:
        own = self.leading.get(file, _NOTHING)
        if self.sought(part) or not own.isdisjoint(part.variables):
            return True
        if (self.leading or self.running) and comes_to_modules(part, bound):
            return True
        if part.any_variable and (
            own or any(map(self._passes, itertools.chain(*targets.values())))
        ):
            return True
        names = names_in(self.index, file, bound, targets)
        return any(
            self._chain_leads(each, target, self.passing, whole=names.may_compute(each.given))
            for each in part.chains
            for target in _targets(targets, each)
        )

    def _passes(self, target: Target) -> bool:
        """Whether what a target stands for leads there, whatever is done with it."""
        return (
            not target.files.isdisjoint(self.running)
            or any(name in self.passing.get(file, _NOTHING) for file, name in target.members)
            or any(map(self._holds, target.modules))
        )

    def _runs_unmentioned(
        self, targets: Mapping[str, Sequence[Target]], mentioned: Set[str]
    ) -> bool:
        """Whether what is imported for its effects comes there as it runs: what is mentioned no
        more.
        """
        return any(
            not target.files.isdisjoint(self.running)
            or any(module.file in self.running for module in target.modules)
            for name in targets.keys() - mentioned
            for target in targets[name]
        )

    def _holds(self, module: FoundModule) -> bool:
        """Whether a module, or one below it, has something that leads there."""
        if module.file in self.running or module.file in self.passing:
            return True
        around = self._around_running, self._around_passing
        return not all(folders.isdisjoint(module.folders) for folders in around)

    def _chain_leads(
        self, chain: Chain, target: Target, passing: Mapping[str, Set[str]], *, whole: bool
    ) -> bool:
        """Whether a chain leads there that begins with a target; ``whole`` says that names in its
        value may be computed. What modules are not ``passing`` does not count.
        """
        if not target.files.isdisjoint(self.running):
            return True
        if any(name in passing.get(file, _NOTHING) for file, name in target.members):
            return True
        if any(chain.variable in passing.get(star, _NOTHING) for star in target.stars):
            return True
        return any(
            self._attributes_lead(module, chain.attributes, passing, whole=whole)
            for module in target.modules
        )

    def _attributes_lead(
        self,
        module: FoundModule,
        attributes: Sequence[str],
        passing: Mapping[str, Set[str]],
        *,
        whole: bool,
    ) -> bool:
        for name in attributes:
            if name == "__dict__":
                return self._holds(module)
            # A module of which nothing is read does not run.
            if module.file in self.running or name in passing.get(module.file or "", _NOTHING):
                return True
            below = self.index.targets.lookup.below(module, name)
            if below is None:
                return False
            module = below
        return whole and self._holds(module)


def _targets(targets: Mapping[str, Sequence[Target]], chain: Chain) -> Iterator[Target]:
    yield from targets.get(chain.variable, ())
    yield from targets.get(EVERYTHING, ())
