"""What came of the programs, and how it is told.

Must not know how a program is made nor how it is judged.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.generated.changing.judging import Said, Truth, Verdict

SAID: tuple[Said, ...] = ("proven", "possible", "silent")
TOLD: tuple[Truth, ...] = ("wrong", "mixed", "right")


@dataclass
class Figures:
    """What came of the programs so far.

    ``failing`` counts the programs that something is amiss with, by the way that it is of, or by
    all of theirs.
    """

    programs: int = 0
    right: int = 0
    wrong: int = 0
    differing: int = 0
    mended: int = 0
    touched: int = 0
    sites: Counter[tuple[str, Truth, Said]] = field(default_factory=Counter)
    failing: Counter[str] = field(default_factory=Counter)
    mismatches: list[str] = field(default_factory=list)

    def add(self, seed: int, program: object, verdict: Verdict) -> None:
        """Count a program, which is one of those that are made with this seed."""
        self.programs += 1
        self.right += verdict.is_right
        self.wrong += any(truth == "wrong" for _, truth, _ in verdict.sites)
        self.differing += verdict.differs
        self.mended += verdict.was_mended and not verdict.complaints
        self.touched += verdict.was_touched
        self.sites.update(verdict.sites)
        if verdict.complaints:
            self.failing.update(verdict.blamed or {way for way, _, _ in verdict.sites})
            self.mismatches.append("\n".join((f"seed {seed}", *verdict.complaints, repr(program))))

    def take(self, other: "Figures") -> None:
        """Count what another process has counted."""
        self.programs += other.programs
        self.right += other.right
        self.wrong += other.wrong
        self.differing += other.differing
        self.mended += other.mended
        self.touched += other.touched
        self.sites += other.sites
        self.failing += other.failing
        self.mismatches += other.mismatches

    def told(self) -> Iterator[str]:
        """The figures, by line."""
        mixed = self.programs - self.right - self.wrong
        yield (
            f"{self.programs} programs whose state changes: {self.wrong} with a request that is "
            f"refused in every run, {mixed} with one that is refused in some, {self.right} right"
        )
        yield (
            f"{self.differing} with two runs that differ in whose token is sent; "
            f"{self.mended} mended and clean, {self.touched} with nothing that is refused in every "
            f"run and yet changed by safe fixes; {len(self.mismatches)} mismatches"
        )
        heads = [f"{truth[0]}:{said}" for truth in TOLD for said in SAID]
        yield f"{'requests by way (w wrong, m mixed, r right)':45}" + " ".join(heads) + " amiss"
        for way in ("", *sorted({way for way, _, _ in self.sites})):
            counts = (str(self._count(way, truth, said)) for truth in TOLD for said in SAID)
            numbers = " ".join(
                count.rjust(len(head)) for count, head in zip(counts, heads, strict=True)
            )
            amiss = self.failing[way] if way else len(self.mismatches)
            yield f"{way or 'all':45}{numbers} {amiss:5}"

    def _count(self, way: str, truth: Truth, said: Said) -> int:
        if way:
            return self.sites[way, truth, said]
        return sum(n for (_, t, s), n in self.sites.items() if (t, s) == (truth, said))
