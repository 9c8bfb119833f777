"""Python's own parser, kept quiet. Must not need libcst."""

import ast
import re
import threading
import warnings

MAX_SOURCE_BYTES = 2_000_000
"""How many bytes a source may have, as UTF-8. Past it the file is not analysed: GME900 says why."""

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


def is_python(source: str) -> bool:
    """Whether a source can be parsed."""
    try:
        python_tree(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
