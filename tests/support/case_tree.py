"""A tree of files with findings of every code: programs of the cases, each in its own project."""

from pathlib import Path

from tests.specification.judging import write
from tests.specification.library import graph_cases
from tests.specification.marks import program

EACH = 3
"""Of so many programs of a single file one is taken, and all of those of several files."""
PROJECT = "pyproject.toml"
BROKEN = 'import msal, requests\nrequests.get("/me", acquire_token_for_client(:\n'


def lay(folder: Path, each: int = EACH) -> list[str]:
    """Write the tree into a folder; the paths of its files of Python from there, in order.

    If ``each`` is several times as many, it is as many times fewer programs of either kind.
    """
    programs = [program(case) for case in graph_cases()]
    several = [one for one in programs if len(one) > 1][:: max(1, each // EACH)]
    single = [one for one in programs if len(one) == 1][::each]
    found = []
    for number, sources in enumerate([*several, *single]):
        home = folder / f"program{number}"
        write({PROJECT: "", **sources}, home)
        found += [f"{home.name}/{name}" for name in sources if name.endswith(".py")]
    (folder / "broken.py").write_text(BROKEN, encoding="utf-8")
    return sorted([*found, "broken.py"])
