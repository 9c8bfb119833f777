"""The parameters of a function definition."""

from dataclasses import dataclass

import libcst as cst


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; ``kind`` is "positional", "keyword", "args" or "kwargs". ``named`` says that it
    may be passed by keyword.
    """

    name: str
    kind: str
    default: cst.BaseExpression | None
    annotation: cst.BaseExpression | None
    named: bool = True


def parameters_of(node: cst.FunctionDef | cst.Lambda) -> tuple[Parameter, ...]:
    """The parameters of a function in order."""
    params = node.params
    found = [_parameter(param, "positional", named=False) for param in params.posonly_params]
    found += [_parameter(param, "positional") for param in params.params]
    if isinstance(params.star_arg, cst.Param):
        found.append(_parameter(params.star_arg, "args"))
    found += [_parameter(param, "keyword") for param in params.kwonly_params]
    if params.star_kwarg is not None:
        found.append(_parameter(params.star_kwarg, "kwargs"))
    return tuple(found)


def _parameter(param: cst.Param, kind: str, *, named: bool = True) -> Parameter:
    annotation = param.annotation.annotation if param.annotation is not None else None
    return Parameter(param.name.value, kind, param.default, annotation, named)
