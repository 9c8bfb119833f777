"""What each function of a module mentions and writes, judged by syntax alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.walk import children, walk


@dataclass(frozen=True, slots=True)
class Interest:
    """Which texts are sought, without which nothing is of interest, and which others may contribute
    to a label.
    """

    sought: Callable[[str], bool]
    telling: Callable[[str], bool]


@dataclass(slots=True)
class Mentions:
    """What one function, one assignment or one value mentions and writes.

    ``names`` are all names and attributes; ``free`` are the attributes and the non-local names.
    ``written`` are the names through which it writes what outlives it. ``sought`` and ``telling``
    say whether it contains such texts.
    """

    names: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    local: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    sought: bool = False
    telling: bool = False


Pair = tuple[set[str], Mentions]
"""Names, and what is mentioned by what they are to hold."""


@dataclass(slots=True)
class MentionIndex:
    """What a module mentions, by function and by the names that assignments write.

    ``classes`` maps functions to their class names, and ``around`` to their enclosing functions.
    ``outside`` are the assignments outside of functions. ``packages`` are the top-level names of
    all imported modules.
    """

    interest: Interest
    functions: dict[cst.FunctionDef, Mentions] = field(default_factory=dict)
    classes: dict[cst.FunctionDef, str] = field(default_factory=dict)
    around: dict[cst.FunctionDef, cst.FunctionDef] = field(default_factory=dict)
    assigned: list[Pair] = field(default_factory=list)
    outside: list[Pair] = field(default_factory=list)
    packages: set[str] = field(default_factory=set)

    def called(self, function: cst.FunctionDef) -> str:
        """The name by which code reaches a function; for a special method, its class name."""
        name = function.name.value
        return self.classes.get(function, name) if name.startswith("__") else name

    def outer(self, function: cst.FunctionDef) -> Iterator[cst.FunctionDef]:
        """The functions that enclose a function."""
        while function in self.around:
            function = self.around[function]
            yield function

    def names(self) -> set[str]:
        """All names mentioned in functions and assignments."""
        mentioned = (mentions.names for mentions in self.functions.values())
        return set().union(*mentioned, *(mentions.names for _, mentions in self.assigned))


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a node is: its function and class, and the enclosing mentions, innermost last."""

    around: tuple[Mentions, ...] = ()
    function: cst.FunctionDef | None = None
    own: Mentions | None = None
    cls: str = ""


def index_of(statements: Iterable[cst.CSTNode], interest: Interest) -> MentionIndex:
    """The index of a module's statements."""
    index = MentionIndex(interest)
    for statement in statements:
        _note(index, statement, _Where())
    for function, mentions in reversed(index.functions.items()):
        free = mentions.bare - (mentions.local - mentions.shared)
        mentions.free |= free
        if function in index.around:
            index.functions[index.around[function]].bare |= free
    return index


def note_value(index: MentionIndex, node: cst.CSTNode, held: Mentions) -> None:
    """Note what the value of a node mentions."""
    _note(index, node, _Where((held,)))


def _note(index: MentionIndex, node: cst.CSTNode, where: _Where) -> None:
    pending: list[tuple[cst.CSTNode, _Where]] = [(node, where)]
    while pending:
        current, at = pending.pop()
        if isinstance(current, cst.Attribute):
            _note_attribute(current.attr.value, at)
            # The name of the attribute is no name of its own.
            pending.append((current.value, at))
            continue
        noted = NOTED.get(type(current))
        inner = at if noted is None else noted(index, current, at)
        if inner is not None:
            pending.extend((child, inner) for child in children(current))


def _note_name(_index: MentionIndex, node: cst.Name, at: _Where) -> None:
    for mentions in at.around:
        mentions.names.add(node.value)
        if at.own is None:
            mentions.free.add(node.value)
    if at.own is not None:
        at.own.bare.add(node.value)


def _note_attribute(name: str, at: _Where) -> None:
    for mentions in at.around:
        mentions.names.add(name)
        mentions.free.add(name)


def _note_string(index: MentionIndex, node: cst.SimpleString, at: _Where) -> None:
    _note_text(index, evaluated(node), at)


def _note_formatted(index: MentionIndex, node: cst.FormattedString, at: _Where) -> _Where:
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            _note_text(index, evaluated(part, node), at)
    return at


def _note_text(index: MentionIndex, text: str, at: _Where) -> None:
    sought, telling = index.interest.sought(text), index.interest.telling(text)
    for mentions in at.around if sought or telling else ():
        mentions.sought |= sought
        mentions.telling |= telling


def _note_statement(_index: MentionIndex, node: cst.Expr, at: _Where) -> _Where | None:
    # A text that is a statement of its own gets nowhere.
    return None if type(node.value) is cst.SimpleString else at


def _note_class(_index: MentionIndex, node: cst.ClassDef, at: _Where) -> _Where:
    return _Where(at.around, at.function, at.own, node.name.value)


def _note_declaration(_index: MentionIndex, node: cst.Global | cst.Nonlocal, at: _Where) -> None:
    names = [item.name.value for item in node.names]
    for mentions in at.around:
        mentions.names.update(names)
        mentions.written.update(names)
        mentions.shared.update(names)
    if at.own is not None:
        at.own.bare.update(names)


def _note_import(index: MentionIndex, node: cst.Import, at: _Where) -> _Where:
    index.packages.update(_first_name(alias.name) for alias in node.names)
    return at


def _note_import_from(index: MentionIndex, node: cst.ImportFrom, at: _Where) -> _Where:
    if node.module is not None and not node.relative:
        index.packages.add(_first_name(node.module))
    return at


def _note_binding(
    _index: MentionIndex, node: cst.Param | cst.AsName | cst.For, at: _Where
) -> _Where:
    _note_local(node.target if isinstance(node, cst.For) else node.name, at)
    return at


def _note_function(index: MentionIndex, node: cst.FunctionDef, at: _Where) -> _Where:
    own = index.functions.setdefault(node, Mentions())
    index.classes[node] = at.cls
    if at.function is not None:
        index.around[node] = at.function
    return _Where((*at.around, own), node, own, at.cls)


def _note_assignment(
    index: MentionIndex,
    node: cst.Assign | cst.AnnAssign | cst.AugAssign | cst.NamedExpr,
    at: _Where,
) -> _Where:
    """Note an assignment; its mentions also count for the names that it writes."""
    targets = [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]
    written: set[str] = set()
    lasting: set[str] = set()
    for target in targets:
        _written_names(target, written, lasting)
        _note_local(target, at)
    for mentions in at.around:
        mentions.written |= lasting
    held = Mentions()
    index.assigned.append((written, held))
    if at.function is None:
        index.outside.append((written, held))
    return _Where((*at.around, held), at.function, at.own, at.cls)


def _note_local(target: cst.CSTNode, at: _Where) -> None:
    """Note the names that become local to the enclosing function."""
    if at.own is None:
        return
    if isinstance(target, cst.Name):
        at.own.local.add(target.value)
    elif isinstance(target, cst.Tuple | cst.List):
        at.own.local.update(n.value for n in walk(target) if isinstance(n, cst.Name))


def _written_names(target: cst.BaseExpression, written: set[str], lasting: set[str]) -> None:
    """The names that an assignment writes, and those of them that outlive a function."""
    if isinstance(target, cst.Name):
        written.add(target.value)
    elif isinstance(target, cst.Attribute):
        written.add(target.attr.value)
        lasting.add(target.attr.value)
    elif isinstance(target, cst.Subscript):
        inner: set[str] = set()
        _written_names(target.value, inner, lasting)
        written |= inner
        lasting |= inner
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _written_names(element.value, written, lasting)


def _first_name(node: cst.BaseExpression) -> str:
    while isinstance(node, cst.Attribute):
        node = node.value
    return node.value if isinstance(node, cst.Name) else ""


NOTED: Mapping[type[cst.CSTNode], Callable[..., _Where | None]] = {
    cst.Name: _note_name,
    cst.SimpleString: _note_string,
    cst.FormattedString: _note_formatted,
    cst.Expr: _note_statement,
    cst.FunctionDef: _note_function,
    cst.ClassDef: _note_class,
    cst.Global: _note_declaration,
    cst.Nonlocal: _note_declaration,
    cst.Param: _note_binding,
    cst.AsName: _note_binding,
    cst.For: _note_binding,
    cst.Import: _note_import,
    cst.ImportFrom: _note_import_from,
    **dict.fromkeys((cst.Assign, cst.AnnAssign, cst.AugAssign, cst.NamedExpr), _note_assignment),
}
"""What is noted of a node, by its type; what comes back is where its children stand, None if they
need not be looked at.
"""
