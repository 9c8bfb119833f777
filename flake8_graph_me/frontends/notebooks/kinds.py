"""Whether a file is Python: by its name, and if that says nothing, by its text."""

from pathlib import PurePath

from flake8_graph_me.fixes.writing import Source
from flake8_graph_me.syntax.python_tree import python_tree

_PYTHON = frozenset({".py", ".pyi", ".pyw"})
_PIPED = "stdin"


def has_python_name(path: str) -> bool:
    """Whether a file is Python, and no notebook, by its name; standard input without a name is."""
    return PurePath(path).suffix.lower() in _PYTHON or path == _PIPED


def why_not_python(path: str, source: Source) -> str | None:
    """What is wrong with a file whose name does not say that it is Python, and whose text is not;
    None for all others.
    """
    if source.notebook is not None or has_python_name(path):
        return None
    try:
        python_tree(source.text)
    except SyntaxError as error:
        return f"is neither a notebook nor Python: {error.msg} (line {error.lineno})"
    except (ValueError, RecursionError, MemoryError):
        # The check says why.
        return None
    return None
