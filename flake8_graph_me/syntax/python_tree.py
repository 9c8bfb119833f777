"""Python's own parser, kept quiet. Must not need libcst."""

import ast
import re
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SOURCE_BYTES = 2_000_000
"""How many bytes a source may have, as UTF-8. Past it the file is not analysed: GME900 says why."""

BLOCKS = ("body", "orelse", "handlers", "finalbody", "cases")
"""The fields of statements, and of the parts of some, that hold blocks of statements or parts."""
_FILE_NAME = "<analysed source>"
PYTHONS_PARSER = threading.RLock()
"""Held by whoever has Python parse.

Python 3.11 counts the depth of the tree that it is making for all threads together, and raises
SystemError if a collection of garbage lets another one in. Nor is it safe between threads to change
the filters of warnings and to set them back.
"""


def python_tree(source: str) -> ast.Module:
    """The ``ast`` of a source.

    Raises SyntaxError or ValueError if it is not Python, RecursionError or MemoryError if it is
    nested too deeply.
    """
    with PYTHONS_PARSER, warnings.catch_warnings():
        # Bound to our file name, it does no harm should another thread bring it back for good.
        warnings.filterwarnings("ignore", module=re.escape(_FILE_NAME))
        return ast.parse(source, _FILE_NAME)


def statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements of a module at any depth, each before those inside of it."""
    # `ast.walk` would look at their expressions too, which are most of a tree.
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.stmt):
            yield node
        for name in BLOCKS:
            block = getattr(node, name, None)
            if isinstance(block, list):
                pending += block


@dataclass(slots=True)
class LazyTree:
    """The ``ast`` of a source, made when it is first asked for; None until then."""

    source: str
    made: ast.Module | None = None

    def get(self) -> ast.Module:
        """The tree; raises what ``python_tree`` raises."""
        if self.made is None:
            self.made = python_tree(self.source)
        return self.made


def is_python(source: str) -> bool:
    """Whether a source can be parsed."""
    try:
        python_tree(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
