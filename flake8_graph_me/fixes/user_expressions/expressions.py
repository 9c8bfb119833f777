"""A Python expression, as it must be written at each kind of place.

The code must work before Python 3.12, where an f-string's replacement field cannot contain a
backslash or the f-string's quotes.
"""

import ast
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.syntax.parsing import AnalysisFailed, parse

# What binds as tightly as a literal does. A display of braces does not: a hole would read `{{`.
_TIGHT = (
    cst.Attribute,
    cst.Call,
    cst.FormattedString,
    cst.List,
    cst.Name,
    cst.SimpleString,
    cst.Subscript,
)
_OPENING = re.compile(r"([A-Za-z]*)(\"{3}|'{3}|[\"'])")


@dataclass(frozen=True, slots=True)
class Expression:
    """The source of an expression with its trees."""

    text: str
    node: cst.BaseExpression
    tree: ast.expr

    @property
    def roots(self) -> tuple[str, ...]:
        """The names that the expression reads from its context, in alphabetical order."""
        names = [node for node in ast.walk(self.tree) if isinstance(node, ast.Name)]
        own = {name.id for name in names if not isinstance(name.ctx, ast.Load)}
        own |= {node.arg for node in ast.walk(self.tree) if isinstance(node, ast.arg)}
        return tuple(sorted({name.id for name in names} - own))

    def reads_only_attributes_of(self, root: str) -> bool:
        """Whether a name is used like a module: only for its attributes."""
        uses = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == root]
        held = [n.value for n in ast.walk(self.tree) if isinstance(n, ast.Attribute)]
        return all(use in held for use in uses)

    def chains(self, root: str) -> tuple[str, ...]:
        """The dotted chains of attributes that are read from a name, each to its end."""
        attributes = (node for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))
        chains = dict.fromkeys(map(_chain, attributes))
        own = [each for each in chains if each is not None and each.startswith(f"{root}.")]
        return tuple(each for each in own if not any(other.startswith(f"{each}.") for other in own))

    def as_argument(self, quotes: Sequence[str] = ()) -> str:
        """Written as an argument or element; ``quotes`` are those of the f-strings around it.

        Raises Refused if it cannot be written inside such quotes.
        """
        text = self._fitted(quotes)
        bare_tuple = isinstance(self.node, cst.Tuple) and not self.node.lpar
        return f"({text})" if bare_tuple else text

    def as_operand(self, quotes: Sequence[str] = ()) -> str:
        """Written in place of a literal; raises Refused as ``as_argument`` does."""
        text = self._fitted(quotes)
        return text if isinstance(self.node, _TIGHT) or self.node.lpar else f"({text})"

    def as_hole(self, quotes: Sequence[str]) -> str:
        """Written as a replacement field; ``quotes`` are those of the f-string and of those around
        it.

        Raises Refused as ``as_argument`` does.
        """
        text = self.as_argument(quotes)
        if any(isinstance(node, ast.Lambda) for node in ast.walk(self.tree)):
            # Its colon would begin a format specification.
            text = f"({text})"
        return f"{{ {text}}}" if text.startswith("{") else f"{{{text}}}"

    def _fitted(self, quotes: Sequence[str]) -> str:
        if not _clashes(self.text, quotes):
            return self.text
        changed = self.node.visit(_OtherQuotes(quotes))
        text = cst.Module([]).code_for_node(changed) if isinstance(changed, cst.CSTNode) else ""
        if not text or _clashes(text, quotes):
            raise Refused(f"{self.text} cannot be used inside an f-string in {quotes[0]}")
        return text


@functools.lru_cache(maxsize=8)
def expression(text: str) -> Expression:
    """The expression in ``text``; raises Refused if it is not one, or if it awaits or yields."""
    try:
        module = parse(text)
    except AnalysisFailed:
        raise Refused(f"{text!r} is not an expression") from None
    match module.tree.body, module.module.body:
        case [ast.Expr(value=tree)], [cst.SimpleStatementLine(body=[cst.Expr(value=node)])]:
            # A comment, say, could not stand inside other code.
            if cst.Module([]).code_for_node(node) != text:
                raise Refused(f"{text!r} is more than one expression")
        case _:
            raise Refused(f"{text!r} is not an expression")
    if any(isinstance(each, ast.Await | ast.Yield | ast.YieldFrom) for each in ast.walk(tree)):
        raise Refused(f"{text} awaits or yields, which only some functions can do")
    return Expression(text, node, tree)


def _chain(node: ast.Attribute) -> str | None:
    """The dotted chain of an attribute of a name, or of another attribute, and so on."""
    parts, inner = [node.attr], node.value
    while isinstance(inner, ast.Attribute):
        parts.append(inner.attr)
        inner = inner.value
    return ".".join((inner.id, *reversed(parts))) if isinstance(inner, ast.Name) else None


def _clashes(text: str, quotes: Sequence[str]) -> bool:
    return bool(quotes) and ("\\" in text or any(quote in text for quote in quotes))


class _OtherQuotes(cst.CSTTransformer):
    """Changes the quotes of an expression's literals to ones that are allowed inside ``quotes``."""

    def __init__(self, quotes: Sequence[str]) -> None:
        super().__init__()
        self._quotes = quotes

    def leave_SimpleString(  # noqa: N802 - libcst's name
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        """The literal with the other quotes, if these are allowed and do not occur in its text."""
        opening = _OPENING.match(original_node.value)
        if opening is None or not _clashes(original_node.value, self._quotes):
            return updated_node
        prefix, quote = opening[1], opening[2]
        content = original_node.value[opening.end() : -len(quote)]
        for other in ('"', "'"):
            value = f"{prefix}{other}{content}{other}"
            if other not in content and not _clashes(value, self._quotes):
                return updated_node.with_changes(value=value)
        return updated_node
