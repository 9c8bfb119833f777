"""The permissions as one HTML page for whoever approves them.

The page loads nothing and sends nothing: its policy allows only the style and the script that it
holds. All that comes from analysed code is escaped.
"""

import base64
import hashlib
import html
from collections.abc import Iterator
from pathlib import Path

from flake8_graph_me.frontends.permission_runs.permission_report import (
    PermissionReport,
    consent,
    determined,
    included,
    needs_administrator,
    provenance,
)
from flake8_graph_me.frontends.permission_runs.permission_text import (
    GAP_TITLES,
    TITLES,
    comparison_lines,
)
from flake8_graph_me.frontends.reports.frame import location
from flake8_graph_me.frontends.reports.summary import counted
from flake8_graph_me.frontends.request_runs.request_text import endpoint
from flake8_graph_me.graph.narrowing import narrower
from flake8_graph_me.graph.permission_sets.minimal_permissions import NeededPermission
from flake8_graph_me.graph.permission_sets.needs import Gap
from flake8_graph_me.graph.schemes import APPLICATION, Scheme
from flake8_graph_me.terms.printable import printable
from flake8_graph_me.terms.requests import GraphRequest

_TITLE = "Permissions of Microsoft Graph"


def document(report: PermissionReport) -> str:
    """The page, whole and with a final newline."""
    style, script = (_part(name) for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    lines = (
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_TITLE}</title>",
        f"<style>{style}</style>",
        "<body>",
        *_header(report),
        *_filters(),
        "<main>",
        *_sections(report),
        "</main>",
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    )
    return "".join(f"{line}\n" for line in lines)


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """How a policy names a text that may be in the page."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _safe(text: str) -> str:
    """A text without tokens and control characters, escaped for HTML."""
    return html.escape(printable(text))


def _header(report: PermissionReport) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{_TITLE}</h1>"
    yield f"<p><strong>{_safe(determined(report))}</strong></p>"
    yield from (f"<p>Consent: {_safe(line)}</p>" for line in consent(report))
    for line in included(report):
        yield f"<p>Perhaps more than enough: {_safe(line)}</p>"
    yield f'<p class="quiet">Data: {_safe(provenance(report))}</p>'
    if report.comparison is not None:
        yield "<h2>Beside what is held</h2>"
        yield "<ul>"
        yield from (f"<li>{_safe(line)}</li>" for line in comparison_lines(report.comparison))
        yield "</ul>"
    yield "</header>"


def _filters() -> Iterator[str]:
    """The filters, which are of no use without the script."""
    titles = {_kind(each): title for each, title in TITLES.items()}
    titles |= {_kind(each): title.partition(" (")[0] for each, title in GAP_TITLES.items()}
    yield '<form role="search" hidden>'
    yield '<label>Permission, path or file <input name="words" type="search"></label>'
    yield '<label>Kind <select name="kind"><option value="">All</option>'
    yield from (f'<option value="{kind}">{_safe(each)}</option>' for kind, each in titles.items())
    yield '</select></label><output aria-live="polite"></output>'
    yield "</form>"


def _kind(of: Scheme | Gap) -> str:
    return of.name.lower()


def _sections(report: PermissionReport) -> Iterator[str]:
    for scheme, title in TITLES.items():
        if needed := report.of(scheme):
            yield f'<section data-kind="{_kind(scheme)}">'
            yield f"<h2>{title}</h2>"
            for each in needed:
                yield from _permission(each, scheme)
            yield "</section>"
    for gap, title in GAP_TITLES.items():
        if unserved := report.without(gap):
            yield f'<section data-kind="{_kind(gap)}">'
            yield f"<h2>{_safe(title)}</h2>"
            for one in unserved:
                mark = "own" if gap is Gap.NONE_NEEDED else "own warn"
                yield '<div class="entry">'
                yield f'<p class="{mark}">{_safe(one.reason)}</p>'
                yield '<ul class="requests">'
                yield from _request(one.request)
                yield "</ul></div>"
            yield "</section>"


def _permission(needed: NeededPermission, scheme: Scheme) -> Iterator[str]:
    who = "an administrator" if needs_administrator(needed.name, scheme) else "the user"
    yield '<details class="entry" open>'
    yield (
        f"<summary><code>{_safe(needed.name)}</code> {counted(len(needed.requests), 'request')}; "
        f"{who} consents</summary>"
    )
    yield f'<p class="quiet">Identifier <code>{_safe(needed.identifier)}</code></p>'
    if scheme is APPLICATION and (way := narrower(needed.name)) is not None:
        yield f"<p>Narrower: {_safe(way)}</p>"
    yield '<ul class="requests">'
    for request in needed.requests:
        yield from _request(request)
    yield "</ul></details>"


def _request(request: GraphRequest) -> Iterator[str]:
    yield f'<li class="request"><code>{_safe(endpoint(request))}</code>'
    yield f'<div class="quiet">{_safe(location(request.place))}</div>'
    if not request.evidence:
        yield f"<div>{_safe(request.why)}</div>" if request.why else ""
    else:
        yield f"<details><summary>{_safe(request.why or 'evidence')}</summary><ol>"
        for step in request.evidence:
            yield f"<li>{_safe(f'{location(step.place)}: {step.message}')}</li>"
        yield "</ol></details>"
    yield "</li>"
