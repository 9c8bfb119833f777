"""Makes programs, runs them against the stand-in, and counts the outcomes."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from flake8_graph_me.terms.options import Options
from tests.cloud import Batch, Cloud, Graph, open_batch
from tests.cloud.programs import SETTINGS
from tests.generated.judging import Judgement, User, judge
from tests.generated.programs import USER, Generated, permissions, programs

T = TypeVar("T")

USERS = (
    User(Options(upn=USER), USER),
    User(Options(user_expression='os.environ["UPN"]'), SETTINGS["UPN"]),
)
HEALTH = (
    # A program is made of a hundred choices and more, which takes its time.
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
)
SHARE = 250
"""So many programs are made and run by one process at a time."""
DRAWN = 10
"""So many are drawn from one seed of hypothesis."""


@dataclass
class Figures:
    """What came of the programs so far."""

    programs: int = 0
    refused: int = 0
    mended: int = 0
    combinations: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    mismatches: list[str] = field(default_factory=list)

    def add(self, program: Generated, verdict: Judgement) -> None:
        """Count a program."""
        self.programs += 1
        self.refused += verdict.was_refused
        self.mended += verdict.was_mended and not verdict.complaints
        self.combinations.update(program.ways)
        if verdict.complaints:
            self.mismatches.append("\n".join((*verdict.complaints, repr(program))))

    def take(self, other: "Figures") -> None:
        """Count what another process has counted."""
        self.programs += other.programs
        self.refused += other.refused
        self.mended += other.mended
        self.combinations += other.combinations
        self.mismatches += other.mismatches


@contextmanager
def opened() -> Iterator[Batch]:
    """A batch of a cloud that knows what Graph keeps from applications."""
    with (
        Cloud(graph=Graph(required_permissions=permissions())) as cloud,
        open_batch(cloud) as batch,
    ):
        yield batch


def verdict_of(program: Generated, batch: Batch) -> Judgement:
    """Judge a program, mended for the user that it is made for."""
    user = USERS[program.by_expression]
    return judge("program", program.files, program.main, program.requests, user, batch)


def run(count: int, first_seed: int, processes: int) -> Figures:
    """As many distinct programs, in so many processes at a time."""
    figures = Figures()
    for share in in_shares(run_share, count, first_seed, processes):
        figures.take(share)
    return figures


def in_shares(
    worker: Callable[[int, int], T], count: int, first_seed: int, processes: int
) -> Iterator[T]:
    """What the worker gives for each seed, and so many programs of it."""
    seeds = range(first_seed, first_seed + -(-count // SHARE))
    sizes = [min(SHARE, count - number * SHARE) for number in range(len(seeds))]
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        yield from pool.map(worker, seeds, sizes)


def run_share(number: int, count: int) -> Figures:
    """The programs of one seed."""
    figures = Figures()
    with opened() as batch:
        for program in made(programs(), number, count):
            figures.add(program, verdict_of(program, batch))
    return figures


def made(strategy: SearchStrategy[T], number: int, count: int) -> list[T]:
    """Distinct programs of a seed."""
    found: dict[str, T] = {}
    draws = 0
    # From one seed, later programs are like the earlier ones.
    while len(found) < count:
        found |= {repr(each): each for each in _drawn(strategy, number * 1_000_003 + draws)}
        draws += 1
    return list(found.values())[:count]


def _drawn(strategy: SearchStrategy[T], number: int) -> list[T]:
    found: list[T] = []

    @seed(number)
    @settings(
        max_examples=DRAWN,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=HEALTH,
    )
    @given(strategy)
    def draw(program: T) -> None:
        found.append(program)

    draw()
    return found
