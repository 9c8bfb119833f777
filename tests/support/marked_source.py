"""Sources in which the segment to rewrite is marked: ``«me»``, or ``«=me»`` after ``users/``."""

import re

import libcst as cst

from flake8_graph_me.fixes.application import Lines, apply
from flake8_graph_me.fixes.rewrite import rewritten
from flake8_graph_me.fixes.users import User
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.syntax.literals import evaluated, source_offsets
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.findings import Applicability, Edit
from flake8_graph_me.terms.text import Template

PROJECT = frozenset({"settings", "config", "app", "app.settings"})
"""The modules of the project around."""
PATH = "program.py"


def unmarked(source: str) -> str:
    """The source without marks."""
    return re.sub("«=?|»", "", source)


def marked(source: str, *, template: str | None = None) -> tuple[ModuleIndex, Segment]:
    """The parsed source, and the segment that is marked in it.

    ``template`` is the kind of template that the text is where that is not seen on the spot.
    """
    start = source.index("«")
    before = "" if source.startswith("«=", start) else "users/"
    module = ModuleIndex(parse(unmarked(source)))
    node, enclosing, first = _literal_at(module, start)
    length = len(unmarked(source[start : source.index("»")]))
    offsets = source_offsets(node, enclosing)
    begin = next(index for index, (low, _) in enumerate(offsets) if first + low == start)
    end = next(index for index, (_, high) in enumerate(offsets) if first + high == start + length)
    assert evaluated(node, enclosing)[begin : end + 1].lower() == "me"
    found = Template(template, None) if template else _template(module, node)
    return module, Segment(node, begin, end + 1, before, found)


def fixed(source: str, kind: str, user: str, *, template: str | None = None) -> str:
    """The marked source after the rewriting; raises what the rewriting raises."""
    return apply(unmarked(source), edits(source, kind, user, template=template))


def edits(source: str, kind: str, user: str, *, template: str | None = None) -> tuple[Edit, ...]:
    """The edits of the rewriting."""
    module, segment = marked(source, template=template)
    chosen = User(kind, user, Applicability.SAFE)  # type: ignore[arg-type]  # any text in tests
    return rewritten(module, segment, chosen, PATH, PROJECT.__contains__)


def _literal_at(
    module: ModuleIndex, start: int
) -> tuple[cst.SimpleString | cst.FormattedStringText, cst.FormattedString | None, int]:
    """The innermost literal over the index, with its f-string and its own first index."""
    literals = [
        node
        for node in walk(module.module)
        if isinstance(node, cst.SimpleString | cst.FormattedStringText)
    ]
    places, lines = module.spans(literals), Lines(module.source)
    node = next(
        each
        for each in literals
        if lines.index(places[each].start) <= start < lines.index(places[each].end)
    )
    holder = module.ancestors(node)[0]
    enclosing = holder if isinstance(holder, cst.FormattedString) else None
    return node, enclosing, lines.index(places[node].start)


def _template(module: ModuleIndex, node: cst.CSTNode) -> Template | None:
    """The operation that fills the literal, if it is one's operand as a whole or in parts."""
    below = node
    for holder in module.ancestors(node):
        if isinstance(holder, cst.BinaryOperation) and isinstance(holder.operator, cst.Modulo):
            return Template("percent", holder) if holder.left is below else None
        if isinstance(holder, cst.Call):
            called = isinstance(below, cst.Attribute) and below.attr.value.startswith("format")
            return Template("format", holder) if called else None
        kinds = (cst.FormattedString, cst.ConcatenatedString, cst.Attribute, cst.BinaryOperation)
        if not isinstance(holder, kinds):
            return None
        below = holder
    return None
