"""The scopes around a node, and which names are definitely bound when it runs.

*Definitely* follows the order of statements: an earlier statement in a block that contains the node
has run by then; statements inside other blocks may have.
"""

import enum
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.fixes.names_in_scope.bindings import Binding, Kind, Owner, bindings
from flake8_graph_me.syntax.module_index import ModuleIndex


class Standing(enum.Enum):
    """What is known about a name at a node: bound; unbound; bound at module level only by imports
    of the module of this name, perhaps later; or unsure.
    """

    BOUND = enum.auto()
    UNBOUND = enum.auto()
    IMPORTED = enum.auto()
    UNSURE = enum.auto()


@dataclass(frozen=True, slots=True)
class Order:
    """What has run at a node, or will have.

    ``blocks`` are those around the node, each as the places in it of the nodes that its statements
    surely run, by their ids, and the place of the statement with the node. ``first`` are the ids of
    further nodes that have run.
    """

    blocks: tuple[tuple[Mapping[int, int], int], ...]
    first: frozenset[int]

    def has_run(self, node: cst.CSTNode) -> bool:
        """Whether a node has definitely run before."""
        return id(node) in self.first or any(
            places.get(id(node), at) < at for places, at in self.blocks
        )

    def runs(self, node: cst.CSTNode) -> bool:
        """Whether a node has definitely run before, or definitely runs later."""
        return id(node) in self.first or any(
            places.get(id(node), at) != at for places, at in self.blocks
        )


@dataclass(frozen=True, slots=True)
class LexicalScope:
    """A scope around a node.

    ``order`` tells its nodes that have definitely run before the node, or before the function that
    contains the node was made, from those that definitely run later. A scope that is not
    ``visible`` is that of a class around a function.
    """

    owner: Owner
    names: Mapping[str, tuple[Binding, ...]]
    order: Order
    visible: bool = True

    def bindings_of(self, name: str) -> tuple[Binding, ...]:
        """The bindings of ``name`` in this scope that the node can see."""
        return self.names.get(name, ()) if self.visible else ()


def scopes(module: ModuleIndex, node: cst.CSTNode) -> list[LexicalScope]:
    """The scopes around ``node``, innermost first; raises ValueError for a node of another
    module.
    """
    path = (node, *module.ancestors(node))
    found: list[LexicalScope] = []
    start = 0
    for index, holder in enumerate(path):
        if isinstance(holder, Owner) and _runs_in(holder, path[:index]):
            names = module.once(bindings, holder)
            visible = not (isinstance(holder, cst.ClassDef) and found)
            order = _order(module, path[start : index + 1])
            found.append(LexicalScope(holder, names, order, visible))
            start = index
    return found


def standing(around: Sequence[LexicalScope], name: str) -> Standing:
    """What is known about ``name`` at the node inside these scopes."""
    deferred = False
    for scope in around:
        found = scope.bindings_of(name)
        if found:
            return _standing(scope, found, deferred=deferred)
        deferred |= isinstance(scope.owner, cst.FunctionDef | cst.Lambda)
    return Standing.UNBOUND


def visible_bindings(around: Sequence[LexicalScope], name: str) -> tuple[Binding, ...]:
    """The bindings of ``name`` in the innermost scope that binds it."""
    return next((found for scope in around if (found := scope.bindings_of(name))), ())


def _standing(scope: LexicalScope, found: Sequence[Binding], *, deferred: bool) -> Standing:
    kinds = {binding.kind for binding in found}
    # By the time that a function is called, the code around it has usually run to its end.
    ran = scope.order.runs if deferred else scope.order.has_run
    if Kind.DELETION not in kinds and any(ran(binding.by) for binding in found):
        return Standing.BOUND
    if isinstance(scope.owner, cst.Module) and kinds == {Kind.MODULE}:
        return Standing.IMPORTED
    return Standing.UNSURE


def _runs_in(owner: Owner, below: Sequence[cst.CSTNode]) -> bool:
    """Whether the code at the end of the path ``below`` runs in the scope of ``owner``."""
    if not below or isinstance(owner, cst.Module):
        return bool(below)
    if isinstance(owner, cst.BaseComp):
        # What a comprehension iterates over first is evaluated outside of it.
        return below[-2:-1] != (owner.for_in.iter,)
    return below[-1] is owner.body


def _order(module: ModuleIndex, path: Sequence[cst.CSTNode]) -> Order:
    """The order around the path's start, in the scope at its end."""
    blocks: list[tuple[Mapping[int, int], int]] = []
    first: set[int] = set()
    for child, holder in itertools.pairwise(path):
        if isinstance(holder, cst.Module | cst.BaseSuite | cst.SimpleStatementLine):
            places, ran = module.once(_places, holder)
            blocks.append((ran, places[id(child)]))
        elif isinstance(holder, cst.For | cst.With) and child is holder.body:
            first.add(id(holder))
    owner = path[-1]
    if isinstance(owner, cst.FunctionDef | cst.Lambda | cst.BaseComp):
        first.update(module.once(_given, owner))
    return Order(tuple(blocks), frozenset(first))


def _given(owner: Owner) -> frozenset[int]:
    """The ids of what binds the names that a function or a comprehension begins with."""
    return frozenset(
        id(binding.by)
        for every in bindings(owner).values()
        for binding in every
        if isinstance(binding.by, cst.Param | cst.CompFor)
    )


def _places(
    block: cst.Module | cst.BaseSuite | cst.SimpleStatementLine,
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """The place of each statement of a block, and that of each node that a statement surely runs,
    by their ids.
    """
    places: dict[int, int] = {}
    ran: dict[int, int] = {}
    for at, statement in enumerate(block.body):
        places[id(statement)] = at
        if isinstance(statement, cst.SimpleStatementLine):
            ran.update((id(each), at) for each in statement.body)
        elif not isinstance(statement, cst.For):
            # A loop binds its names perhaps never, other statements stand for themselves.
            ran[id(statement)] = at
    return places, ran
