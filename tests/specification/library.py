"""Where the pages are, and which judge they have."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.specification.judging import Judge, fixed, judge_engine, judge_graph
from tests.specification.pages import Case, read_page

TESTS = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of pages of one kind; ``fixed`` gives the mended files of a case, if any are."""

    name: str
    folder: Path
    judge: Judge
    fixed: Callable[[Case], dict[str, str]] | None = None


GRAPH = Shelf("Graph", TESTS / "cases", judge_graph, fixed)
ENGINE = Shelf("engine", TESTS / "engine_cases", judge_engine)
SHELVES = (GRAPH, ENGINE)


@cache
def graph_cases() -> tuple[Case, ...]:
    """Every case of the specification."""
    return tuple(case for page in sorted(GRAPH.folder.glob("*.md")) for case in read_page(page))
