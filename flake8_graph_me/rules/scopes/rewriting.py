"""How the scopes of a token request are rewritten in the source."""

from collections.abc import Iterable, Iterator, Set

import libcst as cst

from flake8_graph_me.rules.reports import Rewrite
from flake8_graph_me.syntax.walk import walk

COMMENT = "the fix would delete a comment among the scopes"
ELSEWHERE = "the scopes are literals neither at the call nor in a constant of this file"
SHARED = "the constant is also used for something else than such tokens"
Written = tuple[Rewrite | None, str | None]
"""A fix, or why there is none."""


def rewritten(node: cst.CSTNode, wanted: str, *, listed: bool) -> Written:
    """Another scope in place of a plain literal, or of a display of them; a literal becomes a list
    where one has to be ``listed``.
    """
    literals = list(_literals(node))
    if not literals or any(literal is None for literal in literals):
        return None, ELSEWHERE
    if "#" in cst.Module(()).code_for_node(node):
        return None, COMMENT
    first = literals[0]
    quote = first.quote if first is not None else '"'
    written = f"{quote}{wanted}{quote}"
    if isinstance(node, cst.List) or (listed and isinstance(node, cst.SimpleString)):
        written = f"[{written}]"
    elif isinstance(node, cst.Tuple):
        # Its parentheses are not counted to its span.
        written = f"{written},"
    elif isinstance(node, cst.Set):
        written = f"{{{written}}}"
    return Rewrite(node, written, f"Request `{wanted}`"), None


def in_a_list(node: cst.CSTNode, text: str) -> Written:
    """A list in place of the text that a node gives."""
    return Rewrite(node, f"[{cst.Module(()).code_for_node(node)}]", f"Request `[{text!r}]`"), None


def rewritten_constant(
    module: cst.Module,
    node: cst.CSTNode,
    wanted: str,
    asking: Iterable[cst.CSTNode],
    *,
    listed: bool,
) -> Written:
    """The same where a constant of the module is given: by itself, or as all that a display holds.
    All that reads the constant has to be among the arguments ``asking`` for such tokens.
    """
    inside = _only_element(node)
    name = node if inside is None else inside
    if not isinstance(name, cst.Name):
        return None, ELSEWHERE
    values = list(_assigned(module, name.value))
    if len(values) != 1:
        return None, ELSEWHERE
    if listed and inside is None and isinstance(values[0], cst.SimpleString):
        return None, ELSEWHERE
    reads = {id(each) for argument in asking for each in (argument, _only_element(argument))}
    if len(list(_mentions(module, name.value, reads))) != 1:
        return None, SHARED
    return rewritten(values[0], wanted, listed=False)


def _only_element(node: cst.CSTNode) -> cst.CSTNode | None:
    if isinstance(node, cst.List | cst.Tuple | cst.Set) and len(node.elements) == 1:
        element = node.elements[0]
        return element.value if isinstance(element, cst.Element) else None
    return None


def _assigned(module: cst.Module, name: str) -> Iterator[cst.BaseExpression]:
    """The values that the module's own statements assign to a name alone."""
    for line in module.body:
        for part in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(part, cst.Assign) and len(part.targets) == 1:
                target = part.targets[0].target
            elif isinstance(part, cst.AnnAssign):
                target = part.target
            else:
                continue
            if isinstance(target, cst.Name) and target.value == name and part.value is not None:
                yield part.value


def _mentions(module: cst.Module, name: str, reads: Set[int]) -> Iterator[cst.Name]:
    """Where a name stands, but for those that are among these reads."""
    for each in walk(module):
        if isinstance(each, cst.Name) and each.value == name and id(each) not in reads:
            yield each


def _literals(node: cst.CSTNode) -> Iterator[cst.SimpleString | None]:
    if isinstance(node, cst.SimpleString):
        yield node if not node.prefix else None
    elif isinstance(node, cst.List | cst.Tuple | cst.Set):
        for element in node.elements:
            yield from _literals(element.value) if isinstance(element, cst.Element) else (None,)
    else:
        yield None
