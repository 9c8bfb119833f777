"""The bounds of the package, as a Markdown table made from the constants and their docstrings.

A bound is a constant of a module that is a number and whose name says so (``MAX_``, ``LONGEST_``,
…), or whose docstring says what happens past it. Every docstring of a bound has to say that, in
sentences that begin with "Past it". Must not know what any bound is for.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAMED = re.compile(r"_?(?:MAX|MOST|LONGEST|LARGEST|DEEPEST)(?:_|$)")
PAST = "Past it "
_HEAD = ("| bound | in | value | of what | past it |", "|---|---|---|---|---|")


class BoundError(Exception):
    """A bound that does not say what happens past it; the text is one line."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound: its name, the module that holds it, its value, of what it is one, what happens past
    it.
    """

    name: str
    module: str
    value: float
    what: str
    past: str


def bounds(package: Path) -> list[Bound]:
    """All bounds of a package that can be imported by the name of its folder, in the order of its
    modules. Raises BoundError for a bound that does not say what happens past it.
    """
    return [
        bound
        for path in sorted(package.rglob("*.py"))
        for bound in bounds_in(path.read_text(encoding="utf-8"), path.relative_to(package.parent))
    ]


def bounds_in(source: str, path: Path) -> Iterator[Bound]:
    """The bounds of the module at a path, relative to where it is imported from."""
    body = ast.parse(source).body
    for statement, following in zip(body, [*body[1:], None], strict=True):
        name = _constant(statement)
        if name is None:
            continue
        docstring = _docstring(following)
        if NAMED.match(name) is None and PAST not in docstring:
            continue
        what, _, past = docstring.partition(PAST)
        if not (what and past):
            raise BoundError(f"{path.as_posix()}: the docstring of {name} has no '{PAST}…'")
        module = importlib.import_module(".".join(path.with_suffix("").parts))
        inner = Path(*path.parts[1:]).as_posix()
        yield Bound(name, inner, getattr(module, name), what.strip(), past.strip())


def table(found: list[Bound]) -> str:
    """The bounds as a table."""
    rows = [
        f"| `{each.name}` | `{each.module}` | {each.value:,} | {_sentence(each.what)} "
        f"| {_sentence(each.past)} |"
        for each in found
    ]
    return "\n".join([*_HEAD, *rows])


def _constant(statement: ast.stmt) -> str | None:
    """The name of the constant that a statement binds to a number, written or worked out."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        return None
    parts = [node for node in ast.walk(statement.value) if isinstance(node, ast.expr)]
    plain = all(isinstance(part, ast.Constant | ast.BinOp) for part in parts)
    numbers = [part.value for part in parts if isinstance(part, ast.Constant)]
    if not plain or not all(type(number) in (int, float) for number in numbers):
        return None
    name = statement.targets[0].id
    return name if name.isupper() else None


def _docstring(statement: ast.stmt | None) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        text = statement.value.value
        return " ".join(text.split()) if isinstance(text, str) else ""
    return ""


def _sentence(text: str) -> str:
    """A text as a cell holds it: without its last full stop, code marked as in Markdown."""
    return text.removesuffix(".").replace("``", "`").replace("|", "\\|")
