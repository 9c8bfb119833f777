"""Parsing gives both trees, or one clear reason."""

import ast
import contextlib
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path

import libcst as cst
import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.syntax.parsing import AnalysisFailed, needed_stack, parse
from flake8_graph_me.syntax.python_tree import PYTHONS_PARSER
from flake8_graph_me.terms.options import Options
from tests.support.deep_sources import DEEP
from tests.support.stdlib import sample

INVALID = f"not valid in Python {sys.version_info[0]}.{sys.version_info[1]}, on which this runs"
# Python itself allows 200 brackets, 100 blocks, and so many calls in a chain.
DEEPEST = {"parentheses": 199, "calls": 199, "subscripts": 199, "blocks": 99, "call chain": 1_400}


def reason(source: str, tree: ast.Module | None = None) -> str:
    with pytest.raises(AnalysisFailed) as caught:
        parse(source, tree)
    assert caught.value.reason == str(caught.value)
    assert "\n" not in caught.value.reason
    return caught.value.reason


def test_gives_source_and_both_trees() -> None:
    parsed = parse("a = 1\nb = 2\n")
    assert parsed.source == "a = 1\nb = 2\n"
    assert len(parsed.tree.body) == len(parsed.module.body) == 2


def test_takes_a_tree_that_is_there_already() -> None:
    tree = ast.parse("a = 1\n")
    assert parse("a = 1\n", tree).tree is tree


def test_a_byte_order_mark_is_no_part_of_the_source() -> None:
    assert parse("\ufeffa = 1\n").source == "a = 1\n"


@pytest.mark.parametrize("path", sample(12), ids=lambda path: path.stem)
def test_real_files_pass(path: Path) -> None:
    source = path.read_text("utf-8")
    assert parse(source).module.code == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = (\n", f"{INVALID}: '(' was never closed (line 1)"),
        ("a = 1\nb = = 2\n", f"{INVALID}: invalid syntax (line 2)"),
        ("if a:\nb\n", f"{INVALID}: expected an indented block"),
        ("a\0", "null character"),
        ("a = '\ud800'", "surrogate"),
        ("(" * 10_000, f"{INVALID}: too many nested parentheses"),
        ("a = " + "-" * 100_000 + "1", "nested too deeply for Python's parser"),
        ("case = 0\n" * 250_000, "longer than 2000000 bytes (2250000)"),
        ("a = '" + "€" * 700_000 + "'", "longer than 2000000 bytes (2100006)"),
        ("class A:\n\n  \\\n  x = 1\n", "libcst cannot parse this, though Python can (line"),
    ],
    ids=lambda text: text[:12],
)
def test_what_cannot_be_parsed_has_a_reason(source: str, expected: str) -> None:
    assert expected in reason(source)


def test_null_and_size_are_looked_at_though_a_tree_is_there() -> None:
    tree = ast.parse("")
    assert "null" in reason("\0", tree)
    assert "longer" in reason("#" * 2_000_001, tree)
    assert len(parse("#" * 1_999_999 + "\n", tree).module.body) == 0


@pytest.mark.parametrize(
    "kind", sorted(DEEP.keys() - {"parentheses", "elif", "calls", "subscripts", "blocks"})
)
def test_deep_nesting_is_refused_before_libcst_sees_it(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(_source: str) -> cst.Module:
        raise AssertionError("libcst was entered")

    monkeypatch.setattr(cst, "parse_module", explode)
    assert "nested too deeply" in reason(DEEP[kind](100_000) + "\n")


@pytest.mark.parametrize("kind", DEEP)
def test_what_needs_more_than_the_usual_stack_is_refused_where_there_are_no_threads(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", fail)
    source = DEEP[kind](DEEPEST.get(kind, 2_100)) + "\n"
    if kind in ("parentheses", "elif"):
        assert parse(source)
    else:
        assert "nested too deeply for libcst's parser" in reason(source)
    assert threading.stack_size() == 0


@pytest.mark.parametrize("kind", DEEP)
def test_what_python_lets_nest_is_parsed(kind: str) -> None:
    """In a process of its own, as an overflow ends the process, and in a small thread of it."""
    program = (
        "import sys, threading\n"
        "from flake8_graph_me.syntax.parsing import parse\n"
        "from tests.support.deep_sources import DEEP, SMALL_STACK\n"
        "def run():\n"
        "    source = DEEP[sys.argv[1]](int(sys.argv[2])) + '\\n'\n"
        "    print(parse(source).tree is not None, threading.stack_size() == before)\n"
        "before = SMALL_STACK // 4096 * 4096\n"
        "threading.stack_size(before)\n"
        "thread = threading.Thread(target=run)\n"
        "thread.start()\n"
        "thread.join()\n"
    )
    command = [sys.executable, "-c", program, kind, str(DEEPEST.get(kind, 2_100))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "True True\n"


@pytest.mark.parametrize("kind", DEEP)
def test_what_is_let_through_fits_the_smallest_stack(kind: str) -> None:
    """In a process of its own, as an overflow ends the process."""
    program = (
        "import contextlib, sys, threading\n"
        "from flake8_graph_me.syntax.parsing import concrete, needed_stack\n"
        "from flake8_graph_me.syntax.parsing import AnalysisFailed, parse\n"
        "from flake8_graph_me.syntax.positions import spans\n"
        "from flake8_graph_me.syntax.walk import walk\n"
        "from tests.support.deep_sources import DEEP, SMALL_STACK\n"
        "needed_stack.MAX_STACK_KB = concrete.USUAL_STACK_KB\n"
        "def run():\n"
        "    kind, low, high = sys.argv[1], 1, 3000\n"
        "    while high - low > 1:\n"
        "        middle = (low + high) // 2\n"
        "        try:\n"
        "            module = parse(DEEP[kind](middle) + '\\n')\n"
        "        except AnalysisFailed:\n"
        "            high = middle\n"
        "        else:\n"
        "            low = middle\n"
        "    module = parse(DEEP[kind](low) + '\\n')\n"
        "    last = list(walk(module.module))[-1]\n"
        "    with contextlib.suppress(AnalysisFailed):\n"
        "        spans(module, [last])\n"
        "    print(low)\n"
        "threading.stack_size(SMALL_STACK // 4096 * 4096)\n"
        "thread = threading.Thread(target=run)\n"
        "thread.start()\n"
        "thread.join()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, kind], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    # What real files hold: sympy has a sum of 560 terms, few nest brackets deeper than 30.
    assert int(done.stdout) >= {"blocks": 25, "call chain": 250}.get(kind, 100)


def test_deep_patterns_are_refused_for_their_time() -> None:
    nested = "match a:\n    case {}: f(((((((((1)))))))))\n"
    assert parse(nested.format("[" * 8 + "1" + "]" * 8))
    assert "pattern is nested" in reason(nested.format("{1: " * 9 + "1" + "}" * 9))
    assert "(line 2)" in reason(nested.format("(" * 9 + "1" + ")" * 9))
    later = nested.format("1") + "    case {}: pass\n"
    assert "(line 4)" in reason(later.format("(" * 5 + "\n" + "(" * 4 + "é" + ")" * 9))


def test_brackets_in_strings_and_comments_do_not_nest() -> None:
    source = "a = ['[[[(((', \"\"\"\n{{{'\"\"\", '\\'[[', rb'((']  # [[[\n"
    assert needed_stack._lexical_depth(source) == (1, 1)  # noqa: SLF001 - the bound is too far away


def test_joined_strings_are_counted_over_layout_prefixes_and_comments() -> None:
    source = "a = ('b' \"c\"  # d\n    rb'e' \\\n 'f')\ng = 'h', 'i'\nj = 'k'\n'l'  + 'm'\n"
    assert needed_stack._lexical_depth(source) == (1, 4)  # noqa: SLF001 - the bound is too far away


class PanicException(BaseException):
    """Looks as PyO3's does."""


PanicException.__module__ = "pyo3_runtime"


@pytest.mark.parametrize("error", [PanicException("index out of bounds")])
def test_a_panic_of_the_parser_is_a_reason(
    error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cst, "parse_module", raiser(error))
    assert "panicked" in reason("a\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(), RuntimeError("bug")])
def test_other_errors_pass(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cst, "parse_module", raiser(error))
    with pytest.raises(type(error)):
        parse("a\n")


def raiser(error: BaseException) -> Callable[[str], cst.Module]:
    def fail(_source: str) -> cst.Module:
        raise error

    return fail


def test_warnings_of_the_source_are_nobodys_business() -> None:
    filters = list(warnings.filters)
    assert parse("a = '\\d'\nb = 1if 1else 2\n")
    assert warnings.filters == filters


def test_the_filters_of_warnings_are_one_threads_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filters = list(warnings.filters)
    meeting = threading.Barrier(2)
    parse_really = ast.parse
    met: list[bool] = []

    def wait_for_another(source: str, name: str) -> ast.Module:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=0.2)
            met.append(True)
        return parse_really(source, name)

    monkeypatch.setattr(ast, "parse", wait_for_another)
    threads = [threading.Thread(target=parse, args=("a = '\\d'\n",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not met
    assert warnings.filters == filters


def test_no_thread_has_python_parse_while_another_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11 may then raise SystemError in either."""
    held: list[bool] = []
    literal_eval = ast.literal_eval

    def note(text: str) -> object:
        other = threading.Thread(target=lambda: held.append(not PYTHONS_PARSER.acquire(timeout=0)))
        other.start()
        other.join()
        return literal_eval(text)

    monkeypatch.setattr(ast, "literal_eval", note)
    monkeypatch.setattr("libcst._nodes.expression.literal_eval", note)
    keys = "match {'a': 1, 'b': 2}:\n    case {'a': 1, 'b': 2, **rest}:\n        pass\n"
    source = f"import requests\n{keys}"
    check_source(f"{source}requests.get('/me')\n", "a.py", options=Options(), gates=False)
    assert len(held) > 1
    assert all(held)
