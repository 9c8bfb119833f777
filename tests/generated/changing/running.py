"""Makes programs whose state changes, runs them, and counts what came of them.

Must not know how a program is made nor how it is judged.
"""

from functools import partial

from tests.cloud import Batch
from tests.generated.changing.every_way import WAYS
from tests.generated.changing.figures import Figures
from tests.generated.changing.judging import Verdict, judge
from tests.generated.changing.programs import Changing, programs
from tests.generated.running import USERS, in_shares, made, opened


def verdict_of(program: Changing, batch: Batch) -> Verdict:
    """Judge a program, mended for the user that it is made for."""
    return judge(program, USERS[program.by_expression], batch)


def run(count: int, first_seed: int, processes: int, names: tuple[str, ...] = ()) -> Figures:
    """As many distinct programs, in so many processes at a time; of these ways, or of all."""
    figures = Figures()
    for share in in_shares(partial(run_share, names=names), count, first_seed, processes):
        figures.take(share)
    return figures


def run_share(number: int, count: int, names: tuple[str, ...] = ()) -> Figures:
    """The programs of one seed."""
    figures = Figures()
    ways = [way for way in WAYS if way.name in names] or WAYS
    with opened() as batch:
        for program in made(programs(ways), number, count):
            figures.add(number, program, verdict_of(program, batch))
    return figures
