"""Compares what the linter says about a program with what the cloud says when it runs.

Must not know how programs are made.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.cloud import Batch, Exchange, Program, ProgramOutcome
from tests.specification.judging import choose_all, find, fix
from tests.support.exchanges import names, refused

WITHOUT_A_FIX = "GME003"
UNSURE = "GME002"
OF_REQUESTS = ("GME001", UNSURE, WITHOUT_A_FIX)
_ME = re.compile(r"(/(?:v1\.0|beta)/?|^)/(?:users/)?me(?=[/?]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class User:
    """The user of the fixes: the options that say so, and who that is when the program runs."""

    options: Options
    upn: str


@dataclass(frozen=True)
class Judgement:
    """What came of a program: whether it was refused anything, and what is amiss."""

    was_refused: bool
    was_mended: bool
    complaints: tuple[str, ...]


def judge(
    name: str, files: Mapping[str, str], main: str, requests: int, user: User, batch: Batch
) -> Judgement:
    """Run a program as it is and as it is mended; ``requests`` is how many it means to send."""
    findings = _flat(find(files, user.options))
    before = batch.run(Program(name, files, main))
    amiss = [*_of_the_run(before, requests), *_of_the_findings(findings, before)]
    after = before
    mended = fix(files, choose_all(find(files, user.options), unsafe=True, display=True))
    if not amiss:
        amiss += _of_the_text(mended, findings, user)
        if mended != files:
            after = batch.run(Program(name, mended, main))
        amiss += _of_the_mended_run(before, after, findings, user)
    if amiss:
        amiss += [
            f"finding: {each.place} {each.code} {each.message} {each.withheld or ''}"
            for each in findings
        ]
        amiss += [f"exchange: {each}" for each in before.exchanges]
        amiss += [f"mended {name}:\n{text}" for name, text in mended.items() if text != files[name]]
    return Judgement(bool(refused(before)), mended != files, tuple(amiss))


def _flat(findings: Mapping[str, tuple[Finding, ...]]) -> list[Finding]:
    return [finding for each in findings.values() for finding in each]


def _of_the_run(outcome: ProgramOutcome, requests: int) -> Iterator[str]:
    if outcome.error is not None:
        yield f"the program fails: {outcome.error}\n{outcome.output}"
    sent = [each for each in outcome.exchanges if "$batch" not in each.path]
    if len(sent) != requests:
        yield f"the program sends {len(sent)} requests in place of {requests}"
    for each in sent:
        if each.status not in (200, 202, 204, 400, 403) or each.identity == "none":
            yield f"the program sends nonsense: {each}"


def _of_the_findings(findings: list[Finding], outcome: ProgramOutcome) -> Iterator[str]:
    wrong = refused(outcome)
    for finding in findings:
        if finding.code not in OF_REQUESTS or not any(names(finding, each) for each in wrong):
            yield f"false alarm: {finding.code} {finding.message}"
        elif finding.code == UNSURE:
            yield f"less than proven: {finding.message}"
    yield from _said_again([each for each in findings if each.code in OF_REQUESTS], wrong)
    for exchange in wrong:
        if not any(names(each, exchange) for each in findings if each.code in OF_REQUESTS):
            yield f"missed alarm: {exchange.method} {exchange.path}"


def _said_again(findings: list[Finding], wrong: list[Exchange]) -> Iterator[str]:
    """Findings, in whatever files, of which there are more than requests that they name."""
    for finding in findings:
        mine = [each for each in wrong if names(finding, each)]
        alike = [each for each in findings if any(names(each, one) for one in mine)]
        if len(alike) > sum(any(names(each, one) for each in alike) for one in wrong):
            yield f"said more than once: {finding.message}"


def _of_the_text(mended: Mapping[str, str], findings: list[Finding], user: User) -> Iterator[str]:
    for finding in findings:
        if (finding.fix is None) != (finding.code == WITHOUT_A_FIX):
            yield f"missing fix: {finding.message}, {finding.withheld}"
    for name, text in mended.items():
        try:
            ast.parse(text)
        except SyntaxError as error:
            yield f"wrong fix: {name} does not parse: {error}"
            return
    left = find(mended, user.options)
    for finding in _flat(left):
        if finding.code != WITHOUT_A_FIX:
            yield f"wrong fix: left is {finding.message}"
    if fix(mended, choose_all(left, unsafe=True, display=True)) != mended:
        yield "wrong fix: a second one changes more"


def _of_the_mended_run(
    before: ProgramOutcome, after: ProgramOutcome, findings: list[Finding], user: User
) -> Iterator[str]:
    """What was answered before is so still, and what was refused is now asked for the user."""
    if after.error is not None:
        yield f"wrong fix: the program fails: {after.error}\n{after.output}"
    final = [finding for finding in findings if finding.code == WITHOUT_A_FIX]
    wanted: Counter[tuple[str, str]] = Counter()
    for exchange in before.exchanges:
        if exchange.status in (400, 403) and any(names(finding, exchange) for finding in final):
            continue
        path = exchange.path
        if exchange in refused(before):
            path = _ME.sub(lambda found: f"{found[1]}/users/{user.upn}", path, count=1)
        wanted[exchange.method, _plain(path)] += 1
    got = Counter(
        (each.method, _plain(each.path)) for each in after.exchanges if not _is_refused(each)
    )
    if wanted != got:
        yield f"wrong fix: wanted {dict(wanted - got)}, got {dict(got - wanted)}"


def _plain(path: str) -> str:
    """A path as Graph reads it: clients encode it and double its slashes."""
    return unquote(path).replace("//", "/")


def _is_refused(exchange: Exchange) -> bool:
    return exchange.status >= 400
