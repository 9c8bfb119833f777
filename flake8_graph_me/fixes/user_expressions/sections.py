"""Where a new import goes among those at the top of a module: where isort would put it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import libcst as cst
from libcst.helpers import get_full_name_for_node

from flake8_graph_me.fixes.user_expressions.modules import IsProjects, Kind, kind_of

_Rank = tuple[Kind, bool, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where to write an import: ``before`` a statement, or else behind ``after``, one of which is
    given; ``apart`` says that a blank line separates it from that statement.
    """

    before: cst.CSTNode | None
    after: cst.CSTNode | None
    apart: bool


def slot(statement: str, imports: Sequence[cst.SimpleStatementLine], own: IsProjects) -> Slot:
    """The place of a new import statement, given as source, among the imports, of which there is
    at least one.
    """
    new = _rank_of(statement, own)
    ranked = [(_rank(each, own), each) for each in imports]
    section = [(rank, each) for rank, each in ranked if rank[0] == new[0]]
    for rank, each in section:
        if rank > new:
            return Slot(each, None, apart=False)
    if section:
        return Slot(None, section[-1][1], apart=False)
    before = [each for rank, each in ranked if rank[0] < new[0]]
    if before:
        return Slot(None, before[-1], apart=True)
    return Slot(ranked[0][1], None, apart=True)


def leading_imports(body: Iterable[cst.CSTNode]) -> list[cst.SimpleStatementLine]:
    """The statements among these that only import."""
    return [
        each
        for each in body
        if isinstance(each, cst.SimpleStatementLine)
        and all(isinstance(small, cst.Import | cst.ImportFrom) for small in each.body)
    ]


def _rank(statement: cst.SimpleStatementLine, own: IsProjects) -> _Rank:
    small = statement.body[0]
    if isinstance(small, cst.ImportFrom):
        if small.relative:
            return Kind.RELATIVE, True, ""
        name = get_full_name_for_node(small.module) if small.module is not None else None
        return _ranked(name or "", own, is_from=True)
    assert isinstance(small, cst.Import), "only imports are ranked"
    return _ranked(small.names[0].evaluated_name, own, is_from=False)


def _rank_of(statement: str, own: IsProjects) -> _Rank:
    words = statement.split()
    return _ranked(words[1], own, is_from=words[0] == "from")


def _ranked(name: str, own: IsProjects, *, is_from: bool) -> _Rank:
    return kind_of(name, own), is_from, name.lower()
