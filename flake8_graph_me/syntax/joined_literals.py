"""Plain literals that are written one after the other, or joined with ``+``."""

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.walk import walk


@dataclass(frozen=True, slots=True)
class Joined:
    """Literals that make one text, in order, and the texts of each. ``node`` is what holds them and
    nothing else; the first of them where there is no such node.
    """

    node: cst.BaseExpression
    pieces: tuple[tuple[cst.BaseExpression, str], ...]

    @property
    def text(self) -> str:
        """The text that they make."""
        return "".join(text for _, text in self.pieces)


def joined_literals(tree: cst.CSTNode) -> Iterator[Joined]:
    """The longest runs of at least two plain literals below ``tree``, in the order of the source;
    an f-string without replacement fields is plain, too.
    """
    inner: set[cst.CSTNode] = set()
    for node in walk(tree):
        yield from runs_at(node, inner)


def runs_at(node: cst.CSTNode, inner: set[cst.CSTNode]) -> Iterator[Joined]:
    """The runs that a node joins; none if it joins nothing, or is part of what was asked for
    before. ``inner`` is told what is part of it.
    """
    if node not in inner and _joins(node):
        yield from _runs(node, inner)


def plain_text(node: cst.CSTNode) -> str | None:
    """The text of a literal without replacement fields; None for any other node."""
    if isinstance(node, cst.SimpleString):
        return evaluated(node)
    if isinstance(node, cst.FormattedString):
        parts = node.parts
        texts = [
            evaluated(each, node) for each in parts if isinstance(each, cst.FormattedStringText)
        ]
        return "".join(texts) if len(texts) == len(parts) else None
    return None


def joined_text(node: cst.CSTNode) -> str | None:
    """The text of a plain literal, or of a node that joins nothing but such; None for others."""
    texts: list[str] = []
    pending = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, cst.ConcatenatedString | cst.BinaryOperation) and _joins(current):
            pending += (current.right, current.left)
            continue
        text = plain_text(current)
        if text is None:
            return None
        texts.append(text)
    return "".join(texts)


def _joins(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.ConcatenatedString) or (
        isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add)
    )


def _runs(top: cst.CSTNode, inner: set[cst.CSTNode]) -> Iterator[Joined]:
    """The runs in what joins; ``inner`` is told which nodes below it join as well.

    Chains may be long, and nest to either side.
    """
    pieces: list[tuple[cst.BaseExpression, str]] = []
    pending = [top]
    alone = True
    while pending:
        node = pending.pop()
        if isinstance(node, cst.ConcatenatedString | cst.BinaryOperation) and _joins(node):
            inner.add(node)
            pending += (node.right, node.left)
            continue
        text = plain_text(node)
        if text is not None and isinstance(node, cst.BaseExpression):
            pieces.append((node, text))
            continue
        alone = False
        if len(pieces) > 1:
            yield Joined(pieces[0][0], tuple(pieces))
        pieces = []
    if len(pieces) > 1:
        holder = top if alone and isinstance(top, cst.BaseExpression) else pieces[0][0]
        yield Joined(holder, tuple(pieces))
