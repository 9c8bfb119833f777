"""What single files show and contain, looked at once per process and content.

Must import neither libcst nor jwt nor the rows.
"""

import ast
import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flake8_graph_me.gates import signs
from flake8_graph_me.gates.outlines import Outline, outlined
from flake8_graph_me.gates.signs import NO_SIGNS, Sign
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.modules.import_closure import ImportClosures, Scans
from flake8_graph_me.project.modules.import_graph import told_by
from flake8_graph_me.project.modules.import_scan import Import
from flake8_graph_me.syntax.python_tree import MAX_SOURCE_BYTES, python_tree

_WORDS = re.compile(r"[A-Za-z0-9_]+")
_DEFINED = re.compile(r"(?:def|class)[\s\\]+([^\W\d]\w*)")


@dataclass(slots=True)
class Look:
    """What the text of a file shows and, once requested, what its tree contains and which parts
    names bring into play; no outline if that is unclear. ``text`` tells the text, and ``me`` says
    whether it shows the signed-in user.
    """

    text: tuple[int, int]
    shown: frozenset[Sign]
    me: bool
    words: tuple[str, ...]
    defined: tuple[str, ...]
    held: frozenset[Sign] | None = None
    outline: Outline | None = None


@cache
def scans() -> Scans:
    """The looks at files, cached while this process lives; the cache is bounded."""
    return Scans(looked)


def looked(source: str, imports: tuple[Import, ...]) -> Look:
    """What a text with these imports shows."""
    shown = signs.shown(source, imports)
    return Look(
        told_by(source),
        shown,
        Sign.OWNER in shown and signs.shows_me(source),
        _words_of(source),
        tuple(dict.fromkeys(map(sys.intern, _DEFINED.findall(source)))),
    )


def _words_of(source: str) -> tuple[str, ...]:
    """The words in a text, and those that Python reads in their place."""
    if not source.isascii():
        source += unicodedata.normalize("NFKC", source)
    # Most words are in many files.
    return tuple(map(sys.intern, set(_WORDS.findall(source))))


def look_at(file: str, closures: ImportClosures) -> Look | None:
    """What the text of a file shows; None if it cannot be read."""
    scan = closures.scan(absolute(file))
    return scan.seen if scan is not None and isinstance(scan.seen, Look) else None


def held_in(file: str, closures: ImportClosures) -> frozenset[Sign]:
    """The signs in a file; none if it cannot be parsed."""
    look = look_at(file, closures)
    if look is None or not look.shown:
        return NO_SIGNS
    if look.held is None:
        tree = _tree(file, closures)
        look.held = look.shown if tree is None else signs.held(*tree)
    return look.held


def outline_of(file: str, closures: ImportClosures) -> Outline | None:
    """The outline of a file; None if it cannot be told."""
    look = look_at(file, closures)
    if look is not None and look.outline is None:
        tree = _tree(file, closures)
        if tree is not None:
            look.outline = outlined(*tree, may_be_main=Path(file).name == "__main__.py")
    return None if look is None else look.outline


def _tree(file: str, closures: ImportClosures) -> tuple[str, ast.Module] | None:
    """The source of a file and its tree, which is empty if it cannot be parsed at all; None if
    another caller may be able to parse it.
    """
    content = closures.lookup.reader.content(file)
    if content is None or len(content.text) > MAX_SOURCE_BYTES:
        return "", ast.Module([], [])
    try:
        return content.text, python_tree(content.text)
    except (RecursionError, MemoryError):
        return None
    except (SyntaxError, ValueError):
        return "", ast.Module([], [])
