"""From source text to syntax trees, or one clear reason why not.

libcst's native parser can overflow the stack, which ends the process and cannot be caught, and it
can take exponential time. So Python's own parser runs first, and bounds on nesting are checked
between the two.
"""

import ast
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

import libcst as cst

from flake8_graph_me.syntax.elif_chains import flattened
from flake8_graph_me.syntax.parsing.concrete import concrete_tree
from flake8_graph_me.syntax.parsing.failure import AnalysisFailed
from flake8_graph_me.syntax.parsing.splicing import Parsed, spliced
from flake8_graph_me.syntax.python_tree import MAX_SOURCE_BYTES, python_tree

__all__ = ("AnalysisFailed", "ParsedModule", "parse")

Made = TypeVar("Made")
Context = TypeVar("Context")
Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was found in statements, by their identity, in a context."""

    context: object
    found: dict[int, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedModule:
    """A source with both its trees. ``source`` has no byte order mark, which neither tree counts as
    a column. In both trees the branches of a long chain of ``elif`` stand side by side; ``flat`` is
    then the text that was parsed, in which all has the same place.
    """

    source: str
    tree: ast.Module
    module: cst.Module
    flat: str | None = None
    _known: dict[Callable[..., object], object] = field(
        default_factory=dict, repr=False, compare=False
    )
    _parts: dict[Callable[..., object], _Parts] = field(
        default_factory=dict, repr=False, compare=False
    )

    def once(self, work: Callable[["ParsedModule"], Made]) -> Made:
        """What a function finds in the module, which is worked out when it is first asked for, and
        kept as long as the trees are. Nobody may change it.
        """
        found = self._known.get(work)
        if found is None:
            found = self._known[work] = work(self)
        return cast("Made", found)

    def each(self, work: Callable[[Statement, Context], Made], context: Context) -> list[Made]:
        """What a function finds in each statement of the module's body, in order, in a context: all
        else on which that depends. It is kept as long as the statement and the context stay the
        same, be it in a later text of the file. Nobody may change it.
        """
        known = self._parts.get(work)
        if known is None or known.context != context:
            known = self._parts[work] = _Parts(context)
        found = known.found
        for statement in self.module.body:
            if id(statement) not in found:
                found[id(statement)] = work(statement, context)
        return [cast("Made", found[id(statement)]) for statement in self.module.body]

    def notes(self, kind: Callable[..., Made]) -> list[dict[int, Made]]:
        """What has been noted on nodes, by their identity, in each statement of the module's body:
        room for more of this ``kind``, which is kept as long as the statement, as above.
        """
        known = self._parts.setdefault(kind, _Parts(None)).found
        made = [known.setdefault(id(each), {}) for each in self.module.body]
        return cast("list[dict[int, Made]]", made)

    def parts_for(self, module: cst.Module) -> dict[Callable[..., object], _Parts]:
        """What is known of the statements that another module has in common with this one."""
        kept = {id(statement) for statement in module.body}
        return {
            work: _Parts(parts.context, {n: made for n, made in parts.found.items() if n in kept})
            for work, parts in self._parts.items()
        }

    @property
    def as_parsed(self) -> str:
        """The text of which the trees are."""
        return self.source if self.flat is None else self.flat


def parse(
    source: str, tree: ast.Module | None = None, before: ParsedModule | None = None
) -> ParsedModule:
    """Parse ``source``; ``tree`` is its ``ast`` where the caller has it already. What it has in
    common with an earlier text, ``before``, is taken over from that, node by node.

    Raises AnalysisFailed if the source is too long, not valid Python, nested too deeply, or cannot
    be parsed by libcst.
    """
    source = source.removeprefix("\ufeff")
    _refuse_unreadable(source)
    if tree is None:
        tree = _python_tree(source)
    flat = flattened(source, tree)
    if flat is not source:
        tree = _python_tree(flat)
    other = None if flat is source else flat
    if before is not None:
        module = spliced(Parsed(before.as_parsed, before.tree, before.module), flat, tree)
        if module is not None:
            return ParsedModule(source, tree, module, other, _parts=before.parts_for(module))
    return ParsedModule(source, tree, concrete_tree(flat, tree), other)


def _refuse_unreadable(source: str) -> None:
    if "\0" in source:
        raise AnalysisFailed("the source contains a null character")
    try:
        size = len(source.encode())
    except UnicodeEncodeError as error:
        raise AnalysisFailed("the source contains a lone surrogate character") from error
    if size > MAX_SOURCE_BYTES:
        raise AnalysisFailed(f"the source is longer than {MAX_SOURCE_BYTES} bytes ({size})")


def _python_tree(source: str) -> ast.Module:
    try:
        return python_tree(source)
    except SyntaxError as error:
        # What is none in this version may be some in a later one.
        version = ".".join(map(str, sys.version_info[:2]))
        reason = f"not valid in Python {version}, on which this runs"
        raise AnalysisFailed(f"{reason}: {error.msg} (line {error.lineno})") from error
    except (RecursionError, MemoryError) as error:
        raise AnalysisFailed("the source is nested too deeply for Python's parser") from error
