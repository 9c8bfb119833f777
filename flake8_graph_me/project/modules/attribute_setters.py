"""Which files of a project set an attribute of some name."""

import ast
import re
from collections.abc import Container, Iterator

from flake8_graph_me.project.files.paths import joined
from flake8_graph_me.project.files.reader import Reader
from flake8_graph_me.project.modules.layout import ENVIRONMENT_FILE, LEFT_OUT
from flake8_graph_me.syntax.python_tree import python_tree

MAX_FOLDERS = 2_000
"""How many folders of a project are searched for who sets an attribute. Past it anybody may."""
MAX_FILES = 5_000
"""How many files of a project are read for that. Past it anybody may."""
PATCHING = frozenset({"setattr", "patch", "object"})
"""Calls, by their last names, that set an attribute that a text names."""


def is_set_below(root: str, reader: Reader, name: str, besides: Container[str]) -> bool:
    """Whether a file below the folder ``root``, other than those ``besides``, sets an attribute of
    this name of anything; also if a bound keeps some files from being read.
    """
    mentions = re.compile(rf"\b{re.escape(name)}\b")
    for count, path in enumerate(_sources(root, reader)):
        if path is None or count >= MAX_FILES:
            return True
        content = None if path in besides else reader.content(path)
        if content is not None and mentions.search(content.text) and _sets(content.text, name):
            return True
    return False


def _sources(root: str, reader: Reader) -> Iterator[str | None]:
    """The Python files below a folder, apart from what is installed there; None where the bound on
    folders is reached.
    """
    pending = [root]
    count = 0
    while pending:
        count += 1
        if count > MAX_FOLDERS:
            yield None
            return
        folder = pending.pop()
        listing = reader.listing(folder)
        if ENVIRONMENT_FILE in listing.files:
            continue
        yield from (joined(folder, file) for file in sorted(listing.files) if file.endswith(".py"))
        pending += [
            joined(folder, each)
            for each in sorted(listing.folders - listing.links)
            if not each.startswith(".") and each not in LEFT_OUT
        ]


def _sets(source: str, name: str) -> bool:
    """Whether a source sets an attribute of this name; a text that Python cannot read may."""
    try:
        tree = python_tree(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return any(_sets_by(node, name) for node in ast.walk(tree))


def _sets_by(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Attribute(attr=attr, ctx=ast.Store() | ast.Del()):
            return attr == name
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=args):
            texts = [each.value for each in args if isinstance(each, ast.Constant)]
            named = (text.rpartition(".")[2] for text in texts if isinstance(text, str))
            return called in PATCHING and name in named
    return False
