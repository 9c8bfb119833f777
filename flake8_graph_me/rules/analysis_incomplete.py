"""GME901 analysis-incomplete: a bound cut the analysis of a file short.

## What it does
Reports that the analysis gave up in a file before its end, although the file has app-only tokens
and texts that may be `/me`. It is off by default: `extend-select = GME901` turns it on. A file gets
one such finding, at the function in which a bound was reached first, and it names the bounds.

## Why is this bad?
It is no fault of the program. But past a bound nothing is reported that is not certain, so a wrong
request may be missed, and no fix is offered in a file whose analysis used up its steps.

## Example
A function that calls itself in turn with hundreds of others, or builds thousands of requests in
nested loops. Smaller functions, and fewer alternatives in one, help the analysis and the reader.

## Fix safety
There is no fix.

## References
- The table of bounds in CONTRIBUTING.md
"""

import libcst as cst

from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.gates.words import SIGNED_IN
from flake8_graph_me.rules.places.files import Files
from flake8_graph_me.rules.reports import Draft
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.terms.identity import Identity

CODE = "GME901"
SLUG = "analysis-incomplete"


def incomplete_drafts(run: Run, module: ParsedModule, files: Files) -> list[Draft]:
    """A draft for a module whose analysis was cut short, and that has app-only tokens and texts
    that may be the signed-in user's.
    """
    reached = run.budget.reached
    acquired = any(label.tag is Identity.APP_ONLY for label in run.events.labels.values())
    if not reached or not acquired or SIGNED_IN.word.search(module.source) is None:
        return []
    checked = (node for node in reached.values() if node is not None and files.is_checked(node))
    node = next(checked, module.module.body[0])
    named = getattr(node, "name", None)
    where = f"in {named.value}()" if isinstance(named, cst.Name) else "in this module"
    bounds = ", ".join(sorted(reached))
    message = f"the analysis gave up {where} ({bounds}); wrong requests may be missed in this file"
    return [Draft(CODE, SLUG, message, node, None, (), None, certain=False)]
