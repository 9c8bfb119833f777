"""The expected fix of a case: a unified diff without line numbers, and how to update it."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

_HUNK = re.compile(r"^@@ .* @@$", re.MULTILINE)
CONTEXT = 1


def _lines(text: str) -> list[str]:
    # str.splitlines also breaks lines at form feeds and the like, where Python does not.
    return re.findall(r".*\n|.+", text)


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The masked unified diff from the files before to the files after."""
    parts: list[str] = []
    for name, source in before.items():
        lines = difflib.unified_diff(
            _lines(source),
            _lines(after[name]),
            name,
            name,
            n=CONTEXT,
        )
        parts += [line if line.endswith("\n") else f"{line}\n" for line in lines]
    return _HUNK.sub("@@", "".join(parts))


def contrast(expected: str, got: str) -> str:
    """How an expected diff and the one that came out differ, for a reader."""
    lines = difflib.ndiff(expected.split("\n"), got.split("\n"))
    return "\n".join(line for line in lines if not line.startswith("?"))


def rewrite(page: Path, blocks: Mapping[tuple[int, int], str]) -> None:
    """Put new texts into blocks of a page, each given by its first and its closing line."""
    lines = _lines(page.read_text(encoding="utf-8"))
    for (start, end), text in sorted(blocks.items(), reverse=True):
        lines[start - 1 : end - 1] = _lines(text)
    page.write_text("".join(lines), encoding="utf-8")
