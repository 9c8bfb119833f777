"""Which functions may have lasting effects, judged by syntax alone.

A function has lasting effects if it assigns to an attribute or item of anything but its own locals,
declares a name global, calls a method that changes its receiver, or calls such a function by name.
The answer may include too many functions, never too few.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import libcst as cst

from flake8_graph_me.engine.relevance.aliases import RECEIVERS, shared_parts
from flake8_graph_me.engine.relevance.changing import (
    CHANGING_FUNCTIONS,
    CHANGING_METHODS,
    CHANGING_THEIR_FIRST,
    GIVING_AN_ITEM,
    NAMESPACES,
)
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk, walk_to


@dataclass(slots=True)
class Effects:
    """What one function may change outside itself: through the names in ``changed``, through its
    parameters in ``through``, or ``anything`` if that is unclear.

    ``calls`` are its calls with the called names; ``own`` are its local names, and ``aliases``
    those of them that may stand for what others hold, each with the names by which it got that.
    """

    calls: list[tuple[str, cst.Call]] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    through: set[str] = field(default_factory=set)
    anything: bool = False
    parameters: tuple[str, ...] = ()
    own: set[str] = field(default_factory=set)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def extensible(self) -> "Effects":
        """The same, to which more can be added that it changes."""
        return replace(self, changed=set(self.changed), through=set(self.through))

    def changes(self, names: Set[str]) -> bool:
        """Whether it may change something with one of these names."""
        return self.anything or not self.changed.isdisjoint(names)

    def change(self, way: "Way") -> None:
        """Note a change of the target of a chain of attributes and items."""
        root, names = way
        if root in NAMESPACES or not names.isdisjoint(NAMESPACES):
            self.anything = True
        if root in self.own:
            # An attribute is found by its own name, an item by what gave the object.
            held = self.aliases.get(root, set()) - (self.own - self.aliases.keys())
            if held:
                self.changed |= names - {root} or held
            return
        if root in self.parameters:
            self.through.add(root)
        elif root in self.given or not names:
            self.anything = True
        self.changed |= names - {root} if root in self.parameters else names


Way = tuple[str, frozenset[str]]
"""The name at which a chain begins, and the names by which what it leads to can be found."""


def leaving_something(
    effects: Mapping[cst.FunctionDef, Effects],
) -> frozenset[cst.FunctionDef]:
    """The given functions that may change something that outlives their run."""
    found = {f for f, of in effects.items() if of.anything or of.changed or of.through}
    changed = True
    while changed:
        known = {function.name.value for function in found}
        more = {f for f, of in effects.items() if f not in found and of.called & known}
        found |= more
        changed = bool(more)
    return frozenset(found)


def effects_of(function: cst.FunctionDef) -> Effects:
    """What a function may change by its own statements."""
    return _effects(function, Effects(parameters=_parameters(function)))


def effects_in(parsed: ParsedModule) -> Mapping[cst.FunctionDef, Effects]:
    """The same of each function of a module."""
    return {f: of for part in parsed.each(_effects_by, None) for f, of in part.items()}


def _effects_by(statement: cst.CSTNode, _context: None) -> Mapping[cst.FunctionDef, Effects]:
    return {function: effects_of(function) for function in walk_to(statement, cst.FunctionDef)}


def effects_of_statement(statement: cst.CSTNode) -> Effects:
    """What a statement of a module's body may change; its ``own`` names are the module's."""
    return _effects(statement, Effects())


def _effects(whole: cst.CSTNode, effects: Effects) -> Effects:
    seen = _Seen(effects)
    for node in walk(whole):
        noted = NOTED.get(type(node))
        if noted is not None:
            noted(node, seen)
    effects.own -= seen.shared
    effects.changed |= seen.shared
    for way in seen.ways:
        effects.change(way)
    return effects


@dataclass(slots=True)
class _Seen:
    """What has been seen in a function so far: names declared global or nonlocal, and what it
    changes.
    """

    effects: Effects
    shared: set[str] = field(default_factory=set)
    ways: list[Way] = field(default_factory=list)


def add_handed_on(named: Mapping[str, Sequence[Effects]], effects: Iterable[Effects]) -> None:
    """Add to functions' effects what they change through the parameters of the functions that they
    call; ``named`` maps names to the effects of the functions of that name.
    """
    callers = list(effects)
    changed = True
    while changed:
        changed = False
        for caller in callers:
            size = len(caller.changed) + len(caller.through) + caller.anything
            for name, call in caller.calls:
                for callee in named.get(name, ()):
                    _hand_on(caller, call, callee)
            changed |= len(caller.changed) + len(caller.through) + caller.anything > size


def _hand_on(caller: Effects, call: cst.Call, callee: Effects) -> None:
    # A function that calls itself is its own callee.
    for parameter in tuple(callee.through):
        position = callee.parameters.index(parameter)
        for index, arg in enumerate(call.args):
            name = arg.keyword.value if arg.keyword is not None else None
            if arg.star:
                caller.anything = True
            elif (index == position if name is None else name == parameter) and not isinstance(
                arg.value, cst.Dict | cst.List | cst.Set | cst.BaseString
            ):
                caller.change(_way(arg.value))


def _parameters(function: cst.FunctionDef) -> tuple[str, ...]:
    """The parameters of a function in order, without the receiver; keyword-only ones come last."""
    params = function.params
    listed = [param.name.value for param in (*params.posonly_params, *params.params)]
    if listed and listed[0] in RECEIVERS:
        listed = listed[1:]
    return (*listed, *(param.name.value for param in params.kwonly_params))


def takes_arguments(function: cst.FunctionDef) -> bool:
    """Whether a function has parameters besides its receiver."""
    params = function.params
    more = params.star_kwarg is not None or isinstance(params.star_arg, cst.Param)
    return more or bool(_parameters(function))


def _note_call(node: cst.Call, seen: _Seen) -> None:
    name = _called_name(node.func)
    seen.effects.called.add(name)
    seen.effects.calls.append((name, node))
    if name in CHANGING_METHODS and isinstance(node.func, cst.Attribute):
        seen.ways.append(_way(node.func.value))
    elif name in CHANGING_FUNCTIONS:
        seen.effects.anything = True
    if name in CHANGING_THEIR_FIRST and node.args:
        seen.ways.append(_way(node.args[0].value))


def _note_assigned(node: cst.AssignTarget | cst.AugAssign | cst.Del, seen: _Seen) -> None:
    _note_target(node.target, seen)


def _note_alias(node: cst.Assign | cst.AnnAssign, seen: _Seen) -> None:
    targets = (
        [each.target for each in node.targets] if isinstance(node, cst.Assign) else [node.target]
    )
    names = {name for target in targets for name in _bound(target)}
    held = set[str]().union(*map(_way_names, shared_parts(node.value, seen.effects.parameters)))
    for name in names if held else ():
        seen.effects.aliases.setdefault(name, set()).update(held)
    if isinstance(node, cst.AnnAssign):
        _note_target(node.target, seen)


def _bound(target: cst.BaseExpression) -> Iterator[str]:
    """The names that an assignment to a target binds."""
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from _bound(element.value)


def _way_names(node: cst.BaseExpression) -> frozenset[str]:
    return _way(node)[1]


def _note_declared(node: cst.Global | cst.Nonlocal, seen: _Seen) -> None:
    seen.shared.update(item.name.value for item in node.names)


def _note_given(node: cst.For | cst.CompFor | cst.AsName, seen: _Seen) -> None:
    target = node.name if isinstance(node, cst.AsName) else node.target
    seen.effects.given.update(n.value for n in walk(target) if isinstance(n, cst.Name))


def _note_parameter(node: cst.Param, seen: _Seen) -> None:
    if node.name.value not in (*seen.effects.parameters, *RECEIVERS):
        seen.effects.given.add(node.name.value)


def _called_name(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _note_target(target: cst.BaseExpression, seen: _Seen) -> None:
    if isinstance(target, cst.Name):
        seen.effects.own.add(target.value)
    elif isinstance(target, cst.Attribute):
        seen.ways.append(_way(target))
    elif isinstance(target, cst.Subscript):
        seen.ways.append(_way(target.value))
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _note_target(element.value, seen)


def _way(node: cst.BaseExpression) -> Way:
    """The name at which a chain of attributes, items and calls begins, and the names that lead to
    its target: its attributes, or else that first name.
    """
    names: set[str] = set()
    while True:
        if isinstance(node, cst.Attribute):
            names.add(node.attr.value)
            node = node.value
        elif isinstance(node, cst.Subscript):
            node = node.value
        elif isinstance(node, cst.Call):
            node = node.func
            if isinstance(node, cst.Attribute) and node.attr.value in GIVING_AN_ITEM:
                node = node.value
        else:
            root = node.value if isinstance(node, cst.Name) else ""
            return root, frozenset(names or {root} - {""})


NOTED: Mapping[type[cst.CSTNode], Callable[..., None]] = {
    cst.Call: _note_call,
    cst.AssignTarget: _note_assigned,
    cst.Assign: _note_alias,
    cst.AnnAssign: _note_alias,
    cst.AugAssign: _note_assigned,
    cst.Del: _note_assigned,
    cst.Global: _note_declared,
    cst.Nonlocal: _note_declared,
    cst.For: _note_given,
    cst.CompFor: _note_given,
    cst.AsName: _note_given,
    cst.Param: _note_parameter,
}
"""What is noted of a node, by its type."""
