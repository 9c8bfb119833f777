"""Noting what each part of a module mentions and writes, judged by syntax alone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import libcst as cst
from libcst.helpers import get_full_name_for_node

from flake8_graph_me.engine.relevance.mentions import Interest, MentionIndex, Mentions, Written
from flake8_graph_me.syntax.joined_literals import runs_at
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.parameters import parameters_of
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import children, walk


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a node is: its function and class, the enclosing mentions, innermost last, and whether
    names that are bound there are local to the function, as those in a class or lambda are not.
    """

    around: tuple[Mentions, ...] = ()
    function: cst.FunctionDef | None = None
    own: Mentions | None = None
    cls: str = ""
    binds: bool = True


def index_of(parsed: ParsedModule, interest: Interest) -> MentionIndex:
    """The index of a module."""
    index = MentionIndex(interest)
    for part in parsed.each(_index_of_statement, interest):
        index.add(part)
    return index


def _index_of_statement(statement: cst.CSTNode, interest: Interest) -> MentionIndex:
    index = MentionIndex(interest, statements=[Mentions()])
    _note(index, statement, _Where((index.statements[0],)))
    for function, mentions in reversed(index.functions.items()):
        free = mentions.bare - (mentions.local - mentions.shared)
        mentions.free |= free
        if function in index.around:
            outer = index.functions[index.around[function]]
            outer.bare |= free
            outer.captured |= free
    for mentions in index.functions.values():
        kept = mentions.shared | mentions.captured
        index.inside.extend(
            ({*written.attributes, *(n for n in written.names if n in kept | mentions.free)}, held)
            for written, held in mentions.assigned
        )
    return index


def note_value(index: MentionIndex, node: cst.CSTNode, held: Mentions) -> None:
    """Note what the value of a node mentions."""
    _note(index, node, _Where((held,)))


def _note(index: MentionIndex, node: cst.CSTNode, where: _Where) -> None:
    pending: list[tuple[cst.CSTNode, _Where]] = [(node, where)]
    while pending:
        current, at = pending.pop()
        if type(current) is cst.Attribute:
            _note_attribute(current, at)
            # The name of the attribute is no name of its own.
            pending.append((current.value, at))
            continue
        noted = NOTED.get(type(current))
        inner = at if noted is None else noted(index, current, at)
        if inner is not None:
            pending += [(child, inner) for child in children(current)]


def _note_name(_index: MentionIndex, node: cst.Name, at: _Where) -> None:
    for mentions in at.around:
        mentions.names.add(node.value)
        if at.own is None:
            mentions.free.add(node.value)
            mentions.bare.add(node.value)
    if at.own is not None:
        at.own.bare.add(node.value)


def _note_attribute(node: cst.Attribute, at: _Where) -> None:
    name = node.attr.value
    for mentions in at.around:
        mentions.names.add(name)
        mentions.free.add(name)
        if isinstance(node.value, cst.Name):
            mentions.stems.add((node.value.value, name))
        else:
            mentions.further.add(name)


def _note_string(index: MentionIndex, node: cst.SimpleString, at: _Where) -> None:
    _note_text(index, evaluated(node), at)


def _note_formatted(index: MentionIndex, node: cst.FormattedString, at: _Where) -> _Where:
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            _note_text(index, evaluated(part, node), at)
    return at


def _note_joined(
    index: MentionIndex, node: cst.ConcatenatedString | cst.BinaryOperation, at: _Where
) -> _Where:
    for joined in runs_at(node, index.joined):
        _note_text(index, joined.text, at)
    return at


def _note_text(index: MentionIndex, text: str, at: _Where) -> None:
    sought, telling = index.interest.sought(text), index.interest.telling(text)
    for mentions in at.around if sought or telling else ():
        mentions.sought |= sought
        mentions.telling |= telling


def _note_statement(_index: MentionIndex, node: cst.Expr, at: _Where) -> _Where | None:
    # A text that is a statement of its own gets nowhere.
    return None if type(node.value) is cst.SimpleString else at


def _note_class(index: MentionIndex, node: cst.ClassDef, at: _Where) -> _Where:
    index.bound.add(node.name.value)
    return replace(at, cls=node.name.value, binds=False)


def _note_declaration(_index: MentionIndex, node: cst.Global | cst.Nonlocal, at: _Where) -> None:
    names = [item.name.value for item in node.names]
    for mentions in at.around:
        mentions.names.update(names)
        mentions.shared.update(names)
    if at.own is not None:
        at.own.bare.update(names)


def _note_import(index: MentionIndex, node: cst.Import, at: _Where) -> None:
    for alias in node.names:
        first = _first_name(alias.name)
        bound = alias.asname.name if alias.asname is not None else None
        name = bound.value if isinstance(bound, cst.Name) else first
        index.packages.add(first)
        index.imported.add(get_full_name_for_node(alias.name) or "")
        index.modules.add(name)
        named = {name, *(n.value for n in walk(alias.name) if isinstance(n, cst.Name))}
        for mentions in at.around:
            mentions.names |= named
            mentions.free |= named


def _note_import_from(index: MentionIndex, node: cst.ImportFrom, at: _Where) -> _Where:
    module = get_full_name_for_node(node.module) or "" if node.module is not None else ""
    if module and not node.relative:
        index.packages.add(module.partition(".")[0])
    if isinstance(node.names, cst.ImportStar):
        index.imported.add(module)
        return at
    for alias in node.names:
        index.bound.add(_first_name(alias.name))
        index.imported.add(f"{module}.{_first_name(alias.name)}")
    return at


def _note_binding(
    index: MentionIndex, node: cst.Param | cst.AsName | cst.For, at: _Where
) -> _Where:
    _note_bound(index, node.target if isinstance(node, cst.For) else node.name, at)
    return at


def _note_lambda(_index: MentionIndex, _node: cst.Lambda, at: _Where) -> _Where:
    return replace(at, binds=False)


def _note_capture(
    index: MentionIndex, node: cst.MatchAs | cst.MatchStar | cst.MatchMapping, at: _Where
) -> _Where:
    name = node.rest if isinstance(node, cst.MatchMapping) else node.name
    if name is not None:
        _note_bound(index, name, at)
    return at


def _note_comprehension(index: MentionIndex, node: cst.CompFor, at: _Where) -> _Where:
    # Its names are local to the comprehension alone.
    index.bound.update(n.value for n in walk(node.target) if isinstance(n, cst.Name))
    return at


def _note_function(index: MentionIndex, node: cst.FunctionDef, at: _Where) -> _Where:
    own = index.functions.setdefault(node, Mentions())
    index.bound.add(node.name.value)
    index.classes[node] = at.cls
    if at.function is not None:
        index.around[node] = at.function
    # What stands in front of the body is evaluated outside.
    parts = (part for whole in _before_body(node) for part in walk(whole))
    before = {part.value for part in parts if isinstance(part, cst.Name)}
    own.free |= before
    # Only functions around it mention what it mentions, not the statement with its definition.
    around = at.around if at.own is not None else ()
    return _Where((*around, own), node, own, at.cls)


def _before_body(node: cst.FunctionDef) -> Iterator[cst.BaseExpression]:
    """The decorators of a function, and the defaults of its parameters."""
    yield from (each.decorator for each in node.decorators)
    for parameter in parameters_of(node):
        if parameter.default is not None:
            yield parameter.default


def _note_assignment(
    index: MentionIndex,
    node: cst.Assign | cst.AnnAssign | cst.AugAssign | cst.NamedExpr,
    at: _Where,
) -> _Where:
    """Note an assignment; its mentions also count for the names that it writes."""
    targets = [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]
    written = Written()
    for target in targets:
        _note_target(target, written)
        _note_bound(index, target, at)
    held = Mentions()
    if at.own is None:
        index.outside.append((written.names | written.attributes, held))
    else:
        at.own.assigned.append((written, held))
    return replace(at, around=(*at.around, held))


def _note_bound(index: MentionIndex, target: cst.CSTNode, at: _Where) -> None:
    """Note the names that are bound, and become local to the enclosing function."""
    names: set[str] = set()
    if isinstance(target, cst.Name):
        names.add(target.value)
    elif isinstance(target, cst.Tuple | cst.List):
        names.update(n.value for n in walk(target) if isinstance(n, cst.Name))
    index.bound |= names
    if at.own is not None and at.binds:
        at.own.local |= names


def _note_target(target: cst.BaseExpression, written: Written) -> None:
    while isinstance(target, cst.Subscript) and isinstance(target.value, cst.Subscript):
        target = target.value
    match target:
        case cst.Name(value=name):
            written.names.add(name)
        case cst.Attribute(attr=cst.Name(value=name)):
            written.attributes.add(name)
        case cst.Subscript(value=cst.Attribute(attr=cst.Name(value=name))):
            written.attributes.add(name)
        case cst.Subscript(value=cst.Name(value=name)):
            written.names.add(name)
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            for element in elements:
                _note_target(element.value, written)


def _first_name(node: cst.BaseExpression) -> str:
    while isinstance(node, cst.Attribute):
        node = node.value
    return node.value if isinstance(node, cst.Name) else ""


NOTED: Mapping[type[cst.CSTNode], Callable[..., _Where | None]] = {
    cst.Name: _note_name,
    cst.SimpleString: _note_string,
    cst.FormattedString: _note_formatted,
    cst.ConcatenatedString: _note_joined,
    cst.BinaryOperation: _note_joined,
    cst.Expr: _note_statement,
    cst.FunctionDef: _note_function,
    cst.ClassDef: _note_class,
    cst.Global: _note_declaration,
    cst.Nonlocal: _note_declaration,
    cst.Lambda: _note_lambda,
    cst.Param: _note_binding,
    cst.AsName: _note_binding,
    cst.For: _note_binding,
    **dict.fromkeys((cst.MatchAs, cst.MatchStar, cst.MatchMapping), _note_capture),
    cst.CompFor: _note_comprehension,
    cst.Import: _note_import,
    cst.ImportFrom: _note_import_from,
    **dict.fromkeys((cst.Assign, cst.AnnAssign, cst.AugAssign, cst.NamedExpr), _note_assignment),
}
"""What is noted of a node, by its type; what comes back is where its children stand, None if they
need not be looked at.
"""
