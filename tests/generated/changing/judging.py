"""Holds what the linter says of a program against what the cloud answered in each of its runs.

A claim of proof is false if any request that it speaks of was answered in any run. Must not know
how programs are made.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Literal

from flake8_graph_me.terms.findings import Finding
from tests.cloud import Batch, Exchange, Program, ProgramOutcome
from tests.generated.changing.programs import Changing
from tests.generated.judging import User
from tests.specification.judging import choose_all, find, fix

PROVEN = "GME001"
POSSIBLE = "GME002"
Truth = Literal["wrong", "mixed", "right", "unreached"]
Said = Literal["proven", "possible", "silent"]
_OF_ME = re.compile(r"^(?:/v1\.0|/beta)?/(?:users/)?me(?:/|$)", re.IGNORECASE)
_REFUSED = 400
_NUMBER = re.compile(r"AAMkAD\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """What came of a program.

    ``sites`` has for each, by its way, what the cloud and what the linter says. ``differs``: two
    runs differ in whose token they send. ``was_touched``: safe fixes change it, although each
    request is answered in some run. ``blamed`` are the ways of false claims.
    """

    sites: tuple[tuple[str, Truth, Said], ...]
    differs: bool
    was_mended: bool
    was_touched: bool
    blamed: frozenset[str]
    complaints: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether none of its requests is refused in any run."""
        return all(truth == "right" for _, truth, _ in self.sites)


def judge(program: Changing, user: User, batch: Batch) -> Verdict:
    """Run a program with all its inputs, as it is and with the fixes that are called safe."""
    found = find(program.files, user.options)
    findings = [finding for each in found.values() for finding in each]
    before = outcomes(program, program.files, batch)
    truths = {number: truth_of(number, before) for number in program.sites}
    said = said_of(program, findings)
    mended = fix(program.files, choose_all(found, unsafe=False))
    amiss = [
        *_of_the_runs(before, truths),
        *_of_the_claims(program, findings, truths),
        *_of_the_text(program, mended, truths),
    ]
    if mended != program.files and not any(each.startswith("wrong fix") for each in amiss):
        after = outcomes(program, mended, batch)
        amiss += [
            complaint
            for old, new in zip(before, after, strict=True)
            for complaint in _of_a_mended_run(old, new)
        ]
    if amiss:
        amiss += [f"finding: {_told(each)}" for each in findings]
        amiss += [f"run {n}: {each}" for n, run in enumerate(before) for each in run.exchanges]
    sites = tuple((way, truths[number], said[number]) for number, (way, _) in program.sites.items())
    was_mended = mended != program.files
    was_touched = was_mended and "wrong" not in truths.values()
    blamed = frozenset(
        program.sites[site][0]
        for finding, site in _false_claims(program, findings, truths)
        if site in program.sites
    )
    return Verdict(sites, _differ(before), was_mended, was_touched, blamed, tuple(amiss))


def outcomes(program: Changing, files: Mapping[str, str], batch: Batch) -> list[ProgramOutcome]:
    """What the program does with each combination of its inputs."""
    whole = {**files, **program.unseen}
    return [
        batch.run(
            Program("program", whole, program.main, environment, program.libraries, arguments)
        )
        for environment, arguments in program.runs()
    ]


def truth_of(number: str, runs: Sequence[ProgramOutcome]) -> Truth:
    """Whether a site's requests to the signed-in user are refused always, sometimes or never."""
    sent = [each for run in runs for each in run.exchanges if _is_at(each.path, number)]
    if not sent:
        return "unreached"
    if all(each.status < _REFUSED for each in sent):
        return "right"
    return "mixed" if any(each.status < _REFUSED and _is_of_me(each) for each in sent) else "wrong"


def said_of(program: Changing, findings: Sequence[Finding]) -> dict[str, Said]:
    """The strongest that the linter says of each site."""
    said: dict[str, Said] = dict.fromkeys(program.sites, "silent")
    stronger_last: tuple[tuple[str, Said], ...] = ((POSSIBLE, "possible"), (PROVEN, "proven"))
    for code, word in stronger_last:
        for finding in findings:
            if finding.code == code and (number := _site_of(program, finding)) in said:
                said[number] = word
    return said


def _site_of(program: Changing, finding: Finding) -> str:
    """The site of a finding: by its message, or by the line that it stands on."""
    line = program.files[finding.place.path].splitlines()[finding.place.span.start.line - 1]
    numbers = {each.lower(): each for each in program.sites}
    for text in (finding.message, line):
        if found := _NUMBER.search(text):
            return numbers.get(found[0].lower(), "")
    return next(iter(program.sites)) if len(program.sites) == 1 else ""


def _of_the_runs(runs: Sequence[ProgramOutcome], truths: Mapping[str, Truth]) -> Iterator[str]:
    for run in runs:
        if run.error is not None:
            yield f"the program fails: {run.error}\n{run.output}"
        for each in run.exchanges:
            if each.identity == "none":
                yield f"the program sends nonsense: {each}"
    yield from (f"no request of {site}" for site, truth in truths.items() if truth == "unreached")


def _of_the_claims(
    program: Changing, findings: Sequence[Finding], truths: Mapping[str, Truth]
) -> Iterator[str]:
    for finding in findings:
        if finding.code not in (PROVEN, POSSIBLE):
            yield f"not to be said here: {_told(finding)}"
    for finding, site in _false_claims(program, findings, truths):
        yield f"false claim: {_told(finding)} ({site}: {truths.get(site)})"


def _false_claims(
    program: Changing, findings: Sequence[Finding], truths: Mapping[str, Truth]
) -> Iterator[tuple[Finding, str]]:
    for finding in findings:
        site = _site_of(program, finding)
        if finding.code == PROVEN and not _holds(program, site, truths):
            yield finding, site


def _holds(program: Changing, site: str, truths: Mapping[str, Truth]) -> bool:
    """Whether a claim of proof may be made: where callers share a request, one of them is wrong."""
    is_shared = site in program.sites and program.sites[site][1] == "shared"
    return truths.get(site) in (("wrong", "mixed") if is_shared else ("wrong",))


def _of_the_text(
    program: Changing, mended: Mapping[str, str], truths: Mapping[str, Truth]
) -> Iterator[str]:
    if mended != program.files and "wrong" not in truths.values():
        yield f"wrong fix: the program is right, and it writes\n{_changes(program.files, mended)}"
    for name, text in mended.items():
        try:
            ast.parse(text)
        except SyntaxError as error:
            yield f"wrong fix: {name} does not parse: {error}"


def _changes(files: Mapping[str, str], mended: Mapping[str, str]) -> str:
    return "\n".join(
        line
        for name, text in files.items()
        for line in unified_diff(
            text.splitlines(), mended[name].splitlines(), name, name, n=0, lineterm=""
        )
    )


def _of_a_mended_run(before: ProgramOutcome, after: ProgramOutcome) -> Iterator[str]:
    """What was answered is asked again, and nothing is refused that was not."""
    if after.error != before.error:
        yield f"wrong fix: the program fails: {after.error}\n{after.output}"
    lost = _sent(before, answered=True) - _sent(after, answered=True)
    if lost:
        yield f"wrong fix: was answered before, and is asked no more: {dict(lost)}"
    refused = _sent(after, answered=False) - _sent(before, answered=False)
    if refused:
        yield f"wrong fix: is refused only now: {dict(refused)}"
    if len(before.exchanges) != len(after.exchanges):
        yield f"wrong fix: {len(after.exchanges)} requests, before {len(before.exchanges)}"


def _sent(run: ProgramOutcome, *, answered: bool) -> Counter[tuple[str, str, str]]:
    return Counter(
        (each.method, each.path, each.identity)
        for each in run.exchanges
        if (each.status < _REFUSED) is answered
    )


def _differ(runs: Sequence[ProgramOutcome]) -> bool:
    """Whether two runs differ in whose tokens reach a path's last segment."""
    return len({frozenset(Counter(map(_whose, run.exchanges)).items()) for run in runs}) > 1


def _whose(exchange: Exchange) -> tuple[str, str]:
    number = _NUMBER.search(exchange.path)
    return number[0] if number else "", exchange.identity


def _is_at(path: str, number: str) -> bool:
    return re.search(rf"{number}(?!\d)", path, re.IGNORECASE) is not None


def _is_of_me(exchange: Exchange) -> bool:
    return _OF_ME.search(exchange.path.replace("//", "/")) is not None


def _told(finding: Finding) -> str:
    start = finding.place.span.start
    place = f"{finding.place.path}:{start.line}:{start.column}"
    return f"{place} {finding.code} {finding.message}"
