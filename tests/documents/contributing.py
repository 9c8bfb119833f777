"""The generated parts of CONTRIBUTING.md: what is known of its example, and the table of bounds.

Must not know the prose around them.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.documents.bounds import bounds, table
from tests.documents.parts import ROOT, Part, PartError, block, console

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
EXAMPLE = "mail.py"
TOKEN = "    return {"
"""How the line of the example begins on which the token has two alternatives."""
REQUEST = "    return requests."
"""How the line begins on which the request is sent."""
_PROGRAM = "example"


def line_of(program: str, beginning: str) -> int:
    """The number of the one line that begins so."""
    numbers = [
        number
        for number, line in enumerate(program.splitlines(), start=1)
        if line.startswith(beginning)
    ]
    if len(numbers) != 1:
        raise PartError(f"{len(numbers)} lines of the example begin with {beginning!r}")
    return numbers[0]


def _on_example(shown: Callable[[str], str]) -> Part:
    """What a command, made of the example's program, prints for it."""

    def part(page: str) -> str:
        program = block(page, _PROGRAM)
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / EXAMPLE).write_text(program, encoding="utf-8")
            return console(shown(program), Path(folder))

    return part


def _known_at(beginning: str) -> Part:
    command = "python -m tests.inspection.show_knowledge"
    return _on_example(lambda program: f"{command} {EXAMPLE}:{line_of(program, beginning)}")


def _values_at(beginning: str) -> Part:
    """The values alone: what is said of the file as a whole is left out."""
    whole = _known_at(beginning)

    def part(page: str) -> str:
        fence, command, *lines, end = whole(page).splitlines()
        told = [line.startswith(("values in ", "  ")) for line in lines]
        first = next(at for at, line in enumerate(lines) if line.startswith("values in "))
        kept = [line for at, line in enumerate(lines) if at >= first and told[at]]
        return "\n".join([fence, command, "…", *kept, "…", end])

    return part


PARTS: Mapping[str, Part] = {
    "known of the token": _values_at(TOKEN),
    "known of the request": _known_at(REQUEST),
    "change": _on_example(
        lambda _: f"flake8-graph-me check --diff --upn adele@contoso.com {EXAMPLE}"
    ),
    "bounds": lambda _: table(bounds(ROOT / "flake8_graph_me")),
}
