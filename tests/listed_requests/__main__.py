"""The command ``python -m tests.listed_requests``: runs the specification's programs, or those of
the pages that are named, and counts which of the requests that the cloud saw are listed.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.listed_requests.comparing import LISTED, listed_of, outcome_of, seen_of
from tests.running.case_runs import PROGRAMS, Runs


def main() -> int:
    """Print how many requests were seen, how many are listed, and the others by reason."""
    parser = argparse.ArgumentParser(prog="python -m tests.listed_requests", description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="its name; all, if there is none")
    parser.add_argument("--each", action="store_true", help="with each request that is not listed")
    options = parser.parse_args()
    pages = {Path(page).stem for page in options.pages}
    reasons = Counter[str]()
    with Runs() as runs:
        for case in PROGRAMS:
            if pages and case.page.stem not in pages:
                continue
            listed = listed_of(case)
            for seen in seen_of(runs.before(case).exchanges):
                outcome = outcome_of(seen, listed)
                reasons[outcome] += 1
                if options.each and outcome != LISTED:
                    sys.stdout.write(
                        f"{case}: {seen.method} {seen.path} {seen.identity}: {outcome}\n"
                    )
    count = sum(reasons.values())
    sys.stdout.write(f"{reasons.pop(LISTED, 0)} of {count} requests are listed\n")
    for reason, number in reasons.most_common():
        sys.stdout.write(f"{number:6} {reason}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
