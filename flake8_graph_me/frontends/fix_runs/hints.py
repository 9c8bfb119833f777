"""What would have to be asked for to have a finding fixed.

Not told before fixes are made is what other files make of the text: to know it, all of them have to
be read.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import target_of
from flake8_graph_me.frontends.fix_runs.edit_rights import EditRights
from flake8_graph_me.frontends.fix_runs.links import leads_out
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.running import CheckPlan, Outcome
from flake8_graph_me.pipeline.cell_places import out_of_cells
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Applicability, Finding, Fix

FIX, USER, UNSAFE = "--fix", "--upn \N{HORIZONTAL ELLIPSIS}", "--unsafe-fixes"

_ONCE = "can apply it once --upn or --user-expression names the user"
_WORDS = {
    (Applicability.SAFE, False): f"{FIX} applies it",
    (Applicability.UNSAFE, False): f"{FIX} {UNSAFE} applies it",
    (Applicability.SAFE, True): f"{FIX} {_ONCE}",
    (Applicability.UNSAFE, True): f"{FIX} {UNSAFE} {_ONCE}",
}

_LINK = "its file is a link that leads out of the project"


@dataclass(frozen=True, slots=True)
class Hints:
    """What is said of the fixes of one run. ``against`` says why a finding's fix is not applied
    whatever is asked for, or None; ``unsafe`` that unsafe fixes are asked for.
    """

    against: Callable[[Finding], str | None]
    unsafe: bool = False

    def applies(self, finding: Finding, *, named: bool, unsafe: bool) -> bool:
        """Whether the fix would be applied with unsafe fixes, or once an option names the user."""
        fix = finding.fix
        if fix is None or self.against(finding) is not None:
            return False
        how_far = (named and fix.named) or fix.applicability
        return how_far is Applicability.SAFE or (unsafe and how_far is Applicability.UNSAFE)

    def is_marked(self, finding: Finding) -> bool:
        """Whether ``--fix`` and nothing else would apply the fix."""
        return self.applies(finding, named=False, unsafe=self.unsafe)

    def of(self, finding: Finding, fix: Fix) -> str:
        """What has to be asked for to have the fix of a finding applied."""
        reason = self.against(finding)
        if reason is not None:
            return f"{FIX} does not apply it: {reason}"
        wants_user = fix.applicability is Applicability.DISPLAY
        how_far = (fix.named or Applicability.SAFE) if wants_user else fix.applicability
        return _WORDS[how_far, wants_user]

    def summary(self, findings: Collection[Finding], *, fixed: bool) -> str:
        """The line that says how many findings there are, and what would fix how many of them;
        empty if there are none. ``fixed`` says that they are what fixes have left.
        """
        if not findings:
            return ""
        number = len(findings)
        parts = [f"{number:,} finding{'s' if number > 1 else ''}{' left' if fixed else ''}"]
        wants_user = any(
            each.fix is not None and each.fix.applicability is Applicability.DISPLAY
            for each in findings
        )
        stages = [([FIX], False, self.unsafe)]
        if wants_user:
            stages.append(([USER], True, self.unsafe))
        if not self.unsafe:
            stages.append(([UNSAFE], wants_user, True))
        done, words = 0, list[str]()
        for asked, named, unsafe in stages:
            words += asked
            found = sum(self.applies(each, named=named, unsafe=unsafe) for each in findings)
            if found > done:
                how_many = "more" if done else "fixable"
                parts.append(f"{found - done:,} {how_many} with {' '.join(words)}")
                done, words = found, []
            elif fixed and asked == [FIX]:
                words = []
        return f"{', '.join(parts)}\n"


def hints_of(plan: CheckPlan, outcomes: Sequence[Outcome]) -> Hints:
    """The hints for what a run has found."""
    named = plan.namespace.filenames
    known = {absolute(outcome.path): outcome for outcome in outcomes}

    def current(path: str) -> writing.Source | None:
        outcome = known.get(absolute(path))
        source = None if outcome is None else outcome.after or outcome.before
        try:
            return source or writing.read(path)
        except writing.UnreadableError:
            return None

    unchanged = {path for path, outcome in known.items() if outcome.failed}
    rights = EditRights(Judge(plan.namespace), known, current)

    def against(finding: Finding) -> str | None:
        path = finding.place.path
        source = current(path) if finding.place.cell else None
        if source is not None:
            finding = out_of_cells(finding, path, source.notebook)
        reason = rights.granted(finding).withheld
        if reason is not None or finding.fix is None:
            return reason
        target = target_of(finding)
        if target is None:
            return "it is not in one file"
        if absolute(target) in unchanged:
            return "its file was left unchanged"
        return _LINK if leads_out(target, named) else None

    return Hints(against, plan.unsafe)
