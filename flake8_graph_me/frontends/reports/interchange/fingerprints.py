"""What tells a finding from others, and stays while other lines move."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from flake8_graph_me.frontends.reports.interchange.file_names import slashed
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.places import Span


def fingerprints(findings: Sequence[Finding], lines: Sequence[str], root: PurePath) -> list[str]:
    """A digest for each finding: of its code, its path, its line without regard to white space,
    and how many such findings stand before it in the file.

    ``lines`` has the line that each finding begins on, without tokens; empty if it is not known.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    paths = [slashed(finding.place.path, root) for finding in findings]
    found = [""] * len(findings)

    def place(index: int) -> tuple[str, Span]:
        return paths[index], findings[index].place.span

    for index in sorted(range(len(findings)), key=place):
        key = (findings[index].code, paths[index], " ".join(lines[index].split()))
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        found[index] = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    return found
