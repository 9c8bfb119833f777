"""The permissions as text for people."""

from collections.abc import Iterator

from flake8_graph_me.frontends.permission_runs.permission_report import (
    PermissionReport,
    consent,
    determined,
    included,
    needs_administrator,
    provenance,
)
from flake8_graph_me.frontends.reports.frame import location
from flake8_graph_me.frontends.request_runs.request_text import endpoint
from flake8_graph_me.graph.narrowing import narrower
from flake8_graph_me.graph.permission_sets.comparison import Comparison, Difference
from flake8_graph_me.graph.permission_sets.holdings import TYPES
from flake8_graph_me.graph.permission_sets.needs import Gap
from flake8_graph_me.graph.schemes import APPLICATION, WORK, Scheme
from flake8_graph_me.terms.printable import printable
from flake8_graph_me.terms.requests import GraphRequest

TITLES = {
    APPLICATION: "Application permissions",
    WORK: "Delegated permissions",
}
GAP_TITLES = {
    Gap.CANNOT_WORK: "Cannot work, whatever is granted",
    Gap.UNKNOWN_IDENTITY: "Unknown identity (in no set without --assume app-only|delegated)",
    Gap.UNDETERMINED: "Undetermined",
    Gap.NO_DATA: "No data",
    Gap.NONE_NEEDED: "No permission needed",
}


def document(report: PermissionReport) -> str:
    """The permissions with their requests, then the requests without, then what sums them up."""
    return "".join(f"{printable(line)}\n" for line in _lines(report))


def _lines(report: PermissionReport) -> Iterator[str]:
    for scheme in TITLES:
        yield from _permissions(report, scheme)
    for gap, title in GAP_TITLES.items():
        if every := report.without(gap):
            yield f"{title}:"
            for each in every:
                yield f"  {_shown(each.request)}"
                yield f"    {each.reason}"
            yield ""
    if report.comparison is not None:
        yield from comparison_lines(report.comparison)
        yield ""
    yield determined(report)
    yield from (f"consent: {line}" for line in consent(report))
    yield from (f"perhaps more than enough: {line}" for line in included(report))
    yield f"data: {provenance(report)}"


def _permissions(report: PermissionReport, scheme: Scheme) -> Iterator[str]:
    needed = report.of(scheme)
    if not needed:
        return
    yield f"{TITLES[scheme]}:"
    for each in needed:
        who = "an administrator" if needs_administrator(each.name, scheme) else "the user"
        yield f"  {each.name} ({each.identifier}; {who} consents)"
        yield from (f"    {_shown(request)}" for request in each.requests)
        if scheme is APPLICATION and (way := narrower(each.name)) is not None:
            yield f"    narrower: {way}"
    yield ""


def _shown(request: GraphRequest) -> str:
    return f"{location(request.place)}  {endpoint(request)}"


def comparison_lines(compared: Comparison) -> Iterator[str]:
    """A line for each difference between what is held and what is needed."""
    for each in compared.missing:
        yield f"missing: {_named(each)}"
    for each in compared.unused:
        yield f"unused: {_named(each)}"
    for each in compared.not_seen:
        yield f"not seen in this code, of which not all requests are determined: {_named(each)}"
    extent = "" if compared.complete else " for the requests that are determined"
    for each in compared.reducible:
        yield f"reducible: {_named(each)}: {' and '.join(each.instead)} is enough{extent}"
    for identifier in compared.unnamed:
        yield f"not in the data, so not compared: {identifier}"
    if not (compared.missing or compared.unused or compared.not_seen or compared.reducible):
        yield "what is held and what is needed are the same"


def _named(difference: Difference) -> str:
    kind = TYPES[difference.scheme]
    identifier = f", {difference.identifier}" if difference.identifier else ""
    return f"{difference.name} ({kind}{identifier})"
