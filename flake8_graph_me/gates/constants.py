"""Literals of Python's own tree: their texts, and whether they may hold a token."""

import ast

from flake8_graph_me.gates.words import JWT

_DOTS_OF_A_TOKEN = 2


def text_of(node: ast.Constant) -> str:
    """The text of a literal; empty for literals without characters."""
    text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
    return text if isinstance(text, str) else ""


def may_be_token(text: str) -> bool:
    """Whether a literal with this text may be a token."""
    return JWT in text and text.count(".") >= _DOTS_OF_A_TOKEN


def may_join_token(node: ast.BinOp) -> bool:
    """Whether literals may be joined to a token; its dots may stand in any of them."""
    return isinstance(node.op, ast.Add) and any(map(_begins_token, (node.left, node.right)))


def _begins_token(node: ast.expr) -> bool:
    texts = node.values if isinstance(node, ast.JoinedStr) else (node,)
    return any(isinstance(each, ast.Constant) and JWT in text_of(each) for each in texts)
