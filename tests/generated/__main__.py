"""The command ``python -m tests.generated``: many programs, and figures at the end."""

import argparse
import os
import sys

from tests.generated.running import run


def main() -> int:
    """Run the programs and print; 1 if the linter and the cloud disagree on any of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.generated", description=__doc__)
    parser.add_argument("--programs", type=int, default=2500, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    options = parser.parse_args()
    if options.programs < 1 or options.processes < 1:
        parser.error("--programs and --processes want a number above 0")
    figures = run(options.programs, options.seed, options.processes)
    for number, mismatch in enumerate(figures.mismatches, 1):
        sys.stdout.write(f"=== mismatch {number}\n{mismatch}\n")
    kinds = [{ways[place] for ways in figures.combinations} for place in range(3)]
    sys.stdout.write(
        f"{figures.programs} distinct programs with {figures.combinations.total()} requests, "
        f"{len(figures.combinations)} distinct combinations of "
        f"{len(kinds[0])} ways to a token, {len(kinds[1])} to a URL, {len(kinds[2])} to send\n"
        f"{figures.refused} refused, {figures.programs - figures.refused} right; "
        f"{figures.mended} fixed and clean; {len(figures.mismatches)} mismatches\n"
    )
    return 1 if figures.mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
