"""The sub-command ``check``: its options, what it prints where, and its exit code.

Must not know how a file is checked or fixed, nor the layout of any output format.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from flake8_graph_me.frontends import fixing, flake8_bridge, running, setting_values, settings
from flake8_graph_me.frontends.reports import concise, diff, full, json_report
from flake8_graph_me.frontends.reports.paint import wants_colour
from flake8_graph_me.frontends.running import Outcome, Plan

STDIN = "-"
_CLEAN, _LEFT = 0, 1

_OPTIONS = (
    ("--fix", {"action": "store_true", "help": "Write safe fixes into the files."}),
    (
        "--unsafe-fixes",
        {"action": "store_true", "help": "With --fix or --diff: apply the other fixes as well."},
    ),
    (
        "--diff",
        {"action": "store_true", "help": "Write nothing; print what --fix would change."},
    ),
    (
        "--output-format",
        {
            "choices": ("concise", "full", "json"),
            "default": "concise",
            "help": "How findings are shown. (Default: %(default)s)",
        },
    ),
)


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Run the sub-command and return its exit code; raises UsageError."""
    namespace = flake8_bridge.parse(arguments, prog=prog, extend=_OPTIONS)
    try:
        options = settings.read_namespace(namespace, prefix="")
    except setting_values.RefusedError as refusal:
        raise flake8_bridge.UsageError(str(refusal)) from None
    plan = Plan(
        namespace,
        options,
        fix=namespace.fix or namespace.diff,
        unsafe=namespace.unsafe_fixes,
    )
    outcomes = _run(plan)
    writes = namespace.fix and not namespace.diff
    if namespace.diff:
        _write_bytes(diff.document(outcomes))
    to_stdout = not namespace.diff and not (writes and _piped(namespace))
    _report(namespace, outcomes, to_stdout=to_stdout)
    changed = any(outcome.after is not None for outcome in outcomes)
    left = any(outcome.findings for outcome in outcomes)
    return _LEFT if left or (namespace.diff and changed) else _CLEAN


def _run(plan: Plan) -> list[Outcome]:
    """Check all files, then write what was fixed."""
    namespace = plan.namespace
    writes = namespace.fix and not namespace.diff
    paths = flake8_bridge.discover(namespace)
    outcomes = []
    if _piped(namespace):
        data = sys.stdin.buffer.read()
        if STDIN in paths:
            outcome = running.check_bytes(plan, namespace.stdin_display_name, data)
            if plan.fix:
                outcome = fixing.fix(plan, [outcome])[0]
            outcomes.append(outcome)
            data = outcome.after.data if outcome.after is not None else data
        if writes:
            _write_bytes(data)
    files = [path for path in paths if path != STDIN]
    checked = running.check_files(plan, files, jobs=flake8_bridge.jobs(namespace))
    if plan.fix:
        checked = fixing.fix(plan, checked)
    if writes:
        checked = fixing.write(plan, checked)
    return sorted((*outcomes, *checked), key=lambda outcome: outcome.path)


def _report(namespace: argparse.Namespace, outcomes: Sequence[Outcome], *, to_stdout: bool) -> None:
    """Print findings, counts, and what was held back.

    Standard error is for people: there findings are never JSON, which the other lines would break.
    """
    stream = sys.stdout if to_stdout else sys.stderr
    held_back = sum(outcome.held_back for outcome in outcomes)
    if namespace.diff:
        # What is left in a changed file stands at places of a text that nobody has.
        outcomes = [outcome for outcome in outcomes if outcome.after is None]
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    if namespace.output_format == "json" and to_stdout:
        stream.write(json_report.document(findings))
        stream = sys.stderr
    elif namespace.output_format == "full":
        colour = wants_colour(stream, namespace.color)
        stream.write(full.document(outcomes, colour=colour))
    else:
        stream.write(concise.document(findings))
    if namespace.statistics:
        stream.write(_statistics((finding.code, finding.slug) for finding in findings))
    for outcome in outcomes:
        if outcome.after is not None:
            sys.stderr.write(f"{outcome.path}: {_count(outcome.fixed, 'finding')} fixed\n")
    if held_back:
        verb = "needs" if held_back == 1 else "need"
        stream.write(
            f"{held_back} more {'fix' if held_back == 1 else 'fixes'} {verb} --upn or "
            "--user-expression\n"
        )


def _statistics(codes: Iterable[tuple[str, str]]) -> str:
    counts = sorted(Counter(codes).items())
    return "".join(f"{count:<5} {code} {slug}\n" for (code, slug), count in counts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _piped(namespace: argparse.Namespace) -> bool:
    return STDIN in namespace.filenames


def _write_bytes(data: bytes) -> None:
    """Write source bytes as they are, in order with any text before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
