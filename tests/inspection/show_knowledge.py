"""Why was this not found? What the check of a file knew at one of its lines.

``python -m tests.inspection.show_knowledge FILE:LINE`` checks the file and prints, in the order in
which a finding can get lost: whether the gates let the file pass and by which signs, whether the
function around the line was entered, whether a bound cut the analysis, the values of the
expressions that begin on the line, in each context, the sink calls there, and the findings.

With ``--checked OTHER`` the check is that of another file, which imports this one. Options in
configuration files do not count.
"""

import argparse
import sys
from collections.abc import Callable, Hashable, Iterator

import libcst as cst

from flake8_graph_me.engine.domain.conditions import Condition, conjoin
from flake8_graph_me.engine.domain.values import Class, External, Function, Value
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.rules.cures import cure_of
from flake8_graph_me.rules.request_rules import REQUEST_RULES
from flake8_graph_me.rules.requests.requests import UserRequest, user_requests
from flake8_graph_me.rules.verdicts import Verdict, acquires_only_app_only, verdict
from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule
from flake8_graph_me.syntax.positions import spans
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Span
from tests.inspection.engine_trace import Evaluated, Trace, traced
from tests.specification.engine.printing import show, show_meeting


def report(path: str, line: int, options: Options, checked: str = "") -> Iterator[str]:
    """The lines to print. Raises AnalysisFailed and OSError."""
    trace = traced(path, lambda module: on_line(module, line), options, checked)
    run = trace.run
    yield from _gates(trace)
    if run is None:
        yield f"analysis: {trace.findings[0].message}" if trace.findings else "analysis: none"
        return
    yield from _entered(trace, run, line)
    yield from _bounds(run)
    yield from _values(trace, run)
    yield from _sink_calls(trace, run, line, options)
    yield from (f"finding: {each.code} {each.message}" for each in trace.findings)


def on_line(module: ParsedModule, line: int) -> list[cst.CSTNode]:
    """The expressions that begin on a line, from left to right, the outer ones first."""
    nodes = [node for node in walk(module.module) if isinstance(node, cst.BaseExpression)]
    places = spans(module, [node for node in nodes if not _is_plain(node)])
    found = [node for node, span in places.items() if span.start.line == line]
    return sorted(found, key=lambda node: _order(places[node]))


def _is_plain(node: cst.BaseExpression) -> bool:
    """Whether an expression needs no interpretation."""
    if isinstance(node, cst.Name):
        return node.value in ("None", "True", "False")
    return isinstance(node, cst.SimpleString | cst.Integer | cst.Float)


def _order(span: Span) -> tuple[int, int, int]:
    return span.start.column, -span.end.line, -span.end.column


def _gates(trace: Trace) -> Iterator[str]:
    yield f"gates: the file {'passes' if trace.passed else 'does NOT pass: a check ends here'}"
    for what, signs in (("its own", trace.own), ("with imports", trace.around)):
        yield f"  signs, {what}: {', '.join(sorted(sign.name for sign in signs)) or 'none'}"


def _entered(trace: Trace, run: Run, line: int) -> Iterator[str]:
    function = _function_at(trace.module, line)
    if function is None:
        yield "function: none, the line belongs to the module's body"
        return
    worth = trace.relevance is None or function not in trace.relevance.unneeded()
    if function not in run.entered:
        reason = "it was not reached" if worth else "relevance: no name in it leads to a sign"
        yield f"function: {function.name.value} was NOT entered ({reason})"
    elif run.entered[function]:
        yield f"function: {function.name.value} was called by known code"
    else:
        yield f"function: {function.name.value} was entered with unknown arguments"


def _function_at(module: ParsedModule, line: int) -> cst.FunctionDef | None:
    """The innermost function around a line."""
    functions = [node for node in walk(module.module) if isinstance(node, cst.FunctionDef)]
    places = spans(module, functions)
    around = [f for f in functions if places[f].start.line <= line <= places[f].end.line]
    return max(around, key=lambda each: places[each].start.line, default=None)


def _bounds(run: Run) -> Iterator[str]:
    done = run.budget.work.done
    yield f"steps: {done:,}, of {run.budget.steps:,} for the module's body and as many after it"
    if run.budget.cut:
        yield "bound: the steps were used up, so that what the rest does is unknown"
    elif run.budget.limited:
        yield f"bound: {run.budget.limited} calls or expressions were too deep, or modules too many"


def _values(trace: Trace, run: Run) -> Iterator[str]:
    places = spans(trace.module, {each.node for each in trace.evaluated})
    symbols: dict[int, None] = {}

    def context(each: Evaluated) -> tuple[object, ...]:
        return each.calls, each.assumed, each.condition

    contexts: dict[object, list[Evaluated]] = {}
    for each in trace.evaluated:
        contexts.setdefault(context(each), []).append(each)
    for evaluated in contexts.values():
        yield _heading(evaluated[0], symbols)
        shown = {
            _source(trace.module, places[each.node]): _alternatives(each.value, each, symbols)
            for each in sorted(evaluated, key=lambda each: _order(places[each.node]))
            if not _is_definition(each.value)
        }
        variables = evaluated[-1].variables
        shown |= {
            name: _alternatives(value, evaluated[-1], symbols)
            for name, value in variables.items()
            if name not in shown and not _is_definition(value)
        }
        yield from (f"  {name}: {value}" for name, value in shown.items() if value)
    if not trace.evaluated:
        yield "values: no expression that begins on the line was evaluated"
    yield from (f"  {number}: {_test(run, number)}" for number in sorted(symbols))


def _heading(each: Evaluated, symbols: dict[int, None]) -> str:
    calls = " > ".join(f"{name}()" for name in each.calls) or "the module's body"
    unknown = ", entered with unknown arguments" if each.assumed else ""
    return f"values in {calls}{unknown}{_when(each.condition, symbols)}:"


def _alternatives(value: Value, each: Evaluated, symbols: dict[int, None]) -> str:
    """The alternatives that can hold, each with what its condition adds to that of the state."""
    return " or ".join(
        show(((condition, atom),), each.condition) + _when(condition - each.condition, symbols)
        for condition, atom in value
        if conjoin(condition, each.condition) is not None and not isinstance(atom, External)
    )


def _when(condition: Condition, symbols: dict[int, None]) -> str:
    symbols.update(dict.fromkeys(map(abs, condition)))
    return (
        f" if {' '.join(f'{each:+d}' for each in sorted(condition, key=abs))}" if condition else ""
    )


def _is_definition(value: Value) -> bool:
    return all(isinstance(atom, Function | Class) for _, atom in value)


def _source(module: ParsedModule, span: Span) -> str:
    lines = module.source.splitlines()[span.start.line - 1 : span.end.line]
    lines[-1] = lines[-1][: span.end.column]
    lines[0] = lines[0][span.start.column :]
    return " ".join(" ".join(lines).split())


def _sink_calls(trace: Trace, run: Run, line: int, options: Options) -> Iterator[str]:
    """The sink calls whose own text, or whose callers', is on the line."""
    own = set(on_line(trace.module, line))
    for sink_call in run.events.sink_calls:
        if sink_call.node in own or any(site.node in own for site in sink_call.sites):
            yield f"sink call{_by(sink_call)}: {show_meeting(sink_call)}"
            yield from _requests(run, sink_call, options)


def _by(sink_call: SinkCall) -> str:
    calls = " > ".join(f"{site.name or '<lambda>'}()" for site in sink_call.sites)
    return f" in {calls}" if calls else ""


def _requests(run: Run, sink_call: SinkCall, options: Options) -> Iterator[str]:
    known = knowledge_for(options)
    only = acquires_only_app_only(run.events.labels.items(), known.recognition)
    found = [
        request
        for request in user_requests(run.events, known.recognition)
        if request.sink_call is sink_call
    ]
    for request in found:
        judged = verdict(request, run.symbols, only_app_only=only and not run.budget.cut)
        for world in request.worlds:
            what = f"{request.method} {world.path.shown} as {world.carried.identity.value}"
            yield f"  {what}{_when(world.condition, {})}"
        yield f"  verdict: {judged.name}, which {_reporting(request, judged)} reports"
    if not found:
        yield "  no request for a path of a user in Microsoft Graph"


def _reporting(request: UserRequest, judged: Verdict) -> str:
    """The code that reports a verdict."""
    if judged.wrong:
        for rule in REQUEST_RULES:
            if rule.applies(judged, cure_of(request)):
                return str(rule.CODE)
    return "no rule"


def _test(run: Run, number: int) -> str:
    """What a symbol is a test of, as far as its key says."""
    made = {number: parts for parts, number in run.keys.items()}
    return _described(run.symbols.keys[number], made.get)


def _described(key: Hashable, made: Callable[[int], Hashable]) -> str:
    match key:
        case int() if (parts := made(key)) is not None:
            return _described(parts, made)
        case ("parameter", _, str(name)):
            return f"parameter {name}"
        case ("true", subject):
            return f"{_described(subject, made)} is true"
        case ("none", subject):
            return f"{_described(subject, made)} is None"
        case ("equal", subject, constant):
            return f"{_described(subject, made)} equals {constant!r}"
        case ("default", *_):
            return "no caller passes the parameter, so that its default counts"
        case (int() as subject, str(how), *rest):
            inner = " ".join(str(part) for part in rest)
            return f"{how} {inner} of {_described(subject, made)}"
        case ("fresh", _):
            return "something unknown"
        case _:
            return str(key)


def main() -> int:
    """Print what was known at a line; exit 2 if the file cannot be read or parsed."""
    parser = argparse.ArgumentParser(prog="python -m tests.inspection.show_knowledge")
    parser.add_argument("place", metavar="FILE:LINE")
    parser.add_argument("--checked", default="", help="the file to check, which imports FILE")
    arguments = parser.parse_args()
    path, _, line = arguments.place.rpartition(":")
    if not path or not line.isdecimal():
        parser.error("the place has to be FILE:LINE")
    try:
        found = list(report(path, int(line), Options(), arguments.checked))
    except (AnalysisFailed, OSError, SyntaxError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("".join(f"{each}\n" for each in found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
