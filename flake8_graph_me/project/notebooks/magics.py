"""The Python of a code cell: its text with all that only IPython knows replaced, line by line.

Lines keep their numbers, and a line that is Python keeps its columns. What is replaced follows what
IPython makes of it: a magic may do anything but hardly sets a name, the output of a command is a
value of which nothing is known, and ``%run`` brings in names.
"""

import re

from flake8_graph_me.project.notebooks.lines import lines_of, without_end
from flake8_graph_me.project.notebooks.statement_lines import Scan, scanned
from flake8_graph_me.syntax.python_tree import is_python

# Their body is run with the names of the notebook, and sets them. That of %%timeit has names of its
# own, and those of %%python and its like run in another process: these cells are left out.
_PYTHON_BODIES = frozenset(
    {"capture", "code_wrap", "debug", "ipytest", "memit", "mprun", "prun", "time"}
    | {"lprun", "memray_flamegraph", "pyinstrument", "scalene", "snakeviz", "heat"}
)
# Line magics behind which a statement stands, and what is written in their place: as long, so that
# the statement keeps its columns.
_STATEMENTS = re.compile(r"%(?:time|prun|memit)[ \t]+(?=[^\s-])")
# They may set any names.
_NAMING = frozenset({"rerun", "run", "store", "pylab"})
# Magics of a single line that may do without their sign.
_AUTOMAGIC = frozenset(
    {"alias", "cat", "cd", "conda", "config", "cp", "env", "ldir", "less", "lf", "lk", "ll", "load"}
    | {"load_ext", "ls", "lx", "mamba", "man", "matplotlib", "micromamba", "mkdir", "more", "mv"}
    | {"pip", "pwd", "reload_ext", "reset", "rm", "rmdir", "run", "set_env", "system", "uv", "who"}
)
# In some services a first line of this kind names the language of the whole cell.
_LANGUAGE = re.compile(r"\s*%(?:bash|fs|html|md|md-sandbox|r|scala|sh|sql)(?!\S)")
_CELL_MAGIC = re.compile(r"\s*%%(\S+)")
_ESCAPE = re.compile(r"[ \t]*(?:[!?,;/]|%[%\w])")
_LINE_MAGIC = re.compile(r"[ \t]*%(\w+)")
_INDENT = re.compile(r"[ \t]*")
_FIRST_WORD = re.compile(r"[ \t]*(\w+)[ \t]+\S")
_CONTINUED = re.compile(r"\\[ \t]*\Z")
_UNKNOWN = "get_ipython()"
_ANY_NAMES = "from IPython import *"


def python_of(cell: str) -> str | None:
    """The Python of a code cell, in as many lines; None if it is a cell of another language."""
    lines = lines_of(cell)
    first = _first_line(lines, 0)
    while first < len(lines) and (magic := _CELL_MAGIC.match(lines[first])) is not None:
        if magic[1] not in _PYTHON_BODIES:
            return None
        lines[first] = _end(lines[first])
        first = _first_line(lines, first)
    at, scan = 0, Scan()
    while at < len(lines):
        at, scan = _step(lines, at, scan)
    text = "".join(lines)
    if text == cell or is_python(text):
        return _without_automagic(lines, text)
    return None if _LANGUAGE.match("".join(lines_of(cell)[first:])) is not None else text


def is_cell_magic(line: str) -> bool:
    """Whether a line of a cell names the magic of the whole cell."""
    return _CELL_MAGIC.match(line) is not None


def _first_line(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _step(lines: list[str], at: int, before: Scan) -> tuple[int, Scan]:
    """Replace what is not Python in the line ``at``; returns the next line and what is open."""
    line = without_end(lines[at])
    if before.is_open:
        return at + 1, scanned(line, before)
    if _ESCAPE.match(line) is not None:
        return _replaced(lines, at, _in_place_of(line)), Scan()
    scan = scanned(line, before)
    if scan.output is not None:
        return _replaced(lines, at, line[: scan.output] + _UNKNOWN), Scan()
    if scan.asks:
        return _replaced(lines, at, _nothing(line)), Scan()
    return at + 1, scan


def _replaced(lines: list[str], at: int, content: str) -> int:
    """Put the content in place of the line and of those that continue it; returns the next."""
    goes_on = True
    while goes_on and at < len(lines):
        goes_on = _CONTINUED.search(without_end(lines[at])) is not None
        lines[at] = content + _end(lines[at])
        content = ""
        at += 1
    return at


def _in_place_of(line: str) -> str:
    indent = _indent(line)
    statement = _STATEMENTS.match(line, len(indent))
    if statement is not None and _CONTINUED.search(line) is None:
        opening = "if 1:".ljust(statement.end() - len(indent))
        kept = opening + line[statement.end() :]
        if is_python(kept):
            return indent + kept
    magic = _LINE_MAGIC.match(line)
    if magic is not None and magic[1] in _NAMING:
        return indent + _ANY_NAMES
    return _nothing(line)


def _nothing(line: str) -> str:
    """What stands for a line without effect: a statement where a block may need one."""
    indent = _indent(line)
    return f"{indent}pass" if indent else ""


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    assert found is not None, "it matches nothing, too"
    return found[0]


def _without_automagic(lines: list[str], text: str) -> str:
    """The text of a cell; nothing if it is one line that IPython takes for a magic."""
    code = [line for line in lines if line.strip()]
    word = _FIRST_WORD.match(code[0]) if len(code) == 1 else None
    if word is None or word[1] not in _AUTOMAGIC or is_python(text):
        return text
    return "".join(map(_end, lines))


def _end(line: str) -> str:
    return line[len(without_end(line)) :]
