"""Python's own parser, kept quiet. Must not need libcst."""

import ast
import re
import threading
import warnings

MAX_SOURCE_BYTES = 2_000_000
"""How many bytes a source may have, as UTF-8. Past it the file is not analysed: GME900 says why."""

_FILE_NAME = "<analysed source>"
# Changing the filters of warnings and setting them back is not safe between threads.
_WARNING_FILTERS = threading.Lock()


def python_tree(source: str) -> ast.Module:
    """The ``ast`` of a source.

    Raises SyntaxError or ValueError if it is not Python, RecursionError or MemoryError if it is
    nested too deeply.
    """
    with _WARNING_FILTERS, warnings.catch_warnings():
        # Bound to our file name, it does no harm should another thread bring it back for good.
        warnings.filterwarnings("ignore", module=re.escape(_FILE_NAME))
        return ast.parse(source, _FILE_NAME)
