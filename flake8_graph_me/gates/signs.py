"""The signs of a finding in a source: quickly from its text, reliably from its tree.

A finding needs a path that names its owner, and an app-only token: a literal, one from a package,
or one that the program requests from a token endpoint itself. These may be spread over the modules
that a file reaches by imports. But each is in one of them as code that runs: a name, an attribute,
an import, or a literal that is not a statement by itself. The text shows more, because a sign may
be in a comment, a docstring, or a string that is itself a program. Neither look may miss anything.
Must import neither libcst nor jwt nor the rows.
"""

import ast
import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from flake8_graph_me.gates import words
from flake8_graph_me.gates.constants import may_be_token, may_join_token, text_of
from flake8_graph_me.project.modules.import_scan import Import
from flake8_graph_me.terms.options import Options


class Sign(enum.Enum):
    """A part of what a finding needs."""

    OWNER = "the segment of a path that says whose it is, or a package that needs none"
    LITERAL = "a literal that may be an access token"
    METHOD = "a method that gives tokens whatever it is a method of"
    NAME = "a name by which a package gives tokens"
    ASKING = "such a name by which a program says what the token is for"
    PACKAGE = "an import of a package that gives tokens"
    GRANT = "a part of what a program tells a token endpoint"
    SENDER = "an import by which a program can ask a token endpoint"


Signs = Set[Sign]
TOKENS = frozenset({Sign.LITERAL, Sign.METHOD, Sign.NAME, Sign.GRANT})
"""Signs without which code gets no token itself."""
NO_SIGNS: frozenset[Sign] = frozenset()
_WORD = re.compile(r"\w+")


def may_hold_finding(own: Signs, around: Signs, options: Options) -> bool:
    """Whether a file could hold a finding: one with signs of its ``own``, and those ``around`` it,
    in all files that it reaches, including itself.

    Functions named in options may return tokens under any name. A token literal, or the scopes of a
    token request, can be wrong by themselves. If all endpoints count, no path need name an owner.
    """
    owned = options.all_endpoints or Sign.OWNER in around
    if owned and (options.app_only or _may_acquire(around, around, Sign.NAME)):
        return True
    return may_ask(own, around)


def may_acquire(own: Signs, around: Signs, options: Options) -> bool:
    """The same as far as tokens go, whatever the paths."""
    any_token = bool(options.app_only) or _may_acquire(around, around, Sign.NAME)
    return any_token or may_ask(own, around)


def may_ask(own: Signs, around: Signs) -> bool:
    """Whether code asks for a token, which can be wrong by itself."""
    return _may_acquire(own, around, Sign.ASKING)


def may_contribute(signs: Signs) -> bool:
    """Whether a file may hold a token source or a user's path."""
    return not signs.isdisjoint({*Sign} - {Sign.PACKAGE, Sign.SENDER})


def _may_acquire(own: Signs, around: Signs, named: Sign) -> bool:
    return (
        Sign.LITERAL in own
        or Sign.METHOD in own
        or (named in own and Sign.NAME in around and Sign.PACKAGE in around)
        or (Sign.GRANT in own and Sign.SENDER in around)
    )


def shown(source: str, imports: Iterable[Import]) -> frozenset[Sign]:
    """The signs that the text of a source shows, given its possible imports."""
    found = acquiring(source, imports)
    if (
        _holds(source, words.SILENT)
        or words.segments_of(source).in_source.search(source) is not None
    ):
        return found | {Sign.OWNER}
    return found


def asks(signs: Signs) -> bool:
    """Whether code with these signs may get a token, or ask for one, by itself."""
    return not (TOKENS | {Sign.ASKING}).isdisjoint(signs)


def shows_me(source: str) -> bool:
    """Whether the text of a source shows a path of the signed-in user, or needs to show none."""
    return words.SIGNED_IN.in_source.search(source) is not None or _holds(source, words.SILENT)


def acquiring(source: str, imports: Iterable[Import]) -> frozenset[Sign]:
    """The same without those of a path, which take longer to look for and are in most sources."""
    found = _of_imports(imports)
    # A single character is found much faster than a text.
    if words.JWT[-1] in source and words.JWT in source:
        found.add(Sign.LITERAL)
    if _holds(source, words.IN_THIS_CASE) or _holds(source.lower(), words.IN_ANY_CASE):
        _note_acquiring(source, found)
    return frozenset(found) if found else NO_SIGNS


def _note_acquiring(source: str, found: set[Sign]) -> None:
    if _holds(source, words.ACQUIRING):
        found.add(Sign.NAME)
        if _holds(source, words.BY_ANYTHING):
            found.add(Sign.METHOD)
    elif _holds(source, words.PIECES) and words.PIECE.search(source) is not None:
        found.add(Sign.NAME)
    if _holds(source, words.ASKING):
        found.add(Sign.ASKING)
    if _holds(source, words.GRANTS) or words.HEADER in source.lower():
        found.add(Sign.GRANT)


def _holds(source: str, words: Iterable[str]) -> bool:
    # An alternation would look for each of them at each character, and `any` takes longer to set up
    # than most sources to search.
    for word in words:  # noqa: SIM110 - as said above
        if word in source:
            return True
    return False


def segments_in(source: str, tree: ast.AST) -> words.Segments:
    """The segments that matter in a source, by its tree.

    A path that no application can access is written in literals, or spelled by attributes, which
    literals may name in turn. One file is assumed to contain the whole path.
    """
    if words.segments_of(source) is words.SIGNED_IN:
        return words.SIGNED_IN
    texts: list[str] = []
    attributes: list[str] = []
    for node in running(tree):
        if isinstance(node, ast.Constant):
            text = text_of(node)
            texts.append(text)
            if text.isidentifier():
                attributes.append(text)
        elif isinstance(node, ast.Attribute):
            attributes.append(node.attr)
    found = words.segments_among(texts)
    return words.segments_among(attributes) if found is words.SIGNED_IN else found


def held(source: str, tree: ast.AST) -> frozenset[Sign]:
    """The signs in the tree of a source."""
    found: set[Sign] = set()
    segments = segments_in(source, tree)
    for node in running(tree):
        note(node, found)
        if names_owner(node, segments):
            found.add(Sign.OWNER)
    return frozenset(found)


def note(node: ast.AST, found: set[Sign]) -> None:
    """Note the signs of a node, but for those of a path."""
    noted = _NOTED.get(type(node))
    if noted is not None:
        noted(node, found)


def running(*roots: ast.AST) -> Iterator[ast.AST]:
    """The nodes in trees, including the roots, that do something when they run.

    A string that is a statement by itself has no effect.
    """
    pending = list(roots)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        yield node
        # `ast.iter_child_nodes` takes twice as long.
        for name in node._fields:
            child = getattr(node, name, None)
            if isinstance(child, list):
                pending += [each for each in child if isinstance(each, ast.AST)]
            elif isinstance(child, ast.AST) and not isinstance(child, ast.expr_context):
                pending.append(child)


def names_owner(node: ast.AST, segments: words.Segments) -> bool:
    """Whether a node is a path segment that names an owner, or provides a call that needs none."""
    if isinstance(node, ast.Constant):
        return segments.in_text.search(text_of(node)) is not None
    if isinstance(node, ast.Attribute):
        return node.attr in segments.attributes
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in words.SILENT for alias in node.names)
    return isinstance(node, ast.ImportFrom) and (
        not node.level and (node.module or "").partition(".")[0] in words.SILENT
    )


def _note_name(node: ast.Name, found: set[Sign]) -> None:
    _note_named(node.id, found)


def _note_attribute(node: ast.Attribute, found: set[Sign]) -> None:
    _note_named(node.attr, found)
    if _holds(node.attr, words.BY_ANYTHING):
        found.add(Sign.METHOD)


def _note_piece(text: str, found: set[Sign]) -> None:
    """Note a text that may become the name of an attribute, which has no spaces."""
    may_name = _holds(text, words.PIECES) and len(text.split()) == 1
    if may_name and any(map(words.is_piece, _WORD.findall(text))):
        found.add(Sign.NAME)


def _note_constant(node: ast.Constant, found: set[Sign]) -> None:
    text = text_of(node)
    # An attribute may be named by a text.
    _note_named(text, found)
    _note_piece(text, found)
    if may_be_token(text):
        found.add(Sign.LITERAL)
    if words.GRANT.search(text) is not None:
        found.add(Sign.GRANT)


def _note_sum(node: ast.BinOp, found: set[Sign]) -> None:
    if may_join_token(node):
        found.add(Sign.LITERAL)


def _note_import(node: ast.Import, found: set[Sign]) -> None:
    for alias in node.names:
        _note_named(alias.name, found)
    found |= _of_imports(Import(alias.name) for alias in node.names)


def _note_members(node: ast.ImportFrom, found: set[Sign]) -> None:
    names = tuple(alias.name for alias in node.names)
    for name in (node.module or "", *names):
        _note_named(name, found)
    found |= _of_imports((Import(node.module or "", node.level, names),))


def _note_named(name: str, found: set[Sign]) -> None:
    if _holds(name, words.ACQUIRING):
        found.add(Sign.NAME)
    if _holds(name, words.ASKING):
        found.add(Sign.ASKING)


_NOTED: Mapping[type[ast.AST], Callable[..., None]] = {
    ast.Name: _note_name,
    ast.Attribute: _note_attribute,
    ast.Constant: _note_constant,
    ast.BinOp: _note_sum,
    ast.Import: _note_import,
    ast.ImportFrom: _note_members,
}
"""What is noted of a node, by its type."""


def _of_imports(imports: Iterable[Import]) -> set[Sign]:
    found: set[Sign] = set()
    for each in imports:
        package = each.name.partition(".")[0]
        if package not in _TELLING or each.level:
            continue
        if package in words.PACKAGES:
            found.add(Sign.PACKAGE)
        if any(_leads_to(each, sender) for sender in words.SENDERS):
            found.add(Sign.SENDER)
    return found


_TELLING = words.PACKAGES | {sender.partition(".")[0] for sender in words.SENDERS}
"""The first parts of all names of modules whose import is a sign."""


def _leads_to(each: Import, module: str) -> bool:
    """Whether an import binds a module, something in it, or something that leads to it."""
    if not each.names:
        # Of a dotted name it binds the first part, by which one comes to all that is below it.
        return each.name.partition(".")[0] == module.partition(".")[0]
    return any(
        _is_within(bound, module) or _is_within(module, bound)
        for bound in (each.name if name == "*" else f"{each.name}.{name}" for name in each.names)
    )


def _is_within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")
