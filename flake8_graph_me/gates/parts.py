"""What a piece of code may come to, judged by the names in it.

Names are not resolved by scope. Must not need libcst.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from flake8_graph_me.gates.constants import text_of
from flake8_graph_me.gates.signs import TOKENS, Sign, names_owner, note, running
from flake8_graph_me.gates.words import DOTTED, SIGNED_IN, Segments

_ANY_VARIABLE = frozenset({"eval", "exec", "globals", "locals", "vars"})
"""Names by which code comes to a variable without naming it."""


class Given(NamedTuple):
    """Where a value is given as an argument: to a function of this name, which is ``read`` from
    something or a variable, together with these variables and with what is read by these names.
    """

    function: str
    read: bool
    variables: frozenset[str]
    names: frozenset[str]


class Chain(NamedTuple):
    """A variable and the attributes that are read from it, one from the other; and where the value
    is given, None if it may get anywhere.
    """

    variable: str
    attributes: tuple[str, ...] = ()
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a module's code: the variables in it with what it reads from them; whether it
    contains a path segment that names an owner, and one that names the signed-in user; whether it
    may get a token; and whether it may come to any variable.
    """

    chains: frozenset[Chain] = frozenset()
    owner: bool = False
    me: bool = False
    token: bool = False
    any_variable: bool = False

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables."""
        return frozenset(chain.variable for chain in self.chains)


def part_of(segments: Segments, *roots: ast.AST) -> Part:
    """The content of trees as one part, in which these segments matter."""
    chains: set[Chain] = set()
    names: set[str] = set()
    inner: set[int] = set()
    plain: set[int] = set()
    given: dict[int, Given] = {}
    held: set[Sign] = set()
    owner = me = False
    for node in running(*roots):
        note(node, held)
        if names_owner(node, segments):
            owner, me = True, me or names_owner(node, SIGNED_IN)
        if isinstance(node, ast.Name | ast.Attribute):
            if id(node) not in plain:
                names.add(node.id if isinstance(node, ast.Name) else node.attr)
            if isinstance(node, ast.Attribute):
                inner.add(id(node.value))
            if id(node) not in inner:
                chains.update(_chain(node, given.get(id(node))))
        elif isinstance(node, ast.Call):
            given.update(_given(node))
            if node.args:
                # Of what it is given, which counts as computed.
                plain.update({id(node.func)} if last_name(node.func) == "vars" else ())
        else:
            chains.update(_in_annotations(node))
    return Part(
        frozenset(chains),
        owner,
        me,
        token=not held.isdisjoint(TOKENS),
        any_variable=not _ANY_VARIABLE.isdisjoint(names),
    )


def _chain(node: ast.expr, given: Given | None) -> Iterator[Chain]:
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        yield Chain(node.id, tuple(reversed(attributes)), given)


def _given(call: ast.Call) -> Iterator[tuple[int, Given]]:
    """The arguments of a call, also in displays; none of a computed callee, or together with
    computed ones.
    """
    pending = [*call.args, *(keyword.value for keyword in call.keywords)]
    arguments: list[ast.Name | ast.Attribute] = []
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Tuple | ast.List):
            pending += node.elts
        elif isinstance(node, ast.Name | ast.Attribute):
            arguments.append(node)
        elif not isinstance(node, ast.Constant | ast.JoinedStr):
            return
    if isinstance(call.func, ast.Name | ast.Attribute):
        given = Given(
            last_name(call.func),
            isinstance(call.func, ast.Attribute),
            frozenset(each.id for each in arguments if isinstance(each, ast.Name)),
            frozenset(each.attr for each in arguments if isinstance(each, ast.Attribute)),
        )
        yield from ((id(node), given) for node in arguments)


def last_name(node: ast.expr) -> str:
    """The name of a callee; empty for a computed one."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _in_annotations(node: ast.AST) -> Iterator[Chain]:
    """What the texts of annotations name."""
    annotation: ast.expr | None = None
    if isinstance(node, ast.arg | ast.AnnAssign):
        annotation = node.annotation
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        annotation = node.returns
    if annotation is not None:
        for inner in ast.walk(annotation):
            if isinstance(inner, ast.Constant):
                for name in DOTTED.findall(text_of(inner)):
                    variable, *attributes = name.split(".")
                    yield Chain(variable, tuple(attributes))
