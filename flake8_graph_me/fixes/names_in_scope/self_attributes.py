"""The attributes that an object's ``__init__`` has definitely set when one of its methods runs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.fixes.names_in_scope.bindings import Binding, Kind, bindings
from flake8_graph_me.fixes.names_in_scope.scopes import LexicalScope, Order, visible_bindings
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.syntax.walk import walk

_NO_METHODS = frozenset({"classmethod", "staticmethod"})


@dataclass(frozen=True, slots=True)
class Attributes:
    """``receiver`` is the method's name for its object, ``found`` maps attributes to their
    assignments, and ``names`` is what the ``__init__`` that makes them binds.
    """

    receiver: str
    found: Mapping[str, tuple[Binding, ...]]
    names: Mapping[str, tuple[Binding, ...]]


def attributes(
    module: ModuleIndex, around: Sequence[LexicalScope], index: int
) -> Attributes | None:
    """The attributes of the object whose method is the scope at ``index``; None if it is not a
    method.

    Attributes that are also assigned or deleted elsewhere in the class are left out.
    """
    method = around[index].owner
    holder = around[index + 1].owner if index + 1 < len(around) else None
    if not isinstance(method, cst.FunctionDef) or not isinstance(holder, cst.ClassDef):
        return None
    receiver = _receiver(method)
    maker = module.once(_maker, holder)
    if receiver is None or maker is None:
        return None
    if [each.kind for each in visible_bindings(around[: index + 1], receiver)] != [Kind.PARAMETER]:
        return None
    if method is maker:
        found = _found(maker, module.once(_stored, holder), around[index].order)
    else:
        found = module.once(_found_in_all, holder)
    return Attributes(receiver, found, module.once(bindings, maker))


def _found_in_all(holder: cst.ClassDef) -> Mapping[str, tuple[Binding, ...]]:
    """The attributes that ``__init__`` has set when any other method runs."""
    maker = _maker(holder)
    return {} if maker is None else _found(maker, _stored(holder), None)


def _found(
    maker: cst.FunctionDef, stored: Iterable[tuple[str, cst.CSTNode]], run: Order | None
) -> Mapping[str, tuple[Binding, ...]]:
    found: dict[str, list[Binding]] = {}
    for binding in _assigned(maker, run):
        found.setdefault(binding.name, []).append(binding)
    sure = {id(binding.by) for every in found.values() for binding in every}
    unsure = {name for name, by in stored if id(by) not in sure}
    return {name: tuple(every) for name, every in found.items() if name not in unsure}


def _receiver(method: cst.FunctionDef) -> str | None:
    for decorator in method.decorators:
        if isinstance(decorator.decorator, cst.Name) and decorator.decorator.value in _NO_METHODS:
            return None
    first = (*method.params.posonly_params, *method.params.params)[:1]
    return first[0].name.value if first else None


def _maker(holder: cst.ClassDef) -> cst.FunctionDef | None:
    makers = [
        each
        for each in holder.body.body
        if isinstance(each, cst.FunctionDef) and each.name.value == "__init__"
    ]
    return makers[0] if len(makers) == 1 else None


def _assigned(maker: cst.FunctionDef, run: Order | None) -> Iterator[Binding]:
    """What the top level of ``__init__`` assigns before it may return, limited to what has
    run if an order is given.
    """
    receiver = _receiver(maker)
    for statement in maker.body.body:
        if any(isinstance(node, cst.Return) for node in walk(statement)):
            return
        for part in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            if run is None or run.has_run(part):
                yield from _plainly_assigned(part, receiver)


def _plainly_assigned(part: cst.CSTNode, receiver: str | None) -> Iterator[Binding]:
    value = annotation = None
    targets: list[cst.BaseExpression] = []
    if isinstance(part, cst.Assign):
        value, targets = part.value, [each.target for each in part.targets]
    elif isinstance(part, cst.AnnAssign) and part.value is not None:
        value, annotation, targets = part.value, part.annotation, [part.target]
    for target in targets:
        if isinstance(target, cst.Attribute) and _is_name(target.value, receiver):
            yield Binding(target.attr.value, Kind.ASSIGNMENT, part, value, annotation)


def _stored(holder: cst.ClassDef) -> list[tuple[str, cst.CSTNode]]:
    """All attributes that the class assigns or deletes, on any object, and the statements that do
    so.
    """
    stored: list[tuple[str, cst.CSTNode]] = []
    for node in walk(holder):
        if isinstance(node, cst.Assign):
            targets: list[cst.BaseExpression] = [each.target for each in node.targets]
        elif isinstance(node, cst.AnnAssign | cst.AugAssign | cst.Del | cst.For):
            targets = [node.target]
        elif isinstance(node, cst.With):
            targets = [item.asname.name for item in node.items if item.asname is not None]
        else:
            continue
        for target in targets:
            stored += ((name, node) for name in _attribute_names(target))
    return stored


def _attribute_names(target: cst.BaseExpression) -> Iterator[str]:
    if isinstance(target, cst.Attribute):
        yield target.attr.value
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from _attribute_names(element.value)


def _is_name(node: cst.BaseExpression, name: str | None) -> bool:
    return isinstance(node, cst.Name) and node.value == name
