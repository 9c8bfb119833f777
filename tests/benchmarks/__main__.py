"""All benchmarks that the README's table shows: ``python -m tests.benchmarks [PART ...]``.

Prints the figures; ``--write`` stores them, and renews the table. A part that is run alone replaces
its own figures only.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from tests.benchmarks import reading
from tests.benchmarks.measured import candidates, editing, linters, memory, relevance, scaling
from tests.benchmarks.measuring.bytecode import write_package_bytecode
from tests.benchmarks.measuring.figures import Figure, rounded, shown
from tests.benchmarks.measuring.results import Result, store, this_machine
from tests.benchmarks.measuring.table import TITLES
from tests.benchmarks.modules import say
from tests.documents import readme, speed
from tests.documents.parts import generated

ROUNDS = 5
PARTS: Mapping[str, Callable[[int], Sequence[Figure]]] = {
    "trees": reading.figures,
    "linters": linters.figures,
    "candidates": candidates.figures,
    "relevance": relevance.figures,
    "scaling": scaling.figures,
    "editing": editing.figures,
    "memory": memory.figures,
}


def main(arguments: Sequence[str]) -> None:
    """Measure the parts that are asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is measured")
    parser.add_argument("--write", action="store_true", help="store the figures for the README")
    given = parser.parse_args(arguments)
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if given.rounds < 1:
        parser.error("there has to be a round")
    write_package_bytecode()
    for name in given.parts or PARTS:
        result = measured(name, given.rounds)
        if given.write:
            store({name: result})
            renew()


def measured(name: str, rounds: int) -> Result:
    """Measure one part, and print its figures."""
    say(f"{name}: {TITLES[name]}")
    figures = rounded(PARTS[name](rounds))
    for figure in figures:
        say(f"{figure.name:48} {shown(figure)}")
    result = Result(this_machine(), rounds, figures)
    say(f"rounds: {rounds}, {result.machine}\n")
    return result


def renew() -> None:
    """Bring the table of the README up to date with what is stored."""
    page = readme.DOCS / "speed.md"
    text = generated(page.read_text(encoding="utf-8"), {speed.PART: speed.part})
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
