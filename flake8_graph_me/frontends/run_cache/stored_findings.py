"""Findings as plain values, and back."""

from flake8_graph_me.frontends.run_cache.document import BrokenError
from flake8_graph_me.terms.findings import Applicability, Edit, EvidenceStep, Finding, Fix
from flake8_graph_me.terms.places import Place, Position, Span


def plain(finding: Finding) -> list[object]:
    """A finding as values that JSON has."""
    fix = finding.fix
    return [
        finding.code,
        finding.slug,
        finding.message,
        _plain_place(finding.place),
        [[_plain_place(step.place), step.message] for step in finding.evidence],
        None
        if fix is None
        else [
            fix.applicability.value,
            fix.message,
            [[_plain_place(edit.place), edit.content] for edit in fix.edits],
            None if fix.named is None else fix.named.value,
        ],
        finding.withheld,
    ]


def finding(value: object) -> Finding:
    """The finding in such values; raises BrokenError."""
    code, slug, message, place, evidence, fix, withheld = _items(value, 7)
    return Finding(
        _text(code),
        _text(slug),
        _text(message),
        _place(place),
        tuple(EvidenceStep(*_placed(step)) for step in _items(evidence)),
        None if fix is None else _fix(fix),
        None if withheld is None else _text(withheld),
    )


def _fix(value: object) -> Fix:
    applicability, message, edits, named = _items(value, 4)
    try:
        how_far = Applicability(applicability)
        once_named = None if named is None else Applicability(named)
    except ValueError:
        raise BrokenError("no applicability") from None
    made = tuple(Edit(*_placed(edit)) for edit in _items(edits))
    return Fix(how_far, _text(message), made, once_named)


def _plain_place(place: Place) -> list[object]:
    start, end = place.span.start, place.span.end
    return [place.path, start.line, start.column, end.line, end.column]


def _placed(value: object) -> tuple[Place, str]:
    place, text = _items(value, 2)
    return _place(place), _text(text)


def _place(value: object) -> Place:
    path, *numbers = _items(value, 5)
    line, column, end_line, end_column = map(_number, numbers)
    return Place(_text(path), Span(Position(line, column), Position(end_line, end_column)))


def _items(value: object, count: int | None = None) -> list[object]:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise BrokenError("no list of that length")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BrokenError("no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BrokenError("no position")
    return value
