"""The architecture, beyond what linters check: sizes, words, reasons, and who knows what.

import-linter checks the order of imports.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from flake8_graph_me.knowledge.tables import TABLES
from flake8_graph_me.terms.rows import Decorator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "flake8_graph_me"
ENGINE = PACKAGE / "engine"
KNOWLEDGE = PACKAGE / "knowledge"

LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
LONGEST_PREDICATE = 12
MOST_FILES = 15
CASES = {"cases", "engine_cases"}
DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
TOP_LEVEL = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "flake8_graph_me",
    "pyproject.toml",
    "setup.cfg",
    "tests",
}
MADE_BY_TOOLS = re.compile(r"\..*|build|dist|.*\.egg-info|PKG-INFO")

# A word may stand inside a longer name, but not in the middle of another word.
FOREIGN_TO_ENGINE = re.compile(r"(?<![a-z])(msal|bearer|microsoft|graph)", re.IGNORECASE)
PACKAGE_NAME = "flake8_graph_me"
BROAD = {"Exception", "BaseException"}
CODES = re.compile(r"\s*(?:(?::\s*)?[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])?[\s#:-]*")
# At the start of a path: Graph's own paths have a "root" further down.
MACHINE = re.compile(r"(?<![\w.*:}-])/(?:home|mnt|root|tmp|work)/\w|[A-Z]:\\+Users")
TREES = (".ci", ".github", "flake8_graph_me", "tests")
TEXT = {"", ".cfg", ".md", ".py", ".toml", ".txt", ".typed", ".yaml", ".yml"}
# Besides rows there may be a row's predicate, or what writes similar rows.
Logic = ast.For | ast.AsyncFor | ast.While | ast.Try | ast.With | ast.AsyncWith | ast.Match
MODULE_LEVEL = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.Expr)

# Rows of Graph itself; the other modules there read Microsoft's data file and answer by it.
GRAPH_ROWS = ("error_answers.py", "hosts.py", "remarks.py")
# It makes rows of what users say in options, so it has to read that.
NOT_ROWS = {KNOWLEDGE / "own.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


ALL = [*modules(PACKAGE), *modules(ROOT / "tests")]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def at(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def lines_of(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def long_modules() -> Iterator[str]:
    for path in ALL:
        if (count := len(text(path).splitlines())) > LONGEST_MODULE:
            yield f"{at(path)} has {count} lines"


def long_functions() -> Iterator[str]:
    for path in ALL:
        for function in functions(path):
            if lines_of(function) > LONGEST_FUNCTION:
                yield f"{at(path, function.lineno)} {function.name} has {lines_of(function)} lines"


def without_docstring() -> Iterator[str]:
    return (at(path) for path in ALL if not ast.get_docstring(tree(path)))


def foreign_words_in_the_engine() -> Iterator[str]:
    for path in modules(ENGINE):
        for number, line in enumerate(text(path).splitlines(), start=1):
            if found := FOREIGN_TO_ENGINE.search(line.replace(PACKAGE_NAME, "")):
                yield f"{at(path, number)} says {found[0]}"


@cache
def modelled_packages() -> frozenset[str]:
    """The third-party packages that rows describe, by the names under which they are imported.

    Of many only decorators are named, some of which have everyday names.
    """
    tops = {
        name.partition(".")[0]
        for table in TABLES
        for row in table
        if not isinstance(row, Decorator)
        for name in (row.name, *row.also)
    }
    # typing_extensions is typing for older Pythons.
    made_up = {"*", "function", "item", "parameter"}
    return frozenset(tops - sys.stdlib_module_names - made_up - {"typing_extensions"})


def packages_named_in_the_engine() -> Iterator[str]:
    """As an identifier, or as a text that is a dotted name of one."""
    for path in modules(ENGINE):
        for node in ast.walk(tree(path)):
            for word in _words_of(node):
                if word.partition(".")[0] in modelled_packages():
                    yield f"{at(path, getattr(node, 'lineno', 1))} names {word}"


def _words_of(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Name(id=name) | ast.arg(arg=name):
            return (name,)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Constant(value=str(text)) if DOTTED.fullmatch(text):
            return (text,)
    return ()


def loose_modules_in_the_engine() -> Iterator[str]:
    names = {path.name for path in ENGINE.glob("*.py")}
    return iter(sorted(names ^ {"__init__.py", "interpreter.py"}))


def crowded_folders() -> Iterator[str]:
    for folder in {path.parent for path in ALL}:
        count = sum(path.is_file() for path in folder.iterdir())
        if count > MOST_FILES and folder.name not in CASES:
            yield f"{at(folder)} has {count} files"


def broad_handlers_in_the_engine() -> Iterator[str]:
    """Those that keep what they catch; one that looks at it and hands it on is none."""
    for path in modules(ENGINE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _hands_on(node):
                yield f"{at(path, node.lineno)} catches too much"


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = ast.walk(handler.type) if handler.type is not None else ()
    names = {node.id for node in caught if isinstance(node, ast.Name)}
    return handler.type is None or bool(names & BROAD)


def _hands_on(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def logic_in_the_knowledge() -> Iterator[str]:
    """Loops, classes and the like, or a function of more than a few lines."""
    for path in (*modules(KNOWLEDGE), *(PACKAGE / "graph" / name for name in GRAPH_ROWS)):
        if path in NOT_ROWS:
            continue
        for statement in tree(path).body:
            if not isinstance(statement, MODULE_LEVEL):
                yield f"{at(path, statement.lineno)} is neither a row nor a predicate"
        for function in functions(path):
            if lines_of(function) > LONGEST_PREDICATE:
                yield f"{at(path, function.lineno)} {function.name} is too long for a predicate"
            for node in ast.walk(function):
                if isinstance(node, Logic):
                    yield f"{at(path, node.lineno)} {function.name} is more than a predicate"


def silenced_without_reason() -> Iterator[str]:
    for path in ALL:
        for token in tokenize.generate_tokens(io.StringIO(text(path)).readline):
            if token.type == tokenize.COMMENT and not _has_reason(token.string):
                yield f"{at(path, token.start[0])} {token.string}"


def _has_reason(comment: str) -> bool:
    silenced = re.match(r"#\s*(?:noqa|type:\s*ignore)\b", comment)
    if silenced is None:
        return True
    codes = CODES.match(comment, silenced.end())
    return codes is not None and bool(comment[codes.end() :].strip())


def machine_paths() -> Iterator[str]:
    for path in _text_files():
        for number, line in enumerate(text(path).splitlines(), start=1):
            if MACHINE.search(line):
                yield at(path, number)


def _text_files() -> Iterator[Path]:
    for path in (*ROOT.glob("*"), *(each for name in TREES for each in (ROOT / name).rglob("*"))):
        # In a further work tree of the repository ".git" is a file of git's own.
        of_tools = "__pycache__" in path.parts or path.name == ".git"
        if path.is_file() and path.suffix in TEXT and not of_tools:
            yield path


def wrong_importers_of_codemods() -> Iterator[str]:
    """import-linter sees other packages as a whole, so this part of libcst is looked for here."""
    for path in modules(PACKAGE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import | ast.ImportFrom) and path != PACKAGE / "codemod.py":
                names = (f"{name}." for name in _imported(node))
                if any(name.startswith("libcst.codemod.") for name in names):
                    yield f"{at(path, node.lineno)} imports libcst.codemod"


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    names = [alias.name for alias in node.names]
    return names if isinstance(node, ast.Import) else [f"{node.module}.{name}" for name in names]


def strangers_at_the_top() -> Iterator[str]:
    names = {path.name for path in ROOT.iterdir() if not MADE_BY_TOOLS.fullmatch(path.name)}
    return iter(sorted(names ^ TOP_LEVEL))


@pytest.mark.parametrize(
    "violations",
    [
        long_modules,
        long_functions,
        without_docstring,
        foreign_words_in_the_engine,
        packages_named_in_the_engine,
        loose_modules_in_the_engine,
        crowded_folders,
        broad_handlers_in_the_engine,
        logic_in_the_knowledge,
        silenced_without_reason,
        machine_paths,
        wrong_importers_of_codemods,
        strangers_at_the_top,
    ],
    ids=lambda each: each.__name__.replace("_", " "),
)
def test_there_are_no(violations: Callable[[], Iterator[str]]) -> None:
    found = list(violations())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("comment", "reasoned"),
    [
        ("# a comment about noqa", True),
        ("# noqa", False),
        ("# noqa: E501", False),
        ("# noqa: E501, E731", False),
        ("# noqa: E501 - the table reads better so", True),
        ("# noqa: E501,E731  # one of four", True),
        ("# noqa: A002 the name that callers may pass", True),
        ("# type: ignore", False),
        ("# type: ignore[arg-type]", False),
        ("# type: ignore[arg-type, misc]  # no stubs", True),
    ],
)
def test_what_counts_as_a_reason(comment: str, reasoned: bool) -> None:
    assert _has_reason(comment) is reasoned
