"""Which modules a user expression can import: the project's, and the standard library's.

Third-party modules are not looked for: whether they are installed where the program runs is not
known. Nothing is imported to find out.
"""

import enum
import functools
import sys
import sysconfig
from collections.abc import Callable
from importlib.machinery import PathFinder

IsProjects = Callable[[str], bool]
"""Whether a dotted name is a module of the project, as an absolute import in the file names it."""


class Kind(enum.IntEnum):
    """The section in which isort puts an import, in order."""

    FUTURE = 0
    STANDARD_LIBRARY = 1
    THIRD_PARTY = 2
    PROJECT = 3
    RELATIVE = 4


def kind_of(name: str, is_projects: IsProjects) -> Kind:
    """The section of an import of a dotted name, given without leading dots."""
    first = name.partition(".")[0]
    if first == "__future__":
        return Kind.FUTURE
    if first in sys.stdlib_module_names:
        return Kind.STANDARD_LIBRARY
    return Kind.PROJECT if is_projects(first) else Kind.THIRD_PARTY


def longest_module(chain: str, is_projects: IsProjects) -> str | None:
    """The longest beginning of a dotted chain of attributes that is a module, but not all of the
    chain; None if there is none.
    """
    parts = chain.split(".")
    found = None
    for end in range(1, len(parts)):
        name = ".".join(parts[:end])
        if not (_is_in_standard_library(name) or is_projects(name)):
            break
        found = name
    return found


@functools.lru_cache(maxsize=256)
def _is_in_standard_library(name: str) -> bool:
    """Whether a module stands in Python's own library. Parents are only located, not run."""
    parts = name.split(".")
    if parts[0] not in sys.stdlib_module_names:
        return False
    if len(parts) == 1:
        return True
    path = [sysconfig.get_path("stdlib")]
    for part in parts:
        spec = PathFinder.find_spec(part, path)
        if spec is None:
            return False
        path = list(spec.submodule_search_locations or ())
    return True
