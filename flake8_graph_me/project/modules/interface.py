"""What the analysis needs from other modules of the project: their places and trees."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from flake8_graph_me.syntax.parsing import ParsedModule


@dataclass(frozen=True, slots=True)
class ModulePlace:
    """Where a module is: its dotted name, and its file; None for a package without one.

    ``key`` identifies the module, whatever name it is imported by.
    """

    key: str
    name: str
    file: str | None


class ProjectModules(Protocol):
    """The modules of a project."""

    def at(self, file: str) -> ModulePlace | None:
        """The module of a file of the project."""
        ...

    def reached(self, file: str) -> tuple[ModulePlace, ...]:
        """The modules that the one in ``file`` imports, and those that they import in turn."""
        ...

    def find(self, importer: str, name: str, level: int) -> ModulePlace | None:
        """The module that an import in the file ``importer`` names, with ``level`` leading dots;
        None if it is not the project's.
        """
        ...

    def below(self, place: ModulePlace, name: str) -> ModulePlace | None:
        """The module or package of this name in a package; None if there is none."""
        ...

    def matters(self, place: ModulePlace) -> bool:
        """Whether a module, or one that it imports in turn, may hold anything of interest."""
        ...

    def parsed(self, place: ModulePlace) -> ParsedModule | None:
        """The source and trees of a module; None if it has none or cannot be parsed."""
        ...

    def acts(self, place: ModulePlace) -> bool:
        """Whether the body of a module does something by itself: calls, or sets a part of
        something, by what the beginnings of its lines show.
        """
        ...

    def declaring_globals(self, file: str) -> tuple[ModulePlace, ...]:
        """Those of the modules ``reached`` from a file with a function that may set a global."""
        ...

    def is_set_elsewhere(self, name: str, besides: Container[str]) -> bool:
        """Whether a file of the project, other than those ``besides``, sets an attribute of this
        name of anything, as far as that can be told.
        """
        ...
