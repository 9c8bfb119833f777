"""The command ``python -m tests.generated.changing``: what the linter says of each text of a way.

The texts stand in their simplest form, the user's token once from the library and once from the
program; nothing is run. Must not know how a text is filled.
"""

import argparse
import sys
from collections.abc import Iterator

from tests.generated.changing.every_way import WAYS
from tests.generated.changing.judging import Said, said_of
from tests.generated.changing.programs import Changing, of_texts
from tests.generated.changing.templates import Way
from tests.generated.running import USERS
from tests.specification.judging import find


def main() -> int:
    """Print a line for each text, and the programs of those for which the linter claims too much
    or says too little; 1 if it claims too much.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.generated.changing", description=__doc__)
    parser.add_argument("ways", nargs="*", metavar="WAY", help="its name; all, if there is none")
    parser.add_argument("--sources", action="store_true", help="with the programs")
    options = parser.parse_args()
    names = {way.name for way in WAYS}
    if unknown := set(options.ways) - names:
        parser.error(f"no such way: {', '.join(sorted(unknown))}")
    claimed_too_much = False
    for way in WAYS:
        if way.name in (options.ways or names):
            for number, text in enumerate(way.texts, 1):
                kind = way.kind_of(text)
                said = [(program, said_by_the_linter(program)) for program in of_text(way, text)]
                false = kind == "changed" and any(each == "proven" for _, each in said)
                claimed_too_much |= false
                words = ", ".join(each for _, each in said)
                mark = "FALSE" if false else ""
                if kind == "twin" and any(each != "proven" for _, each in said):
                    mark = "less than proven"
                sys.stdout.write(f"{way.name} {number} {kind}: {words} {mark}\n")
                if options.sources:
                    sys.stdout.writelines(f"{program!r}\n" for program, _ in said)
    return 1 if claimed_too_much else 0


def of_text(way: Way, text: str) -> Iterator[Changing]:
    """The programs of a text."""
    yield of_texts(way, [text])
    if "$USER" in text:
        yield of_texts(way, [text], user_by_library=False)


def said_by_the_linter(program: Changing) -> Said:
    """What the linter says of the one site of a program."""
    found = find(program.files, USERS[0].options)
    findings = [finding for each in found.values() for finding in each]
    [said] = said_of(program, findings).values()
    return said


if __name__ == "__main__":
    sys.exit(main())
