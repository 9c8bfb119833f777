"""The scopes around a node, and which names are definitely bound when it runs.

*Definitely* follows the order of statements: an earlier statement in a block that contains the node
has run by then; statements inside other blocks may have.
"""

import enum
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.fixes.names_in_scope.bindings import Binding, Kind, Owner, bindings
from flake8_graph_me.syntax.walk import children


class Standing(enum.Enum):
    """What is known about a name at a node: bound; unbound; bound at module level only by imports
    of the module of this name, perhaps later; or unsure.
    """

    BOUND = enum.auto()
    UNBOUND = enum.auto()
    IMPORTED = enum.auto()
    UNSURE = enum.auto()


@dataclass(frozen=True, slots=True)
class LexicalScope:
    """A scope around a node.

    ``before`` are the ids of nodes that have definitely run in it before the node, or before the
    function that contains the node was made; ``after`` those of nodes that definitely run later. A
    scope that is not ``visible`` is that of a class around a function.
    """

    owner: Owner
    names: Mapping[str, tuple[Binding, ...]]
    before: frozenset[int]
    after: frozenset[int]
    visible: bool = True

    def bindings_of(self, name: str) -> tuple[Binding, ...]:
        """The bindings of ``name`` in this scope that the node can see."""
        return self.names.get(name, ()) if self.visible else ()


def ancestors(module: cst.Module, node: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
    """The nodes that contain ``node``, innermost first, up to the module itself.

    Raises ValueError for a node of another module, and for layout.
    """
    parents: dict[int, cst.CSTNode] = {}
    stack: list[cst.CSTNode] = [module]
    while stack:
        current = stack.pop()
        if current is node:
            return tuple(_chain(parents, node))
        below = children(current)
        parents.update((id(child), current) for child in below)
        stack += below
    raise ValueError("the node is not in the module")


def scopes(module: cst.Module, node: cst.CSTNode) -> list[LexicalScope]:
    """The scopes around ``node``, innermost first; raises ValueError as ``ancestors`` does."""
    path = (node, *ancestors(module, node))
    found: list[LexicalScope] = []
    start = 0
    for index, holder in enumerate(path):
        if isinstance(holder, Owner) and _runs_in(holder, path[:index]):
            before, after = _order(path[start : index + 1])
            visible = not (isinstance(holder, cst.ClassDef) and found)
            found.append(LexicalScope(holder, bindings(holder), before, after, visible))
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
    ran = scope.before | scope.after if deferred else scope.before
    if Kind.DELETION not in kinds and any(id(binding.by) in ran for binding in found):
        return Standing.BOUND
    if isinstance(scope.owner, cst.Module) and kinds == {Kind.MODULE}:
        return Standing.IMPORTED
    return Standing.UNSURE


def _chain(parents: Mapping[int, cst.CSTNode], node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    while (parent := parents.get(id(node))) is not None:
        yield parent
        node = parent


def _runs_in(owner: Owner, below: Sequence[cst.CSTNode]) -> bool:
    """Whether the code at the end of the path ``below`` runs in the scope of ``owner``."""
    if not below or isinstance(owner, cst.Module):
        return bool(below)
    if isinstance(owner, cst.BaseComp):
        # What a comprehension iterates over first is evaluated outside of it.
        return below[-2:-1] != (owner.for_in.iter,)
    return below[-1] is owner.body


def _order(path: Sequence[cst.CSTNode]) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of what definitely runs before and after the path's start, in the scope at its
    end.
    """
    before: set[int] = set()
    after: set[int] = set()
    for child, holder in itertools.pairwise(path):
        if isinstance(holder, cst.Module | cst.BaseSuite | cst.SimpleStatementLine):
            statements = list(holder.body)
            at = next(index for index, each in enumerate(statements) if each is child)
            before.update(_run_directly(statements[:at]))
            after.update(_run_directly(statements[at + 1 :]))
        elif isinstance(holder, cst.For | cst.With) and child is holder.body:
            before.add(id(holder))
    owner = path[-1]
    if isinstance(owner, cst.FunctionDef | cst.Lambda | cst.BaseComp):
        before.update(
            id(binding.by)
            for every in bindings(owner).values()
            for binding in every
            if isinstance(binding.by, cst.Param | cst.CompFor)
        )
    return frozenset(before), frozenset(after)


def _run_directly(statements: Sequence[cst.CSTNode]) -> Iterator[int]:
    for statement in statements:
        if isinstance(statement, cst.SimpleStatementLine):
            yield from map(id, statement.body)
        elif not isinstance(statement, cst.For):
            # A loop binds its names perhaps never, other statements stand for themselves.
            yield id(statement)
