"""Naming a user where a library's attribute or call stands for the signed-in user.

The segment says how the library spells it. Must not know any library.
"""

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import LocatedNode
from flake8_graph_me.fixes.user_expressions.expressions import Expression, expression
from flake8_graph_me.fixes.user_expressions.imports import needed_imports
from flake8_graph_me.fixes.user_expressions.quoting import quoted
from flake8_graph_me.fixes.users import User, encoded_user
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Place, Position, Span
from flake8_graph_me.terms.results import Spelling


def with_spelled_user(spot: LocatedNode, spelling: Spelling, user: User) -> tuple[Edit, ...]:
    """The edits that name ``user`` at an attribute's name or a call.

    Raises Refused if the expression is not possible there.
    """
    written, imports = _argument(spot, spelling, user)
    if isinstance(spot.node, cst.Call):
        return (*imports, _added_argument(spot, spot.node, f"{spelling.argument}={written}"))
    content = spelling.replacement.format(written)
    return (*imports, Edit(Place(spot.path, _replaced_span(spot)), content))


def description(spelling: Spelling, user: User) -> str:
    """What the edits do, in one line."""
    said = user.text if user.kind in ("expression", "name") else f'"{_text(spelling, user)}"'
    if spelling.argument:
        return f"Add `{spelling.argument}={said}`"
    return f"Replace `me` with `{spelling.replacement.format(said)}`"


def _argument(spot: LocatedNode, spelling: Spelling, user: User) -> tuple[str, tuple[Edit, ...]]:
    """The user as an argument, and the imports that it needs."""
    if user.kind in ("expression", "name"):
        found = expression(user.text)
        own, further = quoted(spot, found) if user.encode and spelling.encoded else (found, ())
        return _expressed(spot, spelling, own), needed_imports(spot, found, further)
    text, quote = _text(spelling, user), _quote(spot)
    if spelling.encoded and quote == "'":
        text = text.replace("'", "%27")
    if quote in text and _quotes_around(spot):
        raise Refused("an f-string's replacement field cannot hold the user's name")
    return _quoted(spot, text), ()


def _text(spelling: Spelling, user: User) -> str:
    """The text by which the library knows the user; raises Refused if there is none."""
    if user.kind == "placeholder":
        return user.text
    text = encoded_user(user.text) if spelling.encoded else user.text
    if spelling.encoded and text.startswith("("):
        raise Refused(f"the library cannot address the user {user.text}")
    return text if "@" in text else spelling.prefix + text


def _expressed(spot: LocatedNode, spelling: Spelling, found: Expression) -> str:
    """The expression as an argument; it may be a user principal name or an object ID."""
    quotes = _quotes_around(spot)
    if spelling.prefix:
        return f"{_quoted(spot, spelling.prefix)} + {found.as_operand(quotes)}"
    return found.as_argument(quotes)


def _quoted(spot: LocatedNode, text: str) -> str:
    quote = _quote(spot)
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote


def _quote(spot: LocatedNode) -> str:
    """A quote that no enclosing f-string uses, because its replacement fields cannot contain its
    quotes.
    """
    around = _quotes_around(spot)
    for quote in ('"', "'"):
        if not any(quote in each for each in around):
            return quote
    raise Refused("the f-string leaves no quotes for the user's name")


def _quotes_around(spot: LocatedNode) -> list[str]:
    return [each.quote for each in spot.ancestors if isinstance(each, cst.FormattedString)]


def _replaced_span(spot: LocatedNode) -> Span:
    """The attribute's name, with the empty parentheses of a library that makes it a method."""
    span = spot.spans([spot.node])[spot.node]
    holder = spot.ancestors[1] if len(spot.ancestors) > 1 else None
    if isinstance(holder, cst.Call) and holder.func is spot.ancestors[0] and not holder.args:
        return Span(span.start, spot.spans([holder])[holder].end)
    return span


def _added_argument(spot: LocatedNode, call: cst.Call, argument: str) -> Edit:
    if any(arg.keyword is None and arg.star == "" for arg in call.args) or any(
        arg.keyword is not None and argument.startswith(f"{arg.keyword.value}=")
        for arg in call.args
    ):
        raise Refused("the call already passes an argument in its place")
    if not call.args:
        end = spot.spans([call])[call].end
        return spot.insertion(Position(end.line, end.column - 1), argument)
    last = call.args[-1].value
    return spot.insertion(spot.spans([last])[last].end, f", {argument}")
