"""The command ``python -m tests.fuzzing``: many odd inputs, each fault reduced, and figures."""

import argparse
import os
import sys
from collections import defaultdict

from tests.fuzzing.inputs import FLOWS, PROGRAMS, TEXTS
from tests.fuzzing.running import (
    GROWTH,
    JUDGED,
    LIMIT,
    SLOW,
    Figures,
    Outcome,
    figures_of,
    outcomes,
    smallest,
)

COMPARED = {
    TEXTS: "{} values held against Python's, {} of them known exactly",
    PROGRAMS: "{} values held against Python's, {} of them known exactly",
    FLOWS: "{} wrong requests made by runs, {} of them found",
}
SHOWN = 3
"""How many faults of one cause are reduced and shown."""


def main() -> int:
    """Analyse the inputs and print; 1 if there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--texts", action="store_true", help="only mutated texts")
    parser.add_argument("--programs", action="store_true", help="only mutated programs")
    parser.add_argument("--flows", action="store_true", help="only programs that are run")
    parser.add_argument("--inputs", type=int, default=5_000, metavar="N", help="how many of each")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    options = parser.parse_args()
    if options.inputs < 1 or options.jobs < 1:
        parser.error("--inputs and --jobs want a number above 0")
    asked = {TEXTS: options.texts, PROGRAMS: options.programs, FLOWS: options.flows}
    families = [family for family, is_asked in asked.items() if is_asked] or list(asked)
    failed = False
    for family in families:
        found = outcomes(family, options.seed, range(options.inputs), options.jobs)
        figures = figures_of(found)
        _print_faults(figures)
        _print_figures(family, figures)
        failed = failed or bool(figures.faults)
    return 1 if failed else 0


def _print_faults(figures: Figures) -> None:
    causes: dict[str, list[Outcome]] = defaultdict(list)
    for fault in figures.faults:
        word = fault.fault.partition(":")[0]
        judged = word in JUDGED
        causes[f"{word} in {fault.input.kind}" if judged else fault.fault].append(fault)
    for cause, faults in causes.items():
        sys.stdout.write(f"=== {len(faults)} of {cause}\n")
        for fault in faults[:SHOWN]:
            less = smallest(fault)
            sys.stdout.write(f"input {fault.number}: {fault.fault}\n")
            sys.stdout.write(less.statements or less.program)
            sys.stdout.flush()


def _print_figures(family: str, figures: Figures) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(figures.inputs.items()))
    slow = [each for each in figures.slowest if each.seconds > SLOW]
    sys.stdout.write(f"{family}: {figures.inputs.total()} inputs ({kinds})\n")
    sys.stdout.write(
        f"{COMPARED[family].format(figures.compared, figures.exact)}\n"
        f"{len(figures.faults)} faults; slowest "
        f"{', '.join(f'{each.seconds:.2f} s (input {each.number})' for each in figures.slowest)}; "
        f"{len(slow)} past {SLOW:g} s, the limit is {LIMIT:g} s\n"
        f"peak memory {figures.megabytes:.0f} MB; {len(figures.grown)} inputs added more than "
        f"{GROWTH:g} MB: {', '.join(str(each.number) for each in figures.grown)}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
