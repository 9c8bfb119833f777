"""Generated parts of a Markdown page, each between ``<!-- name -->`` and ``<!-- /name -->``.

Must not know any page nor what its parts say.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.specification.library import TESTS

ROOT = TESTS.parent
Part = Callable[[str], str]
"""What a part should be, from the text of the page."""

_COMMANDS = {"flake8": "flake8", "flake8-graph-me": "flake8_graph_me"}
"""The commands that are shown, and the modules that they are; another one is Python itself."""


class PartError(Exception):
    """A page without the places that the generated parts need; the text is one line."""


def generated(page: str, parts: Mapping[str, Part]) -> str:
    """The page with its generated parts as they should be."""
    for name, part in parts.items():
        page = _replaced(page, name, part(page))
    return page


def block(page: str, name: str) -> str:
    """The text of the fenced block in the part of this name, generated or not."""
    found = re.search(r"^(`{3,})[^\n]*\n(.*?)^\1$", _part(page, name), re.DOTALL | re.MULTILINE)
    if found is None:
        raise PartError(f"the part {name!r} holds no block")
    return found[2]


def console(shown: str, folder: Path) -> str:
    """A block with a command as users type it and what its terminal shows in a folder: its output
    and the errors together.

    The settings of that folder do not count.
    """
    program, *arguments = shlex.split(shown)
    if program in _COMMANDS:
        arguments = ["-m", _COMMANDS[program], *dict.fromkeys((*arguments, "--isolated"))]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or "Traceback" in done.stdout:
        raise PartError(f"{shown!r} failed ({done.returncode}): {done.stdout.strip()}")
    return f"```console\n$ {shown}\n{done.stdout.rstrip()}\n```\n"


def _part(page: str, name: str) -> str:
    _, opening, rest = page.partition(f"<!-- {name} -->\n")
    inside, closing, _ = rest.partition(f"<!-- /{name} -->\n")
    if not (opening and closing):
        raise PartError(f"the page has no part {name!r}")
    return inside


def _replaced(page: str, name: str, text: str) -> str:
    old = _part(page, name)
    opening, closing = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    new = f"\n{text.strip(chr(10))}\n\n" if text.strip() else "\n"
    return page.replace(f"{opening}{old}{closing}", f"{opening}{new}{closing}")
