"""The facts that all formats show, and the sentences that they share."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flake8_graph_me.frontends.reports.summary import counted
from flake8_graph_me.frontends.sharding import Shard
from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.narrowing import narrower
from flake8_graph_me.graph.permission_sets.comparison import Comparison
from flake8_graph_me.graph.permission_sets.minimal_permissions import (
    MinimalPermissions,
    NeededPermission,
)
from flake8_graph_me.graph.permission_sets.needs import Gap, Unserved
from flake8_graph_me.graph.satisfaction import upward
from flake8_graph_me.graph.schemes import APPLICATION, WORK, Scheme
from flake8_graph_me.terms.identity import Identity

LAST_WORD = "a test tenant has the last word"


@dataclass(frozen=True, slots=True)
class PermissionReport:
    """The minimal set, what was assumed of requests of unknown identity, the comparison if one was
    asked for, and which part of the files was read if not all.
    """

    found: MinimalPermissions
    assumed: Identity | None = None
    comparison: Comparison | None = None
    shard: Shard | None = None

    def of(self, scheme: Scheme) -> tuple[NeededPermission, ...]:
        """The permissions of one scheme."""
        return self.found.application if scheme is APPLICATION else self.found.delegated

    def without(self, gap: Gap) -> tuple[Unserved, ...]:
        """The requests for which no permission is named, for one kind of reason."""
        found = self.found
        return {
            Gap.CANNOT_WORK: found.cannot_work,
            Gap.UNKNOWN_IDENTITY: found.unknown_identity,
            Gap.UNDETERMINED: found.undetermined,
            Gap.NO_DATA: found.no_data,
            Gap.NONE_NEEDED: found.none_needed,
        }[gap]


def provenance(report: PermissionReport) -> str:
    """From where the data are, of which day, and who decides."""
    return f"{report.found.source}; {LAST_WORD}"


def determined(report: PermissionReport) -> str:
    """How many requests are determined, and what is assumed."""
    found = report.found
    counts = f"{found.determined:,} of {counted(found.requests, 'request')} determined"
    if report.assumed is None:
        return counts
    return f"{counts}, with unknown identities taken for {report.assumed.value}"


def left_out(report: PermissionReport) -> Iterator[str]:
    """A line for each kind of request that a permission is missing for."""
    for gap in Gap:
        count = len(report.without(gap))
        if count and gap is not Gap.NONE_NEEDED:
            cure = ""
            if gap is Gap.UNKNOWN_IDENTITY:
                cure = "; --assume app-only|delegated takes them in"
            yield f"not in it: {counted(count, 'request')} ({gap.value}){cure}"


def nothing_to_grant(report: PermissionReport) -> str:
    """What a snippet says that names no permission: that none is needed, or that some requests are
    left out of it.
    """
    if any(report.without(gap) for gap in Gap if gap is not Gap.NONE_NEEDED):
        return "no permission could be determined"
    return "no permission is needed"


def consent(report: PermissionReport) -> Iterator[str]:
    """Who has to consent to what is asked for, in one line each; asking grants nothing."""
    if report.of(APPLICATION):
        yield "an administrator has to consent to the application permissions"
    delegated = {each.name: needs_administrator(each.name, WORK) for each in report.of(WORK)}
    asked = [name for name, by_administrator in delegated.items() if by_administrator]
    if asked:
        yield f"an administrator has to consent to the delegated {', '.join(asked)}"
    if len(asked) < len(delegated):
        rest = "the other delegated" if asked else "the delegated"
        yield f"users consent to {rest} permissions when they sign in, unless the tenant forbids it"


def needs_administrator(name: str, scheme: Scheme) -> bool:
    """Whether an administrator has to consent to a permission."""
    about = granting(name, scheme)
    return about is None or about.admin


def narrowing(report: PermissionReport) -> Iterator[str]:
    """How application permissions can be narrowed, in one line for each way."""
    ways: defaultdict[str, list[str]] = defaultdict(list)
    for each in report.of(APPLICATION):
        if (way := narrower(each.name)) is not None:
            ways[way].append(each.name)
    for way, names in ways.items():
        yield f"{', '.join(names)}: {way}"


def included(report: PermissionReport) -> Iterator[str]:
    """Why a permission stands beside one that includes it, in one line each."""
    for scheme in (APPLICATION, WORK):
        names = {each.name for each in report.of(scheme)}
        for name in sorted(names):
            wider = next((each for each in upward(name) if each != name and each in names), None)
            if wider is not None:
                yield (
                    f"{wider} includes {name}, but the data do not name it for all requests that "
                    f"need {name}"
                )


def remarks(report: PermissionReport) -> list[str]:
    """All that a snippet says besides the permissions."""
    return [
        determined(report),
        *left_out(report),
        *(f"consent: {line}" for line in consent(report)),
        *(f"narrower: {line}" for line in narrowing(report)),
        *(f"perhaps more than enough: {line}" for line in included(report)),
        f"data: {provenance(report)}",
    ]
