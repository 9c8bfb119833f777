"""Rewriting a text with a literal user: only the characters of ``me`` change."""

from urllib.parse import unquote

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import RewriteSite
from flake8_graph_me.fixes.templates import ESCAPED, SEVERAL, other_fillings
from flake8_graph_me.syntax.literals import evaluated, replacement, style
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.text import QUOTED

_APOSTROPHE = "%27"


def with_literal_user(site: RewriteSite, user: str) -> tuple[Edit, ...]:
    """The edits that replace the segment with ``user``, which is encoded for a path.

    A user in parentheses, ``('$x')``, also replaces the slash before it. An apostrophe is
    encoded between apostrophes. Raises Refused if the literal cannot hold the user.
    """
    segment, node, enclosing = site.segment, site.literal, site.enclosing
    quotes = (style(node, enclosing).quote, *site.outer_quotes)
    if not user.startswith("(") and any("'" in quote for quote in quotes):
        user = user.replace("'", _APOSTROPHE)
    start, written = segment.start, segment.before + user
    if user.startswith("("):
        start, written = _without_slash(site, user)
    written = _in_template(site, written)
    try:
        low, high, content = replacement(node, start, segment.end, written, enclosing)
    except ValueError:
        raise Refused(f"the literal cannot hold {written}") from None
    if any(mark in content for quote in site.outer_quotes for mark in (quote, "\\")):
        raise Refused(f"an f-string's replacement field cannot hold {content}")
    return site.edits([(low, high, content)])


def _without_slash(site: RewriteSite, user: str) -> tuple[int, str]:
    segment = site.segment
    if segment.before:
        return segment.start, segment.before.rstrip("/") + user
    before = evaluated(site.literal, site.enclosing)[: segment.start]
    start = len(before.rstrip("/"))
    if start == segment.start:
        raise Refused("the slash before the user is in another literal")
    return start, user


def _in_template(site: RewriteSite, text: str) -> str:
    """The text, escaped if the literal is a template of ``%`` or ``format``, or unencoded if the
    literal is encoded later.
    """
    template = site.segment.template
    if "%" in text and any(isinstance(each, cst.BinaryOperation) for each in other_fillings(site)):
        raise Refused(SEVERAL)
    if template is None:
        return text
    if template.kind == QUOTED:
        return unquote(text)
    if template.kind in ESCAPED:
        mark = ESCAPED[template.kind]
        return text.replace(mark, mark * 2)
    return text.replace("{", "{{").replace("}", "}}")
