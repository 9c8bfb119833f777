"""Percent-encoding the value of an expression in a path, with ``urllib.parse.quote``."""

from collections.abc import Iterator

import libcst as cst
from libcst.helpers import get_full_name_for_node

from flake8_graph_me.fixes.names_in_scope.bindings import Binding, Owner, bindings
from flake8_graph_me.fixes.names_in_scope.scopes import (
    LexicalScope,
    Standing,
    scopes,
    standing,
    visible_bindings,
)
from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import LocatedNode
from flake8_graph_me.fixes.user_expressions.expressions import Expression, expression
from flake8_graph_me.syntax.module_index import ModuleIndex

PACKAGE, MODULE, FUNCTION = "urllib", "urllib.parse", "quote"


def quoted(spot: LocatedNode, user: Expression) -> tuple[Expression, tuple[str, ...]]:
    """The expression with its value encoded, and the import statements that this needs.

    ``@`` stays unencoded. Raises Refused if the names it needs mean something else there.
    """
    around = scopes(spot.module, spot.node)
    name = next(_known_names(spot.module, around), None)
    statements: tuple[str, ...] = ()
    if name is None:
        name, statement = _imported(around)
        statements = (statement,)
    return expression(f'{name}({user.as_argument()}, safe="@")'), statements


def _known_names(module: ModuleIndex, around: list[LexicalScope]) -> Iterator[str]:
    """How the function can be called there through imports that have definitely run."""
    imported = (module.once(_imported_names, each.owner) for each in around if each.visible)
    names = dict.fromkeys(name for names in imported for name in names)
    for name in names:
        found = visible_bindings(around, name)
        written = {_called_by(binding) for binding in found}
        if len(written) == 1 and standing(around, name) is Standing.BOUND:
            yield from (each for each in written if each is not None)


def _imported_names(owner: Owner) -> list[str]:
    return [
        name
        for name, found in bindings(owner).items()
        if any(_called_by(binding) is not None for binding in found)
    ]


def _called_by(binding: Binding) -> str | None:
    """How the function can be called through an import's binding, if at all."""
    by, name = binding.by, binding.name
    if isinstance(by, cst.Import):
        for alias in by.names:
            if alias.evaluated_name == MODULE and (alias.evaluated_alias or PACKAGE) == name:
                return f"{alias.evaluated_alias or MODULE}.{FUNCTION}"
    elif isinstance(by, cst.ImportFrom) and by.module is not None and not by.relative:
        module = get_full_name_for_node(by.module)
        for alias in () if isinstance(by.names, cst.ImportStar) else by.names:
            if (alias.evaluated_alias or alias.evaluated_name) != name:
                continue
            if (module, alias.evaluated_name) == (MODULE, FUNCTION):
                return name
            if f"{module}.{alias.evaluated_name}" == MODULE:
                return f"{name}.{FUNCTION}"
    return None


def _imported(around: list[LexicalScope]) -> tuple[str, str]:
    """How the function is called after a new import statement, and that statement."""
    if standing(around, FUNCTION) is Standing.UNBOUND:
        return FUNCTION, f"from {MODULE} import {FUNCTION}"
    bound = visible_bindings(around, PACKAGE)
    if all(isinstance(binding.by, cst.Import) for binding in bound):
        return f"{MODULE}.{FUNCTION}", f"import {MODULE}"
    raise Refused(f"the names {FUNCTION} and {PACKAGE} mean something else there")
