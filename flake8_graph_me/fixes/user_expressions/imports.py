"""The imports that an expression needs at its place."""

import builtins
from collections.abc import Iterator, Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node

from flake8_graph_me.fixes.names_in_scope.bindings import Kind
from flake8_graph_me.fixes.names_in_scope.scopes import (
    LexicalScope,
    Standing,
    scopes,
    standing,
    visible_bindings,
)
from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import LocatedNode
from flake8_graph_me.fixes.user_expressions.expressions import Expression
from flake8_graph_me.fixes.user_expressions.modules import longest_module
from flake8_graph_me.fixes.user_expressions.sections import leading_imports, slot
from flake8_graph_me.syntax.python_tree import PYTHONS_PARSER
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Position


def needed_imports(
    spot: LocatedNode, expression: Expression, further: Sequence[str] = ()
) -> tuple[Edit, ...]:
    """The edits that import the modules that the expression reads from, and add ``further`` import
    statements; none if nothing is missing. The imports go where isort puts them.

    Raises Refused if a name may not be bound yet, or is no module that can be imported.
    """
    around = scopes(spot.module, spot.node)
    missing = {
        f"import {name}"
        for root in expression.roots
        for name in _unknown_modules(root, expression, spot, around)
    }
    statements = sorted({*missing, *further}, key=lambda each: (each.startswith("from"), each))
    return _import_edits(spot, statements) if statements else ()


def _unknown_modules(
    root: str, expression: Expression, spot: LocatedNode, around: list[LexicalScope]
) -> Iterator[str]:
    """The modules to import for what is read from a name."""
    found = standing(around, root)
    if found is Standing.UNSURE:
        raise Refused(f"{root} may not be defined there")
    if found is Standing.UNBOUND and hasattr(builtins, root):
        return
    if found is not Standing.BOUND and not expression.reads_only_attributes_of(root):
        raise Refused(f"{root} is not defined")
    for chain in expression.chains(root):
        name = longest_module(chain, spot.is_projects)
        if found is not Standing.BOUND and name is None:
            raise Refused(f"{root} is neither defined nor a module of the project")
        # A package that is imported may still lack its submodule.
        is_bound = found is Standing.BOUND and (
            name in {None, root} or not _is_package(root, around) or _imports(spot, name or "")
        )
        if name is not None and not is_bound:
            yield name


def _is_package(root: str, around: list[LexicalScope]) -> bool:
    """Whether a name is bound by nothing but imports of the module of this name."""
    return all(binding.kind is Kind.MODULE for binding in visible_bindings(around, root))


def _imports(spot: LocatedNode, name: str) -> bool:
    """Whether an import at the top level of the module brings about a submodule."""
    package, _, last = name.rpartition(".")
    for statement in leading_imports(spot.module.module.body):
        for small in statement.body:
            if isinstance(small, cst.Import):
                if any(f"{each.evaluated_name}.".startswith(f"{name}.") for each in small.names):
                    return True
            elif isinstance(small, cst.ImportFrom) and small.module is not None:
                source = get_full_name_for_node(small.module)
                names = () if isinstance(small.names, cst.ImportStar) else small.names
                if source == name or (
                    source == package and any(each.evaluated_name == last for each in names)
                ):
                    return True
    return False


def _import_edits(spot: LocatedNode, statements: list[str]) -> tuple[Edit, ...]:
    body = spot.module.module.body
    statement = (spot.node, *spot.ancestors)[-2]
    here = next(index for index, each in enumerate(body) if each is statement)
    first = next((index for index, each in enumerate(body) if not _leads(each, index)), len(body))
    if here < first:
        raise Refused(f"{statements[0]} would have to come before the first statement")
    # Those behind the place would run too late.
    imports = leading_imports(body[: here + 1])
    if not imports:
        newline = spot.module.module.default_newline
        return (_first_import(spot, first, "".join(each + newline for each in statements)),)
    by_line: dict[int, str] = {}
    for each in statements:
        line, text = _among(spot, each, imports)
        by_line[line] = by_line.get(line, "") + text
    return tuple(spot.insertion(Position(line, 0), text) for line, text in by_line.items())


def _among(
    spot: LocatedNode, statement: str, imports: Sequence[cst.SimpleStatementLine]
) -> tuple[int, str]:
    """The line before which a statement is written among the imports, and the text."""
    newline = spot.module.module.default_newline
    place = slot(statement, imports, spot.is_projects)
    text = statement + newline
    if place.before is not None:
        line = _below_header(spot, _first_line(spot, place.before))
        return line, text + newline * place.apart
    assert place.after is not None, "an import goes before or behind another one"
    line = spot.spans([place.after])[place.after].end.line + 1
    if line > len(spot.lines):
        # The import ends the file, without the end of a line.
        raise Refused(f"{statement} would have to come behind the last line")
    return line, newline * place.apart + text


def _first_import(spot: LocatedNode, first: int, text: str) -> Edit:
    """The edit that writes import statements into a module that has none, before its statement
    of an index.
    """
    body, newline = spot.module.module.body, spot.module.module.default_newline
    if first:
        last = body[first - 1]
        line = spot.spans([last])[last].end.line + 1
        text = newline + text
        if spot.lines.line(line).strip():
            text += newline
    else:
        line = _below_header(spot, _first_line(spot, body[0]))
        text += newline
    return spot.insertion(Position(line, 0), text)


def _leads(statement: cst.CSTNode, index: int) -> bool:
    """Whether a statement must precede all imports."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    first = statement.body[0]
    if index == 0 and isinstance(first, cst.Expr):
        value = first.value
        with PYTHONS_PARSER:
            return isinstance(value, cst.SimpleString | cst.ConcatenatedString) and isinstance(
                value.evaluated_value, str
            )
    return any(isinstance(each, cst.ImportFrom) and _is_future(each) for each in statement.body)


def _is_future(statement: cst.ImportFrom) -> bool:
    module = statement.module
    return isinstance(module, cst.Name) and module.value == "__future__" and not statement.relative


def _first_line(spot: LocatedNode, statement: cst.CSTNode) -> int:
    nodes = [statement, *getattr(statement, "decorators", ())]
    return min(span.start.line for span in spot.spans(nodes).values())


def _below_header(spot: LocatedNode, line: int) -> int:
    """The first line of the comments that belong to the statement on ``line``; those that begin the
    file belong to the file.
    """
    lines = spot.lines
    top = line
    while top > 1 and lines.line(top - 1).startswith("#"):
        top -= 1
    return line if top == 1 else top
