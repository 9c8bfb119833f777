"""Literals that a program compares with other texts, or by which it looks something up.

Where one of them equals a text that also makes a path, an edit of that path alone would leave the
program looking for a text that is not there any more. Judged by syntax alone.
"""

from collections.abc import Iterator

import libcst as cst

from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.requests.elsewhere import requested
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk_to

LOOKING_UP = frozenset({"count", "discard", "get", "index", "pop", "remove", "setdefault"})
"""Methods of containers that look for their first argument."""
LOOKING = (cst.Comparison, cst.Subscript, cst.Call, cst.DictElement, cst.Set)
"""What compares texts, or holds those among which others are looked up."""


def looked_for_by(
    run: Run, node: cst.CSTNode, start: int = 0, end: int | None = None
) -> list[cst.SimpleString]:
    """The literals of the same text as that of a literal, or of a key with its characters ``start``
    to ``end``, by which the modules that are read look something up; none if all of them are parts
    of requests' URLs themselves.
    """
    if not isinstance(node, cst.SimpleString):
        return []
    # What the program makes of it as a key counts, too.
    texts = {evaluated(node), *_keys(run, node, start, end)}
    equal = [
        other
        for each in run.trees.values()
        for text in texts
        for other in each.once(_looked_up).get(text, ())
    ]
    return [] if not equal or requested(run.events).issuperset(equal) else equal


def is_sought(run: Run, node: cst.CSTNode, start: int = 0, end: int | None = None) -> bool:
    """Whether a literal, with its characters ``start`` to ``end``, becomes a key among which
    something unknown is looked up, or which unknown code gets.
    """
    return not run.events.sought.isdisjoint(_keys(run, node, start, end))


def _keys(run: Run, node: cst.CSTNode, start: int, end: int | None) -> Iterator[str]:
    """The keys of dictionaries of which characters of a literal are a part."""
    for key, first, last in run.events.keys.get(node, ()):
        if first < (end or last) and start < last:
            yield key


def _looked_up(parsed: ParsedModule) -> dict[object, list[cst.SimpleString]]:
    """The texts that a module compares or looks up, each with the literals that say so."""
    found: dict[object, list[cst.SimpleString]] = {}
    for part in parsed.each(_looked_up_in, None):
        for text, literals in part.items():
            found.setdefault(text, []).extend(literals)
    return found


def _looked_up_in(statement: cst.CSTNode, _context: None) -> dict[object, list[cst.SimpleString]]:
    found: dict[object, list[cst.SimpleString]] = {}
    stored = {id(node.target) for node in walk_to(statement, cst.AssignTarget)}
    for node in walk_to(statement, *LOOKING):
        for place in () if id(node) in stored else _places(node):
            for literal in walk_to(place, cst.SimpleString):
                found.setdefault(evaluated(literal), []).append(literal)
    return found


def _places(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The parts of a node that are compared, or looked up."""
    match node:
        case cst.Comparison(left=left, comparisons=comparisons):
            yield from (
                each for each in (left, *(c.comparator for c in comparisons)) if _plain(each)
            )
        case cst.DictElement(key=key):
            yield key
        case cst.Set(elements=elements):
            yield from (each.value for each in elements)
        case cst.Subscript(slice=parts):
            yield from (each.slice for each in parts if isinstance(each.slice, cst.Index))
        case cst.Call(func=cst.Attribute(attr=cst.Name(value=name)), args=[first, *_]):
            if name in LOOKING_UP and isinstance(first.value, cst.SimpleString):
                yield first.value


def _plain(node: cst.CSTNode) -> bool:
    """Whether an operand is a literal, or consists of nothing but literals, at any depth."""
    if isinstance(node, cst.Tuple | cst.List | cst.Set):
        return all(_plain(each.value) for each in node.elements)
    return isinstance(node, cst.SimpleString)
