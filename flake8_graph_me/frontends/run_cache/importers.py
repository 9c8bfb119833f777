"""Which files lead to others by their imports."""

from collections.abc import Iterable
from typing import TypeVar

File = TypeVar("File", int, str)


def leading_to(imports: Iterable[tuple[File, Iterable[File]]], goals: Iterable[File]) -> set[File]:
    """The files that lead to one of the goals, and the goals; ``imports`` gives for each file those
    that it imports.
    """
    importers: dict[File, list[File]] = {}
    for file, imported in imports:
        for each in imported:
            importers.setdefault(each, []).append(file)
    found = set(goals)
    pending = list(found)
    while pending:
        for file in importers.get(pending.pop(), ()):
            if file not in found:
                found.add(file)
                pending.append(file)
    return found
