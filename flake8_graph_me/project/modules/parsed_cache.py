"""Modules of the project, parsed once per content of their files."""

import ast
from dataclasses import dataclass

from flake8_graph_me.project.files.cache import FileCache
from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.files.reader import Reader
from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule, parse

MAX_MODULES = 300
"""How many parsed modules a process holds. Past it the one used longest ago is parsed again when it
is needed.
"""
MAX_BYTES = 2_000_000
"""How many bytes their sources have; both trees of a module take sixty times as much memory. Past
it the one used longest ago is parsed again when it is needed.
"""


@dataclass(frozen=True, slots=True)
class _Failure:
    reason: str


# Lives as long as the process: parsing a module costs more than all the rest of a check.
_PARSED: FileCache[ParsedModule | _Failure] = FileCache(MAX_MODULES, MAX_BYTES)


def module_at(path: str, reader: Reader) -> ParsedModule | None:
    """The parsed module at an absolute path; None if it cannot be read and parsed."""
    found = _PARSED.get(path, reader, lambda text: _parsed(path, text))
    return found if isinstance(found, ParsedModule) else None


def module_of(path: str, source: str, tree: ast.Module | None = None) -> ParsedModule:
    """The parsed module of a given source; raises AnalysisFailed.

    Shared with ``module_at`` as long as the file at the absolute ``path`` holds the same text.
    """
    reader = GivenReader({path: source})
    found = _PARSED.get(path, reader, lambda text: _parsed(path, text, tree))
    assert found is not None
    if isinstance(found, _Failure):
        raise AnalysisFailed(found.reason)
    return found


def forget() -> None:
    """Empty the cache."""
    _PARSED.clear()


def _parsed(path: str, source: str, tree: ast.Module | None = None) -> ParsedModule | _Failure:
    before = _PARSED.latest(path)
    try:
        return parse(source, tree, before if isinstance(before, ParsedModule) else None)
    except AnalysisFailed as failure:
        return _Failure(failure.reason)
