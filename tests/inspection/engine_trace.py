"""One check as it is, and what the engine knew while it ran: every value that an expression had.

The check is the real one, with its gates, rows and relevance; only the evaluation of expressions is
watched. Must not know how it is shown.
"""

import ast
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import libcst as cst

from flake8_graph_me.engine import interpreter
from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Value
from flake8_graph_me.engine.expressions import evaluate
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import frozen
from flake8_graph_me.engine.relevance.relevance import Relevance, relevance_of
from flake8_graph_me.gates.gate import closures_of, may_hold_finding
from flake8_graph_me.gates.signs import NO_SIGNS, Sign, held
from flake8_graph_me.pipeline import check
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.modules import parsed_cache
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.python_tree import LazyTree
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One evaluation of an expression, and the variables of its scope by then.

    ``calls`` are the functions under way, outermost first; ``assumed`` says that the outermost one
    was entered with unknown arguments.
    """

    node: cst.CSTNode
    calls: tuple[str, ...]
    assumed: bool
    condition: Condition
    value: Value
    variables: dict[str, Value]


@dataclass(slots=True)
class Trace:
    """What there is to know of one check.

    ``own`` are the signs of the checked file, ``around`` those of all that it reaches by imports.
    ``passed`` says that the gates let the file pass. Without a ``run`` the source could not be
    analysed.
    """

    module: ParsedModule
    own: frozenset[Sign]
    around: frozenset[Sign]
    passed: bool
    findings: tuple[Finding, ...] = ()
    run: Run | None = None
    relevance: Relevance | None = None
    evaluated: list[Evaluated] = field(default_factory=list)


def traced(
    path: str,
    wanted: Callable[[ParsedModule], Collection[cst.CSTNode]],
    options: Options,
    checked: str = "",
) -> Trace:
    """Check the file at ``path``, or the file ``checked`` that imports it, whatever the gates say,
    and keep the values of the nodes that are ``wanted`` of the module at ``path``.

    Raises AnalysisFailed, SyntaxError and OSError.
    """
    start = checked or path
    source = Path(start).read_text(encoding="utf-8")
    closures = closures_of(source, start, options, {})
    tree = ast.parse(source)
    passed = may_hold_finding(source, start, options, LazyTree(source, tree), closures)
    own, around = held(source, tree), _around(start, closures)
    # The cache gives the check the same trees, so that nodes can be told by what they are.
    module = parsed_cache.module_of(absolute(start), source, tree)
    if checked:
        other = parsed_cache.module_at(absolute(path), DiskReader())
        module = module if other is None else other
    trace = Trace(module, own, around, passed)
    with _watched(trace, frozenset(wanted(module))):
        trace.findings = check.checked(source, start, options, tree, closures)
    return trace


def _around(path: str, closures: ImportClosures) -> frozenset[Sign]:
    """The signs of all files that one reaches by imports, itself among them."""
    found = NO_SIGNS
    for file in closures.closure(path):
        content = closures.lookup.reader.content(file)
        if content is not None:
            found |= held(content.text, ast.parse(content.text))
    return found


@contextmanager
def _watched(trace: Trace, wanted: frozenset[cst.CSTNode]) -> Iterator[None]:
    """While this context is open, the check's interpretation is kept in the trace."""

    def watching(run: Run, node: cst.BaseExpression, frame: Frame, state: State) -> Value:
        value = evaluate(run, node, frame, state)
        if node in wanted and not run.handed_in:
            # A function in which something is revealed is run anew each time.
            run.events.revealed.append((node, value))
            trace.evaluated.append(_evaluated(run, node, value, frame, state))
        return value

    def keeping(*args: Any, **keywords: Any) -> Run:  # noqa: ANN401 - whatever the check hands on
        trace.run = interpret(*args, **keywords)
        return trace.run

    def noting(*args: Any, **keywords: Any) -> Relevance:  # noqa: ANN401 - the same
        trace.relevance = relevance_of(*args, **keywords)
        return trace.relevance

    with (
        mock.patch.multiple(interpreter, evaluate=watching, relevance_of=noting),
        mock.patch.object(check, "interpret", keeping),
    ):
        yield


def _evaluated(run: Run, node: cst.CSTNode, value: Value, frame: Frame, state: State) -> Evaluated:
    number = frame.scope.number
    names = {
        location[1]: frozen(run, state, state.read(location))
        for location in state.written_since(None)
        if location[0] == number and isinstance(location[1], str)
    }
    calls = tuple(site.name or "<lambda>" for site in frame.sites)
    return Evaluated(node, calls, frame.assumed, state.condition, frozen(run, state, value), names)
