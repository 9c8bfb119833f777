"""The command ``python -m tests.endurance``: the whole analysis of all files of real projects.

The results file has a line for each analysis, so that a run that was stopped can be taken up again.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from tests.endurance.analyses import CAP, MISSED, PLAIN, Result, Task, run
from tests.endurance.round_trips import installed, standard_library

MAX_MS_PER_LINE = 25.0
"""How many milliseconds of processor time a line may take. Past it the file is listed as slow."""
FEWEST_LINES = 100
"""As many lines a file counts as at least: small ones take what the analysis takes to begin."""
SLOWEST = 10


def main() -> int:
    """Analyse the files and print; 1 if anything broke, took too long or was missed silently."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--files", type=int, metavar="N", help="only so many files")
    parser.add_argument("--seed", type=int, default=1, help="which files, and where to plant")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--resume", type=Path, metavar="FILE", help="the results file")
    parser.add_argument("--plant", action="store_true", help="also with a wrong request in each")
    parser.add_argument("--plain", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--cap", type=float, default=CAP, help="seconds by the clock for one file")
    options = parser.parse_args()
    files = files_in(options.folders)
    if options.files is not None and options.files < len(files):
        files = random.Random(options.seed).sample(files, options.files)
    tasks = tasks_for(files, options.seed if options.plant else None, plain=options.plain)
    found = run(tasks, options.jobs, options.resume, options.cap)
    sys.stdout.writelines(f"{line}\n" for line in report(found))
    return 1 if any(map(is_fault, found)) else 0


def files_in(folders: Sequence[Path]) -> list[Path]:
    """The Python files in folders; without one, the standard library and what is installed."""
    if not folders:
        return list(dict.fromkeys((*standard_library(), *installed())))
    return sorted(path for folder in folders for path in folder.rglob("*.py") if path.is_file())


def tasks_for(files: Sequence[Path], seed: int | None, *, plain: bool = True) -> list[Task]:
    """Each file as it is, unless that is not wanted, and behind it with a request in it if there is
    a seed.
    """
    ways = [*([None] if plain else []), *([] if seed is None else [seed])]
    return [Task(str(file.resolve()), each) for file in files for each in ways]


def is_fault(result: Result) -> bool:
    """Whether something must not be as it is."""
    return bool(result.fault) or result.result == MISSED or _is_slow(result)


def _ms_per_line(result: Result) -> float:
    return 1_000 * result.seconds / max(result.lines, FEWEST_LINES)


def _is_slow(result: Result) -> bool:
    return _ms_per_line(result) > MAX_MS_PER_LINE


def report(found: Sequence[Result]) -> Iterator[str]:
    """The figures, one line each, and each fault with its file."""
    lines, seconds = sum(each.lines for each in found), sum(each.seconds for each in found)
    yield f"{len(found)} analyses of {lines:,} lines in {seconds:,.0f} s of processor time"
    for (result, place), count in sorted(Counter((r.result, r.place) for r in found).items()):
        yield f"{count:>6} {result}{f', {place}' if place else ''}"
    for each in found:
        if each.fault:
            yield f"BROKEN {each.name}: {each.fault}"
        elif each.result == MISSED:
            yield f"MISSED {each.name} ({each.place})"
    slow = [each for each in found if _is_slow(each)]
    yield f"{len(slow)} past {MAX_MS_PER_LINE:g} ms a line; the slowest:"
    for each in sorted(found, key=_ms_per_line, reverse=True)[:SLOWEST]:
        yield f"  {_ms_per_line(each):.1f} ms a line, {each.seconds:.1f} s: {each.name}"
    said = Counter(each.reason for each in found if each.reason and each.result != PLAIN)
    yield f"{said.total()} planted files in which the analysis says that something is missing"
    yield from _memory(found)


def _memory(found: Sequence[Result]) -> Iterator[str]:
    """What each process held in each quarter of its files, and the most that it ever held."""
    processes: dict[int, list[Result]] = defaultdict(list)
    for each in found:
        if each.process:
            processes[each.process].append(each)
    for done in processes.values():
        quarters = [done[len(done) * n // 4 : len(done) * (n + 1) // 4] for n in range(4)]
        means = (f"{mean(each.megabytes for each in part):.0f}" for part in quarters if part)
        yield (
            f"memory of a process over {len(done)} analyses, by quarters: {', '.join(means)} MB; "
            f"at its peak {max(each.peak for each in done):.0f} MB"
        )


if __name__ == "__main__":
    sys.exit(main())
