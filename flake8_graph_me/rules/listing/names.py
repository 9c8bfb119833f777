"""What unknown values are called: by the expression that puts them into a text, else by what is
known of where they come from.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.terms.text import Hole, Literal

PLAIN = "value"
"""The name of what has none."""
MOST_STEPS = 8
"""Through how many values one is followed to where it comes from. Past it it has no name."""
_WORD = re.compile(r"[\w@$-]+(?:\.[\w@$-]+)*")
_RECEIVERS = frozenset({"self", "cls"})
_LOOK_UPS = frozenset({"get", "getenv", "pop", "setdefault"})
Parts = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the unknown values of one analysis."""

    run: Run
    parts: Mapping[int, Hashable] = field(default_factory=dict)

    def of_hole(self, hole: Hole, within: Text) -> str:
        """The name of a hole in a text, fit to stand between braces: the one that it has in the
        f-string which the text is from, if it is from one.
        """
        known = self.run.events.expressions.get(self.first(hole.key), {})
        origins = {id(each.origin) for each in within.pieces if isinstance(each, Literal)}
        for node, around in known.items():
            if around is not None and not origins.isdisjoint(map(id, around.parts)):
                return name_of(node) or PLAIN
        return self.of_key(hole.key) or PLAIN

    def of_key(self, key: Hashable, steps: int = MOST_STEPS) -> str | None:
        """The name of the value with a key; None if it has none."""
        key = self.first(key)
        named = self.expression(key)
        if named is not None or steps == 0:
            return named
        if isinstance(key, int) and not isinstance(key, bool):
            return self._by_parts(self.parts.get(key), key, steps - 1)
        if isinstance(key, tuple):
            named = next((each for each in key[:2] if isinstance(each, str)), None)
            if named == "external" and len(key) == 2:
                return _word(str(key[1]).rpartition(".")[2])
            inner = (each for each in key if isinstance(each, int | tuple))
            found = (self.of_key(each, steps - 1) for each in inner)
            return next((each for each in found if each is not None), None)
        return None

    def expression(self, key: Hashable) -> str | None:
        """The name of the expression that puts the value with a key into a text."""
        found = self.run.events.expressions.get(self.first(key))
        return None if found is None else name_of(next(iter(found)))

    def first(self, key: Hashable) -> Hashable:
        """The key of the value in whose place, in a replay, one with this key stands."""
        if isinstance(key, int) and not isinstance(key, bool):
            return self._number(key)
        return tuple(map(self.first, key)) if isinstance(key, tuple) else key

    def maker(self, key: Hashable) -> cst.CSTNode | None:
        """The call that gave the value with a key, or the function whose parameter it is."""
        first = self.first(key)
        return self.run.makers.get(first) if isinstance(first, int) else None

    def parameter(self, key: Hashable) -> str | None:
        """The name of the parameter that the value with a key is; None if it is none."""
        match self._parts_of(key):
            case ("parameter", _, str(name)):
                return name
        return None

    def item(self, key: Hashable) -> str | None:
        """The text under which a value was looked up in another; None if it was not."""
        match self._parts_of(key):
            case (_, "item", str(name)):
                return name
            case (_, "look-up", ((str(name),), *_)):
                return name
        return None

    def is_handed_in(self, key: Hashable) -> bool:
        """Whether a value is a parameter, or was looked up in one."""
        for _ in range(MOST_STEPS):
            if self.parameter(key) is not None:
                return True
            owner = self.owner(key)
            if owner is None:
                return False
            key = owner
        return False

    def variable(self, key: Hashable) -> str | None:
        """The name of the environment variable whose value has a key; None if it is of none."""
        match self._parts_of(key):
            case ("environment", (str(name),)) | ("environment", str(name)):
                return name
        return None

    def owner(self, key: Hashable) -> int | None:
        """The key of the value that one with a key was derived from; None if it was not."""
        match self._parts_of(key):
            case (
                (int() as owner, str(), *_)
                | ("example", int() as owner)
                | ("attribute" | "inherited" | "placeholder", int() as owner, _)
            ):
                return self._number(owner)
        return None

    def _number(self, key: int) -> int:
        while key in self.run.again:
            key = self.run.again[key]
        return key

    def _parts_of(self, key: Hashable) -> Hashable:
        first = self.first(key)
        return self.parts.get(first) if isinstance(first, int) else None

    def _by_parts(self, parts: Hashable, key: int, steps: int) -> str | None:
        known = self.parameter(key) or self.variable(key)
        if known is not None:
            return _word(known)
        match parts:
            case ("external", str(name)):
                return _word(name.rpartition(".")[2])
            case ("attribute" | "setting" | "placeholder" | "inherited", _, str(name)):
                return _word(name)
            case (int() as owner, "attribute" | "item", str(name)):
                return _below(self.of_key(owner, steps), _word(name))
            case (int() as owner, "look-up", ((str(name),), *_)):
                return _below(None, _word(name)) or self.of_key(owner, steps)
            case (int() as owner, str(), *_):
                return self.of_key(owner, steps)
        node = self.run.makers.get(key)
        return name_of(node) if isinstance(node, cst.Call) else None


def names_in(run: Run) -> Names:
    """The names of an analysis that has ended."""
    return Names(run, {number: parts for parts, number in run.keys.items()})


def shown(text: Text, names: Names) -> str:
    """A text with the name of each hole in braces."""
    return "".join(
        f"{{{names.of_hole(piece, text)}}}" if isinstance(piece, Hole) else piece.text
        for piece in text.pieces
    )


def name_of(node: cst.CSTNode) -> str | None:
    """The name of what an expression gives; None if it has none."""
    match node:
        case cst.Name(value=name):
            return name
        case cst.Attribute():
            return _attribute(node)
        case cst.Subscript(value=owner, slice=[cst.SubscriptElement(cst.Index(index))]):
            return _item(owner, index)
        case cst.Await(expression=inner) | cst.NamedExpr(value=inner):
            return name_of(inner)
        case cst.Call():
            return _called(node)
        case cst.BooleanOperation(left=left) | cst.IfExp(body=left):
            return name_of(left)
    return None


def dotted(node: cst.CSTNode) -> str | None:
    """The dotted name that an expression is; of a call, that of what it calls."""
    match node:
        case cst.Name(value=name):
            return name
        case cst.Attribute(value=owner, attr=cst.Name(value=name)):
            return _below(dotted(owner), name)
        case cst.Call(func=func):
            return dotted(func)
        case cst.Await(expression=inner):
            return dotted(inner)
    return None


def _attribute(node: cst.Attribute) -> str:
    owner = name_of(node.value)
    return node.attr.value if owner in _RECEIVERS else _below(owner, node.attr.value) or PLAIN


def _item(owner: cst.BaseExpression, index: cst.BaseExpression) -> str | None:
    before = name_of(owner)
    if not isinstance(index, cst.SimpleString):
        return before
    name = _word(str(evaluated(index)))
    within = before is not None and before.rpartition(".")[2] == "environ"
    return name if within else _below(before, name)


def _called(node: cst.Call) -> str | None:
    """The name of what a call gives: of what it looks up, of the only thing that it is given, of
    what it is a method of where that only changes the text, or its own.
    """
    method = node.func.attr.value if isinstance(node.func, cst.Attribute) else None
    owner = name_of(node.func.value) if isinstance(node.func, cst.Attribute) else None
    own = owner is None or owner in _RECEIVERS
    first = node.args[0].value if node.args else None
    if isinstance(first, cst.SimpleString):
        if method in _LOOK_UPS or dotted(node.func) in _LOOK_UPS:
            return _word(str(evaluated(first)))
        return dotted(node.func) if own or method not in dir(str) else owner
    if first is not None and (named := name_of(first)) is not None:
        return named
    if method is not None and first is None:
        if own:
            return method
        return owner if method in dir(str) else _below(owner, method)
    return dotted(node.func)


def _below(owner: str | None, name: str | None) -> str | None:
    return name if owner is None or name is None else f"{owner}.{name}"


def _word(text: str) -> str | None:
    """A text as a name, if it is fit to be one."""
    return text if _WORD.fullmatch(text) else None
