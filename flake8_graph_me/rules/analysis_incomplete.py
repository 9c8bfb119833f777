"""GME901 analysis-incomplete: a bound cut the analysis of a file short.

## What it does
Reports that the analysis gave up before it knew what a request is, although the file has app-only
tokens and texts that may be `/me`: a bound made its path or its token unknown, or the code that
sends it was not followed. A command that the program runs, such as curl, counts too where one of
its options, or the shell's line around it, is not understood. It is off by default:
`extend-select = GME901` turns it on. A file gets one such finding, at the function in which a bound
was reached first or at the call of the module that leads to the request, and it names the bounds. A
bound that has to do with no request is not reported; an internal error of the analysis is always,
and no fix is offered in its file. `flake8-graph-me check --statistics` counts these requests in all
files, whether the code is selected or not.

## Why is this bad?
It is no fault of the program. But past a bound nothing is reported that is not certain, so a wrong
request may be missed, and no fix is offered for a text that the code past it may use.

## Example
A path that is looked up by an unknown key in a dictionary of twenty paths, or requests behind
functions that call each other in turn without end. `flake8-graph-me requests FILE` lists the
requests, and says which are cut off by which bound. Smaller functions, and fewer alternatives in
one, help the analysis and the reader; look at the requests that are left yourself.

## Fix safety
There is no fix.

## References
- The table of bounds:
  https://github.com/flake8-graph-me/flake8-graph-me/blob/main/CONTRIBUTING.md#bounds
"""

import libcst as cst

from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.gates.words import SIGNED_IN
from flake8_graph_me.rules.places.files import Files
from flake8_graph_me.rules.reports import Draft
from flake8_graph_me.rules.requests.incomplete import IncompleteRequest, incomplete_requests
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.findings import Incomplete
from flake8_graph_me.terms.identity import Identity

CODE = "GME901"
SLUG = "analysis-incomplete"


def incomplete_drafts(
    run: Run, module: ParsedModule, files: Files, recognition: Recognition
) -> list[Draft]:
    """A draft for a module with requests that a bound hides, and that has app-only tokens and texts
    that may be the signed-in user's.
    """
    if run.budget.failed:
        return [_failure(run, module, files)]
    labels = run.events.labels.values()
    # The tokens may be got in what was left out.
    acquired = any(label.tag is Identity.APP_ONLY for label in labels) or (
        (run.budget.cut or run.events.left_out) and not labels
    )
    if not acquired or SIGNED_IN.word.search(module.source) is None:
        return []
    requests = incomplete_requests(run, recognition)
    if not requests:
        return []
    bounds = sorted({bound for request in requests for bound in request.bounds})
    node = _place(run, module, files, requests[0], bounds)
    return [_draft(node, "gave up", Incomplete(len(requests), tuple(bounds)))]


def _failure(run: Run, module: ParsedModule, files: Files) -> Draft:
    """A draft for internal errors, at the function of the checked file in which the first was met;
    else at the first statement.
    """
    found = (run.budget.reached.get(reason) for reason in sorted(run.budget.failed))
    nodes = (node for node in found if node is not None and files.is_checked(node))
    counted = Incomplete(len(run.budget.failed), tuple(sorted(run.budget.failed)))
    return _draft(next(nodes, module.module.body[0]), "failed", counted)


def _draft(node: cst.CSTNode, what: str, counted: Incomplete) -> Draft:
    named = getattr(node, "name", None)
    where = f"in {named.value}()" if isinstance(named, cst.Name) else "in this module"
    message = (
        f"the analysis {what} {where} ({', '.join(counted.bounds)}); wrong requests may be missed "
        "in this file"
    )
    return Draft(CODE, SLUG, message, node, None, (), None, certain=False, incomplete=counted)


def _place(
    run: Run,
    module: ParsedModule,
    files: Files,
    request: IncompleteRequest,
    bounds: list[str],
) -> cst.CSTNode:
    """The function of the checked file in which one of the bounds was reached, or from which the
    request comes; else the call there that leads to it.
    """
    for bound in bounds:
        node = run.budget.reached.get(bound)
        if node is not None and files.is_checked(node):
            return node
    leading = (*request.calls, request.node)
    outermost = next((node for node in leading if files.is_checked(node)), None)
    if outermost is None:
        return module.module.body[0]
    around = [
        function
        for function in run.functions
        if isinstance(function, cst.FunctionDef)
        and files.is_checked(function)
        and any(node is outermost for node in walk(function))
    ]
    # An inner function is made after the one around it.
    return around[-1] if around else outermost
