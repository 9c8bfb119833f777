"""Which variables and attributes a module sets to more than a placeholder, judged by syntax alone.

Each is told by its owner and its name. The owner of a global is the module, that of ``self.token``,
in a method, the class by its name. So is that of ``client.token`` if whatever the module binds to
that name is made by one call, ``Client()``, or is a copy of such an object. That of
``self.server.token`` is what is held as ``server``, if anything sets that. Any other may be an
attribute of anything. Must not know who asks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from flake8_graph_me.engine.relevance.assigned import ANYTHING, HELD, MODULE, Assigned, Owned
from flake8_graph_me.engine.relevance.changing import CHANGING_METHODS
from flake8_graph_me.engine.relevance.makers import makers
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.parameters import parameters_of
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import children, walk_to

KEEPING = "set"
MAKING = "__init__"
READING = frozenset(
    {
        *("all", "any", "bool", "dict", "enumerate", "filter", "frozenset", "isinstance", "iter"),
        *("len", "list", "map", "max", "min", "print", "repr", "reversed", "set", "sorted", "str"),
        *("sum", "tuple", "type", "zip"),
    }
)
"""Builtin functions that only read what they are handed."""
EMPTY_CALLS = frozenset({"dict", "frozenset", "list", "set", "tuple"})
_OPENING = frozenset({cst.ClassDef, cst.FunctionDef, cst.Lambda})
"""What opens a scope of its own."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where code stands: in which class, what its methods call their object, whether in a function.
    For the whole module, which names functions share with what surrounds them, and what makes the
    objects that names stand for.
    """

    shared: frozenset[str]
    makers: Mapping[str, str]
    cls: str = MODULE
    receiver: str = ""
    parameters: frozenset[str] = frozenset()
    local: bool = False
    making: bool = False

    def owner(self, node: cst.BaseExpression) -> str:
        """The owner of the attributes of an expression."""
        if isinstance(node, cst.Attribute):
            return f"{HELD}{node.attr.value}"
        if not isinstance(node, cst.Name):
            return ANYTHING
        if node.value == self.receiver:
            return self.cls
        return self.makers.get(node.value, ANYTHING)


def assigned_in(parsed: ParsedModule) -> Assigned:
    """What the code of a module sets and fills."""
    shared = frozenset[str]().union(*parsed.each(_shared_in, None))
    found = Assigned()
    for part in reversed(parsed.each(_assigned_by, _Where(shared, makers(parsed)))):
        found.add(part)
    return found


def _shared_in(statement: cst.CSTNode, _context: None) -> frozenset[str]:
    """The names that functions in a statement share with what surrounds them."""
    return frozenset(
        item.name.value
        for node in walk_to(statement, cst.Global, cst.Nonlocal)
        if isinstance(node, cst.Global | cst.Nonlocal)
        for item in node.names
    )


def _assigned_by(statement: cst.CSTNode, top: _Where) -> Assigned:
    """What the code of a statement of a module sets and fills."""
    found = Assigned()
    pending: list[tuple[cst.CSTNode, _Where]] = [(statement, top)]
    while pending:
        node, where = pending.pop()
        noted = NOTED.get(type(node))
        if noted is not None:
            noted(node, found, where)
        inside = _inside(node, where) if type(node) in _OPENING else where
        pending += [(child, inside) for child in children(node)]
    return found


def _inside(node: cst.CSTNode, where: _Where) -> _Where:
    if isinstance(node, cst.ClassDef):
        return _Where(where.shared, where.makers, cls=node.name.value)
    given = parameters_of(node) if isinstance(node, cst.FunctionDef | cst.Lambda) else ()
    inside = replace(where, local=True, parameters=frozenset(each.name for each in given))
    if isinstance(node, cst.FunctionDef) and where.cls != MODULE and not where.local:
        receiver = given[0].name if given and given[0].kind == "positional" else ""
        return replace(inside, receiver=receiver, making=node.name.value == MAKING)
    return replace(inside, making=False)


def _note_assign(node: cst.Assign, found: Assigned, where: _Where) -> None:
    for target in node.targets:
        _note_target(target.target, node.value, found, where)
    _note_handed(node.value, found, where)


def _note_annotated(node: cst.AnnAssign, found: Assigned, where: _Where) -> None:
    if node.value is not None:
        _note_target(node.target, node.value, found, where)
        _note_handed(node.value, found, where)
    else:
        found.declared.add(last_name(node.target))


def _note_augmented(node: cst.AugAssign, found: Assigned, where: _Where) -> None:
    _note_target(node.target, None, found, where)
    _note_handed(node.target, found, where)


def _note_bound(node: cst.NamedExpr | cst.For, found: Assigned, where: _Where) -> None:
    _note_target(node.target, None, found, where)


def _note_alias(node: cst.AsName, found: Assigned, where: _Where) -> None:
    _note_target(node.name, None, found, where)


def _note_given(
    node: cst.Return | cst.Element | cst.DictElement | cst.Yield, found: Assigned, where: _Where
) -> None:
    _note_handed(node.value, found, where)


def _note_definition(
    node: cst.FunctionDef | cst.ClassDef | cst.ImportAlias, found: Assigned, where: _Where
) -> None:
    if isinstance(node, cst.ClassDef):
        bases = {last_name(base.value) for base in node.bases}
        found.bases.setdefault(node.name.value, set()).update(bases)
    # What is imported under another name is noted with that name.
    if not where.local and not (isinstance(node, cst.ImportAlias) and node.asname is not None):
        found.names.add((where.cls, last_name(node.name)))


def _note_target(
    target: cst.CSTNode, value: cst.BaseExpression | None, found: Assigned, where: _Where
) -> None:
    """Note what an assignment sets; ``value`` is None if it is not a single expression."""
    if isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _note_target(element.value, None, found, where)
    elif isinstance(target, cst.Subscript):
        found.filled.update(_owned(target.value, where))
    else:
        owned = _set_by(target, where)
        own = {(where.cls, last_name(target))} if where.making else set[Owned]()
        for each in owned - own if where.local else ():
            found.values.setdefault(each, []).append(value)
            if _is_loose(target, value, where):
                found.loose.add(each)
        if value is None or not is_placeholder(value):
            found.names.update(owned)


def _is_loose(target: cst.CSTNode, value: cst.BaseExpression | None, where: _Where) -> bool:
    """Whether a function sets something to one of its parameters, or of an object that is not its
    own.
    """
    if isinstance(value, cst.Name) and value.value in where.parameters:
        return True
    return isinstance(target, cst.Attribute) and not (
        isinstance(target.value, cst.Name) and target.value.value == where.receiver
    )


def _set_by(target: cst.CSTNode, where: _Where) -> set[Owned]:
    """What an assignment to a variable or an attribute sets."""
    if isinstance(target, cst.Attribute):
        return _owned(target, where)
    if not isinstance(target, cst.Name):
        return set()
    if where.local:
        return {(MODULE, target.value)} if target.value in where.shared else set()
    return {(where.cls, target.value)}


def _owned(node: cst.CSTNode, where: _Where) -> set[Owned]:
    """What an expression names, be it a variable or an attribute."""
    if isinstance(node, cst.Attribute):
        return {(where.owner(node.value), node.attr.value)}
    if isinstance(node, cst.Name):
        return {(MODULE, node.value), *(() if where.local else ((where.cls, node.value),))}
    return set()


def is_placeholder(value: cst.BaseExpression) -> bool:
    """Whether an expression is None, an empty text or an empty container."""
    match value:
        case cst.Name(value="None"):
            return True
        case cst.SimpleString():
            return evaluated(value) == ""
        case cst.Dict(elements=elements) | cst.List(elements=elements):
            return not elements
        case cst.Tuple(elements=elements):
            return not elements
        case cst.Call(func=cst.Name(value=name), args=args):
            return name in EMPTY_CALLS and not args
    return False


def _note_call(node: cst.Call, found: Assigned, where: _Where) -> None:
    if not isinstance(node.func, cst.Name) or node.func.value not in READING:
        for arg in node.args:
            _note_handed(arg.value, found, where)
    if isinstance(node.func, cst.Attribute):
        if node.func.attr.value in CHANGING_METHODS:
            found.filled.update(_owned(node.func.value, where))
        if node.func.attr.value == KEEPING:
            found.kept.add(last_name(node.func.value))
    elif isinstance(node.func, cst.Name) and node.func.value == "setattr" and node.args:
        owner = where.owner(node.args[0].value)
        names: Sequence[cst.BaseExpression] = [arg.value for arg in node.args[1:2]]
        texts = [evaluated(name) for name in names if isinstance(name, cst.SimpleString)]
        found.names.update((owner, text) for text in texts if isinstance(text, str))


def _note_handed(value: cst.CSTNode | None, found: Assigned, where: _Where) -> None:
    """A container that stands alone somewhere may be filled there under another name."""
    if value is not None:
        found.filled.update(_owned(value, where))


def last_name(node: cst.CSTNode) -> str:
    """The name by which something is got at last; empty if it has none."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


NOTED: Mapping[type[cst.CSTNode], Callable[..., None]] = {
    cst.Assign: _note_assign,
    cst.AnnAssign: _note_annotated,
    cst.AugAssign: _note_augmented,
    cst.NamedExpr: _note_bound,
    cst.For: _note_bound,
    cst.AsName: _note_alias,
    cst.Call: _note_call,
    **dict.fromkeys((cst.FunctionDef, cst.ClassDef, cst.ImportAlias), _note_definition),
    **dict.fromkeys((cst.Return, cst.Element, cst.DictElement, cst.Yield), _note_given),
}
"""What is noted of a node, by its type."""
