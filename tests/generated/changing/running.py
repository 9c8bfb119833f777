"""Makes programs whose state changes, runs them, and counts what came of them.

Must not know how a program is made nor how it is judged.
"""

from tests.cloud import Batch
from tests.generated.changing.figures import Figures
from tests.generated.changing.judging import Verdict, judge
from tests.generated.changing.programs import Changing, programs
from tests.generated.running import USERS, in_shares, made, opened


def verdict_of(program: Changing, batch: Batch) -> Verdict:
    """Judge a program, mended for the user that it is made for."""
    return judge(program, USERS[program.by_expression], batch)


def run(count: int, first_seed: int, processes: int) -> Figures:
    """As many distinct programs, in so many processes at a time."""
    figures = Figures()
    for share in in_shares(run_share, count, first_seed, processes):
        figures.take(share)
    return figures


def run_share(number: int, count: int) -> Figures:
    """The programs of one seed."""
    figures = Figures()
    with opened() as batch:
        for program in made(programs(), number, count):
            figures.add(number, program, verdict_of(program, batch))
    return figures
