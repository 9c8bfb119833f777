"""The command ``python -m tests.layouts``: many layouts, and what is told wrong about them."""

import argparse
import itertools
import sys

from tests.layouts.choosing import layouts
from tests.layouts.judging import fault


def main() -> int:
    """Judge the layouts and print; 1 if something is told wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.layouts", description=__doc__)
    parser.add_argument("--programs", type=int, default=2_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    wrong = done = 0
    for layout in itertools.islice(layouts(options.seed), options.programs):
        found = fault(layout)
        done += 1
        if found:
            wrong += 1
            sys.stdout.write(f"{', '.join(layout.names)}: {found}\n")
    sys.stdout.write(f"{done} programs, {wrong} told wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
