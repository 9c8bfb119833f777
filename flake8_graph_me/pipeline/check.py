"""One check of one source: parse, interpret, judge, and add fixes to the findings.

Must not be imported before a source needs it: it imports libcst.
"""

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import libcst as cst

from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.guard import internal_error
from flake8_graph_me.engine.relevance.mentions import KEPT_INTERESTS, Interest
from flake8_graph_me.fixes.rewrite import Refused, description, rewritten
from flake8_graph_me.fixes.users import choose_user, encoded_user, is_object_id
from flake8_graph_me.gates.gate import is_of_interest
from flake8_graph_me.gates.signs import segments_in
from flake8_graph_me.gates.words import GRANT
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.pipeline.node_places import places_of
from flake8_graph_me.project.files.paths import absolute, as_given
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.project.modules.interface import ProjectModules
from flake8_graph_me.project.modules.local_modules import LocalModules
from flake8_graph_me.project.modules.parsed_cache import module_of
from flake8_graph_me.rules.analysis_failed import analysis_failed
from flake8_graph_me.rules.analysis_incomplete import incomplete_drafts
from flake8_graph_me.rules.delegated_scope_for_app import scope_drafts
from flake8_graph_me.rules.hard_coded_access_token import token_drafts
from flake8_graph_me.rules.places.files import Files, files_of, shown_path
from flake8_graph_me.rules.reports import USER, Draft
from flake8_graph_me.rules.request_rules import BY_OBJECT_ID, request_drafts
from flake8_graph_me.syntax.module_index import ModuleIndex, indexes
from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule
from flake8_graph_me.terms.findings import (
    Applicability,
    Edit,
    EvidenceStep,
    Finding,
    Fix,
    without_fix,
)
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place
from flake8_graph_me.terms.printable import printable

LineName = Callable[[int], str]
# What Python and libcst say of a syntax error, and we of a statement that is nested too deeply.
_LINE = re.compile(r"\bline (\d+)")


def line_number(line: int) -> str:
    """A line of a file as messages name it."""
    return f"line {line}"


def named_lines(reason: str, line_name: LineName) -> str:
    """Why an analysis failed, with its lines as messages name them."""
    return _LINE.sub(lambda found: line_name(int(found[1])), reason)


def checked(
    source: str,
    path: str,
    options: Options,
    tree: ast.Module | None,
    closures: ImportClosures,
    line_name: LineName = line_number,
) -> tuple[Finding, ...]:
    """The findings in a source, in order of place; a source that cannot be analysed gives GME900.

    ``closures`` says what it reaches by imports, ``line_name`` how messages name its lines.
    """
    project = LocalModules(closures, lambda file: is_of_interest(file, closures))
    try:
        module = module_of(absolute(path), source, tree)
        return _findings(module, path, options, project, line_name)
    except AnalysisFailed as failure:
        return (analysis_failed(path, named_lines(failure.reason, line_name)),)
    except Exception as error:  # noqa: BLE001  # an exception would end the user's whole flake8 run
        return (analysis_failed(path, internal_error(error)),)


def _findings(
    module: ParsedModule,
    path: str,
    options: Options,
    project: ProjectModules,
    line_name: LineName,
) -> tuple[Finding, ...]:
    known = knowledge_for(options)
    interest = ALL_PATHS if options.all_endpoints else _interest(module)
    run = interpret(module, known.rows, path, interest, project)
    doubting = options.names_user or options.hints
    drafts = request_drafts(run, path, known.recognition, doubting=doubting)
    files = files_of(run, path)
    drafts += (*token_drafts(module), *scope_drafts(run, module.module, files))
    if options.incomplete:
        drafts += incomplete_drafts(run, module, files, known.recognition)
    if not drafts:
        return ()
    check = _Check(indexes({**files.others, path: module}), files, options, project, line_name)
    places = places_of(
        check.modules, files, _nodes(drafts), lambda file: _as_given(file, files.checked)
    )
    found = [_shown(_finding(draft, check, places)) for draft in drafts]
    return tuple(sorted(found, key=lambda finding: (finding.place, finding.code)))


def _asks_for_token(text: str) -> bool:
    """Whether a text may be part of a request for an app-only token."""
    return GRANT.search(text) is not None


def _interest(module: ParsedModule) -> Interest:
    """What matters in a module: texts that may be part of a path that names its owner, or of a
    request for an app-only token.
    """
    return _interest_in(segments_in(module.source, module.tree).in_text)


@lru_cache(KEPT_INTERESTS)
def _interest_in(segment: re.Pattern[str]) -> Interest:
    return Interest(sought=lambda text: segment.search(text) is not None, telling=_asks_for_token)


ALL_PATHS = Interest(
    sought=lambda text: "/" in text or text.isidentifier(), telling=_asks_for_token
)
"""What matters where all endpoints count: texts that may be a part of any path."""


def _nodes(drafts: Iterable[Draft]) -> list[cst.CSTNode]:
    nodes: dict[cst.CSTNode, None] = {}
    for draft in drafts:
        nodes.setdefault(draft.node)
        if draft.source is not None:
            nodes.setdefault(draft.source)
        nodes.update(dict.fromkeys(step.node for step in draft.steps))
        if draft.rewrite is not None:
            nodes.setdefault(draft.rewrite.node)
    return list(nodes)


@dataclass(frozen=True, slots=True)
class _Check:
    """What all findings of one check share: the sources by file, the options, and how lines of the
    checked file are named.
    """

    modules: Mapping[str, ModuleIndex]
    files: Files
    options: Options
    project: ProjectModules
    line_name: LineName


def _as_given(file: str, checked_path: str) -> str:
    return file if file == checked_path else as_given(file, checked_path)


def _finding(draft: Draft, check: _Check, places: Mapping[cst.CSTNode, Place]) -> Finding:
    fix, user, withheld = _fix(draft, check, places)
    # A user who begins with a dollar sign stands in parentheses right behind "users".
    message = draft.message.replace(f"/{USER}" if user.startswith("(") else USER, user)
    if draft.source is not None:
        message = message.replace("{where}", _where(places[draft.source], check))
    found = Finding(
        draft.code,
        draft.slug,
        message,
        places[draft.node],
        tuple(EvidenceStep(places[step.node], step.message) for step in draft.steps),
        fix,
        incomplete=draft.incomplete,
    )
    # A message is the same whether or not anybody wants hints.
    doubt = (draft.unseen if check.options.names_user else None) or _doubt(draft, check)
    if fix is not None and doubt is not None and fix.applicability is Applicability.UNSAFE:
        found = replace(found, message=f"{found.message}; the fix is unsafe: {doubt}")
    return found if withheld is None else without_fix(found, withheld)


def _shown(finding: Finding) -> Finding:
    """The finding with texts that may be shown, and kept, whatever the source holds."""
    fix, withheld = finding.fix, finding.withheld
    return replace(
        finding,
        message=printable(finding.message),
        evidence=tuple(replace(step, message=printable(step.message)) for step in finding.evidence),
        fix=None if fix is None else replace(fix, message=printable(fix.message)),
        withheld=None if withheld is None else printable(withheld),
    )


def _where(place: Place, check: _Check) -> str:
    """A line of the checked file, or of another file with its path."""
    line = place.span.start.line
    if place.path == check.files.checked:
        return check.line_name(line)
    return f"{shown_path(place.path, check.files.checked)}:{line}"


def _fix(
    draft: Draft, check: _Check, places: Mapping[cst.CSTNode, Place]
) -> tuple[Fix | None, str, str | None]:
    """The fix of a draft, the user as the message shows it, and the reason if there is no fix."""
    options = check.options
    if draft.rewrite is not None:
        edit = Edit(places[draft.rewrite.node], draft.rewrite.content)
        return Fix(Applicability.UNSAFE, draft.rewrite.message, (edit,)), USER, None
    if draft.segment is None:
        return None, options.upn or USER, draft.withheld
    path = check.files.of(draft.segment.node)
    module = check.modules[path]
    user = choose_user(options, module, draft.segment.node)
    shown = encoded_user(user.text) if user.kind == "literal" else USER
    try:
        name_in_edits = _as_given(path, check.files.checked)
        edits = rewritten(
            module,
            draft.segment,
            user,
            name_in_edits,
            lambda name: check.project.find(path, name, 0) is not None,
        )
    except Refused as refusal:
        return None, shown, refusal.reason
    doubt = draft.unseen or _doubt(draft, check)
    surely = draft.certain and doubt is None
    named = Applicability.SAFE if surely else Applicability.UNSAFE
    applicability, doubt = user.applicability, doubt or user.doubt
    if applicability is Applicability.SAFE and doubt is None:
        applicability = named
    elif applicability is Applicability.SAFE:
        applicability = Applicability.UNSAFE
    what = description(draft.segment, user)
    what = what if doubt is None else f"{what} (unsafe: {doubt})"
    return Fix(applicability, what, edits, named), shown, None


def _doubt(draft: Draft, check: _Check) -> str | None:
    """Why the fix is not safe, whoever calls the code; the user may be named as is documented."""
    upn = check.options.upn
    is_met = draft.doubt == BY_OBJECT_ID and upn is not None and is_object_id(upn)
    return None if is_met else draft.doubt
