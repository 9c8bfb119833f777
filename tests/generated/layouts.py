"""Where the files of a program are, and how they import each other."""

import re
from dataclasses import dataclass

from tests.generated.pieces import Maker, Piece

_LOCAL_FROM = re.compile(r"from @(\w+) import (.*)")
_LOCAL = re.compile(r"import @(\w+)")


@dataclass(frozen=True)
class Layout:
    """Where the files are, and how they import each other."""

    main: str
    folder: str
    in_main: tuple[str, str]
    in_others: tuple[str, str]


FLAT = ("from {0} import {1}", "import {0}")
BY_DOTS = ("from .{0} import {1}", "from . import {0}")
IN_PACKAGE = ("from contoso_app.{0} import {1}", "from contoso_app import {0}")
BY_NAME = ("from contoso_app.{0} import {1}", "import contoso_app.{0} as {0}")
LAYOUTS = (
    Layout("program.py", "", FLAT, FLAT),
    Layout("contoso_app/program.py", "contoso_app/", BY_DOTS, BY_DOTS),
    Layout("contoso_app/program.py", "contoso_app/", IN_PACKAGE, BY_DOTS),
    Layout("program.py", "contoso_app/", IN_PACKAGE, BY_DOTS),
    Layout("program.py", "contoso_app/", BY_NAME, IN_PACKAGE),
)


def files_of(m: Maker, piece: Piece, *, flat: bool = False) -> tuple[str, dict[str, str]]:
    """Which file is run, and all files by their paths; ``flat`` if none may be in a package."""
    layout = m.pick(LAYOUTS) if piece.files and not flat else LAYOUTS[0]
    files = {layout.main: source_of(piece, layout.in_main)}
    if layout.folder:
        files[f"{layout.folder}__init__.py"] = ""
    for name, part in piece.files.items():
        files[f"{layout.folder}{name}.py"] = source_of(part, layout.in_others)
    return layout.main, files


def source_of(piece: Piece, style: tuple[str, str]) -> str:
    imports = sorted({_spelt(line, style) for line in piece.imports})
    blocks = ("\n".join(imports), *dict.fromkeys(piece.setup), *piece.body)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _spelt(line: str, style: tuple[str, str]) -> str:
    if found := _LOCAL_FROM.fullmatch(line):
        return style[0].format(*found.groups())
    if found := _LOCAL.fullmatch(line):
        return style[1].format(*found.groups())
    return line
