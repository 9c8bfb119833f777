"""Calls that do not return: they end the program, the test, or the request that is answered.

Source: the Python documentation of each module, pytest 9 ``outcomes.py``, flask 3.1.3 and quart
0.22.0 ``helpers.py``, werkzeug 3.1 ``exceptions.py``, click 8.5.1 ``core.py``.
"""

from flake8_graph_me.knowledge.python import PARSER
from flake8_graph_me.terms.results import Never
from flake8_graph_me.terms.rows import Call

ENDING_ROWS = tuple(
    Call(name, (), Never())
    for name in (
        *("builtins.exit", "builtins.quit", "os._exit", "os.abort", "sys.exit"),
        *("os.execl", "os.execle", "os.execlp", "os.execlpe"),
        *("os.execv", "os.execve", "os.execvp", "os.execvpe"),
        *("typing.assert_never", "typing_extensions.assert_never"),
        *(f"{PARSER}.error", f"{PARSER}.exit"),
        *("pytest.exit", "pytest.fail", "pytest.skip", "pytest.xfail"),
        *("unittest.TestCase.fail", "unittest.TestCase.skipTest"),
        *("click.Context.abort", "click.Context.exit", "click.Context.fail"),
        *("flask.abort", "quart.abort", "werkzeug.exceptions.abort"),
    )
)
