"""libcst's tree of a source that Python's own parser has taken."""

import ast

import libcst as cst

from flake8_graph_me.syntax.deep_trees import NoThread, in_own_thread
from flake8_graph_me.syntax.parsing.failure import AnalysisFailed
from flake8_graph_me.syntax.parsing.needed_stack import needed_stack

USUAL_STACK_KB = 1700
"""How many KB of stack libcst may need: threads have 1953 KB on Windows, and more elsewhere. Past
it the file is parsed in a thread with as much stack as that needs.
"""

# How much larger than that a stack is made.
_SPARE = 1.3


def concrete_tree(source: str, tree: ast.Module) -> cst.Module:
    """The tree of a source, whose ``ast`` is ``tree``; raises AnalysisFailed."""
    needed = needed_stack(source, tree)
    try:
        if needed <= USUAL_STACK_KB:
            return cst.parse_module(source)
        return in_own_thread(lambda: cst.parse_module(source), int(needed * _SPARE))
    except NoThread as error:
        raise AnalysisFailed("the source is nested too deeply for libcst's parser") from error
    except cst.ParserSyntaxError as error:
        line = error.raw_line
        reason = f"libcst cannot parse this, though Python can (line {line})"
        raise AnalysisFailed(reason) from error
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise AnalysisFailed("libcst's parser panicked on this source") from error


def _is_panic(error: BaseException) -> bool:
    """Whether this is how PyO3 reports a panic: a BaseException whose class cannot be imported."""
    return (type(error).__module__, type(error).__name__) == ("pyo3_runtime", "PanicException")
