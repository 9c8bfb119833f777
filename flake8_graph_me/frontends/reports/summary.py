"""Lines that sum a run up, for people and, where their words are fixed, for programs."""

from collections import Counter
from collections.abc import Iterable, Sequence

from flake8_graph_me.terms.findings import Finding, Incomplete


def counted(number: int, noun: str) -> str:
    """``1 file`` or ``2 files``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def statistics(findings: Iterable[Finding]) -> str:
    """A line for each code, with the number of its findings."""
    counts = sorted(Counter((finding.code, finding.slug) for finding in findings).items())
    return "".join(f"{count:<5} {code} {slug}\n" for (code, slug), count in counts)


def incomplete(counts: Sequence[Incomplete]) -> str:
    """The line that says how many requests a bound hides; empty if none."""
    if not counts:
        return ""
    requests = sum(count.requests for count in counts)
    bounds = ", ".join(sorted({bound for count in counts for bound in count.bounds}))
    # Always in the same words: programs read this line.
    return f"incomplete: {requests} requests in {len(counts)} files (bound {bounds})\n"


def held_back(fixes: int) -> str:
    """The line that says how many fixes want a user; empty if none."""
    if not fixes:
        return ""
    nouns = "fix needs" if fixes == 1 else "fixes need"
    return f"{fixes} more {nouns} --upn or --user-expression\n"
