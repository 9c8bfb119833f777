"""The modules of a project as the interpreter needs them: found, filtered, parsed."""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from flake8_graph_me.project.modules import parsed_cache
from flake8_graph_me.project.modules.attribute_setters import is_set_below
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.project.modules.interface import ModulePlace
from flake8_graph_me.project.modules.leading import Leading
from flake8_graph_me.project.modules.resolver import FoundModule, ModuleLookup
from flake8_graph_me.syntax.parsing import ParsedModule

GLOBAL_STATEMENT = re.compile(r"^[ \t]+global[ \t]", re.MULTILINE)

_PART = r"(?:\.\w+|\[[^\]\n]*\])"
ACTING_STATEMENT = re.compile(
    rf"^(?:@|class[ \t]+\w+[ \t]*\(|[^\W\d]\w*(?:{_PART}*\(|{_PART}+[ \t]*[-+|]?=[^=]))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, eq=False)
class LocalModules:
    """The other modules of a checked file's project. Made for one check, like its closures.

    ``of_interest`` says whether the file at an absolute path may hold anything of interest.
    """

    closures: ImportClosures
    of_interest: Callable[[str], bool]
    _found: dict[str, FoundModule] = field(default_factory=dict, init=False)
    _leading: Leading = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_leading", Leading(self.closures, self.of_interest))

    def find(self, importer: str, name: str, level: int) -> ModulePlace | None:
        """The module that an import in the file ``importer`` names, with ``level`` leading dots;
        None if it is not the project's.
        """
        return self._place(self._lookup.find(importer, name, level))

    def below(self, place: ModulePlace, name: str) -> ModulePlace | None:
        """The module or package of this name in a package; None if there is none."""
        package = self._found.get(place.key)
        return None if package is None else self._place(self._lookup.below(package, name))

    def at(self, file: str) -> ModulePlace:
        """The place of one of the project's files, such as the checked one."""
        module = self._lookup.module_at(file)
        self._found.setdefault(module.key, module)
        return ModulePlace(module.key, module.name, module.file)

    def reached(self, file: str) -> tuple[ModulePlace, ...]:
        """The modules of interest that the one in ``file`` imports, directly or indirectly, nearest
        first, including modules that only lead to them.
        """
        _, *others = self.closures.closure(file)
        places = [self.at(other) for other in others]
        return tuple(place for place in places if self.matters(place))

    def matters(self, place: ModulePlace) -> bool:
        """Whether a module, or one that it imports in turn, may hold anything of interest."""
        return place.file is not None and self._leading.leads(place.file)

    def parsed(self, place: ModulePlace) -> ParsedModule | None:
        """The source and trees of a module; None if it has none or cannot be parsed."""
        if place.file is None:
            return None
        return parsed_cache.module_at(place.file, self._lookup.reader)

    def acts(self, place: ModulePlace) -> bool:
        """Whether the body of a module does something by itself: calls, sets a part of something,
        decorates, or derives a class, by what the beginnings of its lines show.
        """
        content = None if place.file is None else self._lookup.reader.content(place.file)
        return content is not None and ACTING_STATEMENT.search(content.text) is not None

    def declaring_globals(self, file: str) -> tuple[ModulePlace, ...]:
        """Those of the modules ``reached`` from a file with a function that may set a global."""
        return tuple(place for place in self.reached(file) if self._declares_globals(place))

    def is_set_elsewhere(self, name: str, besides: Container[str]) -> bool:
        """Whether a file of the project, other than those ``besides``, sets an attribute of this
        name of anything; also if there are too many files to tell.
        """
        return is_set_below(self._lookup.project.root, self._lookup.reader, name, besides)

    def _declares_globals(self, place: ModulePlace) -> bool:
        content = None if place.file is None else self._lookup.reader.content(place.file)
        return content is not None and GLOBAL_STATEMENT.search(content.text) is not None

    @property
    def _lookup(self) -> ModuleLookup:
        return self.closures.lookup

    def _place(self, module: FoundModule | None) -> ModulePlace | None:
        if module is None:
            return None
        self._found.setdefault(module.key, module)
        return ModulePlace(module.key, module.name, module.file)
