"""The last line of pytest's output: how much of the specification was checked.

Tests report it by properties, so that it also works with several workers: ``cases`` (the kind of a
case), ``missing`` (its known limits), ``programs`` (how many programs were run against the stand-in
cloud, as ``record_property("programs", 1)``).
"""

from collections import Counter
from collections.abc import Iterable

import pytest


def summarise(reports: Iterable[pytest.TestReport]) -> str | None:
    """The line, or None if nothing of the specification was run."""
    cases: Counter[str] = Counter()
    missing = programs = disagreeing = 0
    for report in reports:
        for name, value in report.user_properties if report.when == "call" else ():
            if name == "cases":
                cases[str(value)] += 1
            elif name == "missing":
                missing += int(str(value))
            elif name == "programs":
                programs += int(str(value))
                disagreeing += int(str(value)) if report.failed else 0
    parts: list[str] = []
    if cases:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(cases.items()))
        parts.append(f"{cases.total()} cases ({kinds}), {missing} MISSING marks")
    if programs:
        verdict = f"{disagreeing} disagree" if disagreeing else "all agree"
        parts.append(f"{programs} programs run against the stand-in cloud, {verdict}")
    return "; ".join(parts) or None
