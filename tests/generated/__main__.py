"""The command ``python -m tests.generated``: many programs, and figures at the end."""

import argparse
import os
import sys

from tests.generated import running
from tests.generated.changing import running as changing
from tests.generated.changing.every_way import WAYS


def main() -> int:
    """Run the programs and print; 1 if the linter and the cloud disagree on any of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.generated", description=__doc__)
    parser.add_argument("--programs", type=int, default=2500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--only", choices=("steady", "changing"), help="one family of programs")
    parser.add_argument(
        "--way", action="append", choices=[way.name for way in WAYS], help="with --only changing"
    )
    options = parser.parse_args()
    if options.programs < 1 or options.processes < 1:
        parser.error("--programs and --processes want a number above 0")
    if options.way and options.only != "changing":
        parser.error("--way is for --only changing")
    steady = 0 if options.only == "changing" else options.programs
    if options.only is None:
        steady = options.programs // 2
    failed = _run_steady(steady, options.seed, options.processes) if steady else 0
    if options.programs > steady:
        failed |= _run_changing(
            options.programs - steady, options.seed, options.processes, tuple(options.way or ())
        )
    return failed


def _run_steady(count: int, seed: int, processes: int) -> int:
    figures = running.run(count, seed, processes)
    _print_mismatches(figures.mismatches)
    kinds = [{ways[place] for ways in figures.combinations} for place in range(3)]
    sys.stdout.write(
        f"{figures.programs} distinct programs with {figures.combinations.total()} requests, "
        f"{len(figures.combinations)} distinct combinations of "
        f"{len(kinds[0])} ways to a token, {len(kinds[1])} to a URL, {len(kinds[2])} to send\n"
        f"{figures.refused} refused, {figures.programs - figures.refused} right; "
        f"{figures.mended} fixed and clean; {len(figures.mismatches)} mismatches\n"
    )
    return 1 if figures.mismatches else 0


def _run_changing(count: int, seed: int, processes: int, ways: tuple[str, ...]) -> int:
    figures = changing.run(count, seed, processes, ways)
    _print_mismatches(figures.mismatches)
    sys.stdout.writelines(f"{line}\n" for line in figures.told())
    return 1 if figures.mismatches else 0


def _print_mismatches(mismatches: list[str]) -> None:
    for number, mismatch in enumerate(mismatches, 1):
        sys.stdout.write(f"=== mismatch {number}\n{mismatch}\n")


if __name__ == "__main__":
    sys.exit(main())
