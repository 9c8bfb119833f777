"""Names in scope that denote a user and definitely hold one."""

import re
from collections.abc import Iterator, Mapping, Sequence

import libcst as cst

from flake8_graph_me.fixes.names_in_scope.bindings import Binding, Kind, Owner, bindings
from flake8_graph_me.fixes.names_in_scope.doubted import doubted, is_no_user
from flake8_graph_me.fixes.names_in_scope.scopes import LexicalScope, scopes
from flake8_graph_me.fixes.names_in_scope.self_attributes import attributes
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.syntax.walk import walk

NAMES = ("upn", "userupn", "userprincipalname", "userid")
"""Accepted names, in lower case and without underscores, best first. A mail address, a mailbox or
just a user may be something other than the user's name in the directory.
"""

# Annotations that say: no text, or perhaps none.
_OTHER_TYPES = frozenset(
    {"None", "Optional", "bool", "bytes", "dict", "float", "int", "list", "set", "tuple"}
    | {"Dict", "Iterable", "Iterator", "List", "Sequence", "Set", "Tuple"}
)
_OTHER_VALUES = (
    *(cst.BaseComp, cst.BaseDict, cst.BaseList, cst.BaseNumber, cst.BaseSet, cst.Tuple),
    *(cst.Comparison, cst.Lambda),
)
_WORD = re.compile(r"\w+")

_Names = Mapping[str, tuple[Binding, ...]]


def user_name(module: ModuleIndex, node: cst.CSTNode) -> str | None:
    """The nearest name, or attribute of ``self``, that is definitely assigned at ``node`` and
    denotes a user; None if there is none. May raise ValueError for a node of another module.

    Names that may be reassigned, are deleted, or may not hold a user (None, ``me``, a number) are
    left out, and so are those that the code tests for being empty.
    """
    if not module.once(_mentions_user, module.source):
        return None
    around = scopes(module, node)
    hiding: list[LexicalScope] = []
    for index, scope in enumerate(around):
        candidates = [
            *_variables(module, scope, hiding),
            *_attributes(module, around, index),
        ]
        if candidates:
            return min(candidates, key=_rank)
        hiding.append(scope)
    return None


def _mentions_user(source: str) -> bool:
    words = source.replace("_", "").lower()
    return any(name in words for name in NAMES)


def _rank(name: str) -> int:
    return NAMES.index(_plain(name))


def _plain(name: str) -> str:
    return name.rpartition(".")[2].replace("_", "").lower()


def _variables(
    module: ModuleIndex, scope: LexicalScope, hiding: Sequence[LexicalScope]
) -> Iterator[str]:
    for name in module.once(_user_names, scope.owner) if scope.visible else ():
        if any(inner.bindings_of(name) for inner in hiding):
            continue
        found = scope.names[name]
        if name in module.once(doubted, scope.owner):
            continue
        if _surely_assigned(scope, found) and all(_may_be_user(b, scope.names) for b in found):
            yield name


def _user_names(owner: Owner) -> list[str]:
    """The names that a scope binds and that may denote a user."""
    return [name for name in bindings(owner) if _plain(name) in NAMES]


def _attributes(module: ModuleIndex, around: Sequence[LexicalScope], index: int) -> Iterator[str]:
    own = attributes(module, around, index)
    if own is None:
        return
    empty = module.once(doubted, around[index + 1].owner)
    for name, found in own.found.items():
        full = f"{own.receiver}.{name}"
        if _plain(name) not in NAMES or full in empty:
            continue
        if all(_may_be_user(each, own.names) for each in found):
            yield full


def _surely_assigned(scope: LexicalScope, found: Sequence[Binding]) -> bool:
    nodes = [binding.by for binding in found]
    return (
        all(binding.kind in (Kind.PARAMETER, Kind.ASSIGNMENT) for binding in found)
        and any(map(scope.order.has_run, nodes))
        and all(map(scope.order.runs, nodes))
    )


def _may_be_user(binding: Binding, names: _Names) -> bool:
    """Whether nothing suggests that the name holds anything but a user's name.

    ``names`` are those bound where the value is written.
    """
    if binding.annotation is not None:
        written = cst.Module([]).code_for_node(binding.annotation.annotation)
        if not _OTHER_TYPES.isdisjoint(_WORD.findall(written)):
            return False
    value = binding.value
    if value is None:
        return True
    if isinstance(value, cst.Name) and binding.kind is not Kind.PARAMETER:
        parameters = [each for each in names.get(value.value, ()) if each.kind is Kind.PARAMETER]
        if not all(_may_be_user(each, {}) for each in parameters):
            return False
    return not isinstance(value, _OTHER_VALUES) and not any(map(is_no_user, walk(value)))
