"""A wrong request planted into a real file, at a place where a statement may stand.

Must not know how the file is analysed.
"""

import ast
import random
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

END, OWN, INSIDE = "end of the module", "function of its own", "existing function"
PLACES = (END, OWN, INSIDE)
STATEMENTS = (
    "import msal as planted_msal",
    "import requests as planted_requests",
    'planted_app = planted_msal.ConfidentialClientApplication("id", client_credential="secret")',
    'planted_scopes = ["https://graph.microsoft.com/.default"]',
    "planted_answer = planted_app.acquire_token_for_client(planted_scopes)",
    'planted_headers = {"Authorization": "Bearer " + planted_answer["access_token"]}',
    'planted_requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=planted_headers)',
)
LEAVING = frozenset(
    {"_exit", "abort", "assert_never", "error", "execl", "execle", "execlp", "execlpe", "execv"}
    | {"execve", "execvp", "execvpe", "exit", "fail", "quit", "skip", "skipTest", "xfail"}
)
"""The names of what does not return: it ends the program, or the test."""
ENDING = (ast.Return, ast.Raise, ast.Break, ast.Continue, ast.While)
"""Statements behind which another one may not be reached."""
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Planted:
    """The text of a file with the request, the line of the request, and where it was planted."""

    source: str
    line: int
    place: str


def planted(source: str, chance: random.Random) -> Planted:
    """The request at the end of the module, in a function there, or in one that is there already,
    before a statement that is reached once the function is called.
    """
    place = chance.choice(PLACES)
    spot = _inside(source, chance) if place == INSIDE else None
    if spot is not None:
        return _put(source, *spot, STATEMENTS, INSIDE)
    end = len(_LINE_END.findall(source)) + (not source.endswith(("\n", "\r")) and source != "")
    if place == OWN:
        lines = ("def planted_request():", *(f"    {line}" for line in STATEMENTS))
        return _put(source, end, "", lines, OWN)
    return _put(source, end, "", STATEMENTS, END)


def _put(source: str, before: int, indent: str, lines: Sequence[str], place: str) -> Planted:
    """The source with lines behind as many of its own as are ``before`` them."""
    newline = found[0] if (found := _LINE_END.search(source)) else "\n"
    if source and not source.endswith(("\n", "\r")):
        source += newline
    ends = [0, *(end.end() for end in _LINE_END.finditer(source))]
    added = "".join(f"{indent}{line}{newline}" for line in lines)
    at = ends[min(before, len(ends) - 1)]
    return Planted(source[:at] + added + source[at:], before + len(lines), place)


def _inside(source: str, chance: random.Random) -> tuple[int, str] | None:
    """The number of lines before the place, and its indentation."""
    try:
        with warnings.catch_warnings():
            # Python warns about dubious code as it parses.
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = _LINE_END.split(source)
    places = [
        (statement.lineno - 1, indent)
        for function in _functions(body)
        for statement in _reached(function.body)
        if (indent := lines[statement.lineno - 1].encode()[: statement.col_offset].decode()) == ""
        or indent.isspace()
    ]
    return chance.choice(places) if places else None


def _functions(body: Sequence[ast.stmt]) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module and of its classes, each of which is the only one of its name."""
    found: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    names: list[str] = []
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            names.append(statement.name)
            found += _functions(statement.body)
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            names.append(statement.name)
            if not statement.decorator_list:
                found.append(statement)
    return [each for each in found if names.count(each.name) <= 1]


def _reached(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements of a block up to the first that may not come to its end."""
    found = []
    for number, statement in enumerate(body):
        # A decorated definition begins above its own line, and nothing stands before a docstring.
        decorated = getattr(statement, "decorator_list", ())
        docstring = number == 0 and isinstance(statement, ast.Expr)
        if not decorated and not docstring:
            found.append(statement)
        if any(isinstance(each, ENDING) or _leaves(each) for each in ast.walk(statement)):
            break
    return found


def _leaves(node: ast.AST) -> bool:
    """Whether a node is a call after which nothing may run, by the name of what is called."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in LEAVING
