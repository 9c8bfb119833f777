"""Rewriting a bytes literal with a user expression: as text that is then encoded."""

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import RewriteSite
from flake8_graph_me.fixes.user_expressions.expressions import Expression, expression
from flake8_graph_me.syntax.literals import evaluated, style
from flake8_graph_me.terms.findings import Edit

# In bytes these are characters like others, in texts they begin an escape.
_TEXT_ESCAPES = ("\\N", "\\u", "\\U")
_ENCODE = ".encode()"


def as_bytes(user: Expression) -> Expression:
    """The expression as bytes."""
    return expression(user.as_operand() + _ENCODE)


def encoding(site: RewriteSite, node: cst.SimpleString) -> tuple[tuple[int, int, str], Edit]:
    """The change that turns the literal into text, and the edit that encodes the text.

    Raises Refused if the literal is implicitly concatenated, or if the text would not mean the same
    bytes.
    """
    if site.whole is not node:
        raise Refused("adjacent bytes literals cannot hold an expression")
    how = style(node)
    escapes = not how.raw and any(each in node.value for each in _TEXT_ESCAPES)
    if escapes or not evaluated(node).isascii():
        raise Refused("the bytes are not plain text")
    prefix = node.value[: node.value.index(how.quote)]
    at = prefix.lower().index("b")
    end = site.spans([node])[node].end
    return (at, at + 1, "f"), site.insertion(end, _ENCODE)
