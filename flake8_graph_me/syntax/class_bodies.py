"""What the body of a class binds."""

import libcst as cst


def assigned_names(node: cst.ClassDef) -> list[tuple[cst.Name, cst.BaseExpression]]:
    """The names to which the body's own statements assign, in order, each with what is assigned."""
    return [
        (target.target, small.value)
        for line in node.body.body
        for small in (line.body if isinstance(line, cst.SimpleStatementLine) else ())
        if isinstance(small, cst.Assign)
        for target in small.targets
        if isinstance(target.target, cst.Name)
    ]
