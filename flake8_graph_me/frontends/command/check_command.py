"""The subcommand ``check``: its options, its output, and its exit code."""

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from flake8_graph_me.fixes.users import is_name_or_id
from flake8_graph_me.frontends import flake8_bridge, running, setting_values, settings
from flake8_graph_me.frontends.command import finding_output, left_out, shard_option
from flake8_graph_me.frontends.fix_runs import fixing
from flake8_graph_me.frontends.fix_runs.hints import hints_of
from flake8_graph_me.frontends.noqa_runs import changing, comment_options
from flake8_graph_me.frontends.notebooks.places import placed
from flake8_graph_me.frontends.progress import Progress, wanted
from flake8_graph_me.frontends.reports import diff, summary
from flake8_graph_me.frontends.reports.summary import counted
from flake8_graph_me.frontends.run_cache import location
from flake8_graph_me.frontends.run_cache.run_cache import RunCache, opened
from flake8_graph_me.frontends.running import CheckPlan, Outcome
from flake8_graph_me.frontends.usage import UsageError
from flake8_graph_me.project.files.decoding import bytes_read
from flake8_graph_me.terms.printable import printable

STDIN = "-"
_CLEAN, _LEFT = 0, 1
_UNUSUAL = "{!r} is neither a user principal name (name@domain) nor an object ID\n"
_MOST_PATHS = 3
"""How many paths are repeated in a line of advice. Past it PATH stands for them."""
_GRANT = "the application permissions to grant: flake8-graph-me permissions {}\n"

_OPTIONS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("--fix", {"action": "store_true", "help": "Apply safe fixes to the files."}),
    (
        "--unsafe-fixes",
        {"action": "store_true", "help": "With --fix or --diff: include unsafe fixes."},
    ),
    (
        "--quote-user",
        {
            "action": "store_true",
            "help": "Make fixes percent-encode the value of the user expression in a path.",
        },
    ),
    (
        "--diff",
        {"action": "store_true", "help": "Print what --fix would change, and write nothing."},
    ),
    *finding_output.OPTIONS,
    shard_option.OPTION,
    (
        "--cache-dir",
        {
            "metavar": "DIR",
            "help": "Keep what was found for the next run in DIR. (Default: the folder "
            "flake8-graph-me where the user's caches are, such as ~/.cache)",
        },
    ),
    *comment_options.OPTIONS,
    (
        "--exit-zero",
        {
            "action": "store_true",
            "help": "Exit 0 even if there are findings, or a diff; wrong usage and internal errors "
            "still exit 2.",
        },
    ),
    ("--no-cache", {"action": "store_true", "help": "Neither use nor keep what was found."}),
    (
        "--show-secrets",
        {
            "action": "store_true",
            "help": "Show access tokens in the lines of source that --diff and the format full "
            "show.",
        },
    ),
)


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Run the subcommand and return its exit code; raises UsageError."""
    namespace = flake8_bridge.parse(arguments, prog=prog, extend=_OPTIONS)
    sys.stderr.writelines(getattr(namespace, flake8_bridge.UNREAD))
    try:
        options = replace(
            settings.read_namespace(namespace, prefix=""),
            quote_user=namespace.quote_user,
            hints=True,
        )
    except setting_values.RefusedError as refusal:
        raise UsageError(str(refusal)) from None
    _refuse_path(namespace)
    comment_options.refuse_mixed(namespace)
    if namespace.shard is not None and _piped(namespace):
        raise UsageError("--shard cannot be combined with standard input (-)")
    finding_output.prepare(namespace)
    folder = None if namespace.no_cache else location.folder_of(namespace.cache_dir)
    comments = comment_options.wanted(namespace)
    fix = (namespace.fix or namespace.diff) and not comments
    plan = CheckPlan(
        namespace,
        options,
        fix=fix,
        unsafe=namespace.unsafe_fixes,
        statistics=namespace.statistics,
        # What is written into files, or counted, must not come from an earlier run.
        traced=folder is not None and not (fix or comments or namespace.statistics),
    )
    if fix:
        _remark_on_user(plan)
    cache = opened(folder, options, plan.run) if folder is not None and plan.traced else None
    outcomes = placed(_run(plan, cache))
    writes = (fix or comments) and not namespace.diff
    if namespace.diff:
        _write_diff(diff.document(outcomes, secrets=namespace.show_secrets))
    to_stdout = not namespace.diff and not (writes and _piped(namespace))
    _report(plan, outcomes, to_stdout=to_stdout)
    changed = any(outcome.after is not None for outcome in outcomes)
    left = any(outcome.findings for outcome in outcomes)
    if namespace.exit_zero:
        return _CLEAN
    return _LEFT if left or (namespace.diff and changed) else _CLEAN


def _refuse_path(namespace: argparse.Namespace) -> None:
    """Refuse a path behind ``--upn``, which has lost its user."""
    user = settings.given_user(namespace)
    if user is not None and not is_name_or_id(user) and os.path.lexists(user):
        raise UsageError(f"--upn takes a user, and {user!r} is a path")


def _remark_on_user(plan: CheckPlan) -> None:
    upn = plan.options.upn
    if upn is not None and not is_name_or_id(upn):
        sys.stderr.write(_UNUSUAL.format(printable(upn)))


def _run(plan: CheckPlan, cache: RunCache | None) -> list[Outcome]:
    """Check all files, then write what was fixed."""
    namespace = plan.namespace
    checks = changing.plan_for_checks(plan)
    writes = (plan.fix or comment_options.wanted(namespace)) and not namespace.diff
    discovered = flake8_bridge.discover(namespace, cache)
    paths = discovered.files
    left_out.say_folders(discovered.left_out)
    left_out.say_skipped(discovered.skipped)
    if not paths and not discovered.skipped and not _piped(namespace):
        left_out.say_nothing_is_there(namespace.filenames)
    outcomes = []
    if _piped(namespace):
        data = sys.stdin.buffer.read(bytes_read(namespace.stdin_display_name) + 1)
        if STDIN in paths:
            outcome = running.check_bytes(checks, namespace.stdin_display_name, data)
            (outcome,) = _changed(plan, [outcome])
            outcomes.append(outcome)
            data = outcome.after.data if outcome.after is not None else data
        if writes:
            _write_bytes(data)
            # What is too long to be checked is passed on as it came.
            shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)
    checked = _run_files(plan, [path for path in paths if path != STDIN], cache)
    if cache is not None:
        cache.save()
    every = sorted((*outcomes, *checked), key=lambda outcome: outcome.path)
    left_out.say_skipped((each.path, each.skipped) for each in every if each.skipped is not None)
    return every


def _run_files(plan: CheckPlan, paths: Sequence[str], cache: RunCache | None) -> list[Outcome]:
    """Check the files in this run's shard, and write what was fixed.

    Correct uses of a text in other files count too. Otherwise shards would make fixes that a run
    over all files would not.
    """
    namespace = plan.namespace
    own = paths if namespace.shard is None else namespace.shard.of(paths)
    known = {} if cache is None else cache.known(own)
    # What people read may be on a terminal that shows progress before.
    shows = finding_output.leaves_output_to_people(namespace) and wanted(sys.stdout, sys.stderr)
    with (
        running.workers(len(own) - len(known), flake8_bridge.jobs(namespace)) as pool,
        Progress(sys.stderr if shows else None) as progress,
    ):
        count = 0

        def describe(number: int, outcome: Outcome) -> str:
            nonlocal count
            count += len(outcome.findings)
            return f"checked {number:,} of {counted(len(own), 'file')}, {counted(count, 'finding')}"

        checks = changing.plan_for_checks(plan)
        checked = running.check_files(checks, own, pool, cache, known)
        outcomes = list(progress.over(checked, describe))
        if plan.fix:
            progress.say(f"fixing {counted(count, 'finding')}")
        outcomes = _changed(plan, outcomes, pool, paths)
        return outcomes if namespace.diff else fixing.write(plan, outcomes, pool)


def _changed(
    plan: CheckPlan,
    outcomes: Sequence[Outcome],
    pool: Executor | None = None,
    others: Iterable[str] = (),
) -> list[Outcome]:
    """The outcomes with what was asked for done to their texts, in memory."""
    if plan.fix:
        return fixing.fix(plan, outcomes, pool, others)
    return changing.change(plan, outcomes)


def _report(plan: CheckPlan, outcomes: Sequence[Outcome], *, to_stdout: bool) -> None:
    """Print findings, counts, and the number of fixes held back."""
    namespace = plan.namespace
    hints = hints_of(plan, outcomes)
    held_back = sum(outcome.held_back for outcome in outcomes)
    incomplete = [outcome.incomplete for outcome in outcomes if outcome.incomplete is not None]
    if namespace.diff:
        # What is left in a changed file stands at places of a text that nobody has.
        outcomes = [outcome for outcome in outcomes if outcome.after is None]
    stream = finding_output.write(namespace, outcomes, hints, to_stdout=to_stdout)
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    if namespace.statistics:
        stream.write(summary.statistics(findings))
        stream.write(summary.incomplete(incomplete))
    for outcome in outcomes:
        if outcome.after is not None and outcome.edited_as is None:
            sys.stderr.write(f"{printable(outcome.path)}: {_done(namespace, outcome.fixed)}\n")
    if namespace.fix and any(outcome.fixed for outcome in outcomes):
        paths = namespace.filenames or ["."]
        named = shlex.join(paths) if len(paths) <= _MOST_PATHS else "PATH..."
        sys.stderr.write(_GRANT.format(printable(named)))
    if finding_output.leaves_output_to_people(namespace) and not namespace.diff:
        if findings and not plan.fix:
            _remark_on_user(plan)
        # On standard error: what programs read has a line for each finding, and no other.
        stream.flush()
        sys.stderr.write(hints.summary(findings, fixed=namespace.fix))
    if not comment_options.wanted(namespace):
        stream.write(summary.held_back(held_back))


def _done(namespace: argparse.Namespace, count: int) -> str:
    if comment_options.wanted(namespace):
        verb = "written" if namespace.add_noqa else "removed or shortened"
        return f"{counted(count, 'noqa comment')} {verb}"
    return f"{counted(count, 'finding')} fixed"


def _piped(namespace: argparse.Namespace) -> bool:
    return STDIN in namespace.filenames


def _write_diff(shown: diff.Diff) -> None:
    """Write a diff, and say if it does not show the files as they are."""
    _write_bytes(shown.data)
    if shown.redacted:
        sys.stderr.write(
            "the diff is redacted and not meant for git apply; --show-secrets prints it whole\n"
        )
    if shown.in_cells:
        sys.stderr.write("the diff shows cells of notebooks and is not meant for git apply\n")
    if shown.escaped:
        sys.stderr.write("the diff cannot be applied: it shows control characters escaped\n")


def _write_bytes(data: bytes) -> None:
    """Write source bytes unchanged, after any text printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
