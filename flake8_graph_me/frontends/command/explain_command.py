"""The subcommand ``explain``: explains a code, an endpoint or an error."""

import argparse
import re
import sys
from collections.abc import Sequence

from flake8_graph_me.frontends.command import failed_requests
from flake8_graph_me.frontends.reports import endpoint_report
from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.frontends.reports.links import rule_url
from flake8_graph_me.frontends.usage import RefusingParser, UsageError
from flake8_graph_me.graph.error_answers import ERROR_ANSWERS
from flake8_graph_me.graph.written_calls import METHODS
from flake8_graph_me.terms.error_answers import ErrorAnswer
from flake8_graph_me.terms.printable import printable

LARGEST_ANSWER = 2_000_000
"""How many bytes an error answer may have; Graph's have a few hundred. Past it the answer is
refused.
"""
_CODE = re.compile(r"GME\d+", re.IGNORECASE)
_SLUG = re.compile(r"[a-z]+(-[a-z]+)+")
"""What the name of a rule looks like, such as app-only-me."""
_METHOD = re.compile(r"([A-Za-z]+)\s+(.+)", re.DOTALL)
# A path or a URL, perhaps quoted.
_PATH = re.compile(
    r"['\"]?(?:/|[a-z][a-z0-9+.-]*://|(?:me|users|education)(?:[/?(]|['\"]?$))", re.IGNORECASE
)
_STDIN = "-"
_QUOTED = re.compile(r"(['\"])(.*)\1", re.DOTALL)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrt'\"/])")
_WHITE = frozenset("nrt")
_LONGEST_SHOWN = 60
"""How many characters of a text are repeated in a refusal. Past it the rest is an ellipsis."""
_FORMATS = ("text", "json")
_UNKNOWN = (
    "This is not a known error of a /me request with an app-only token, nor of a wrong scope.\n"
)
_ME = re.compile(r"/me\b")
_CHECK = "To find such requests in a program: flake8-graph-me check PATH\n"
_METHODS = tuple(sorted(METHODS))
_DESCRIPTION = """\
Explain a code of this plugin (GME001), an endpoint of Microsoft Graph ('GET /me/messages') or the
text of an error from Graph, the token endpoint or a library ('NoPermissionsInAccessToken'). Without
WHAT, or with -, it is read from standard input. Everything after the method is the path or full
URL, including its query. The method defaults to GET.
"""
_EPILOG = """\
Exit codes: 0 if it is explained; 2 if it is not known here, if there is nothing to read, or if the
arguments are wrong. With --error a text that is not known is no failure: 0.
"""
_PROMPT = "Paste what to explain, then press Ctrl-D (on Windows Ctrl-Z and Enter):\n"


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Run the subcommand and return its exit code; raises UsageError."""
    options = _parser(prog).parse_args(arguments)
    asked = " ".join(options.what).strip()
    as_json = options.output_format == "json"
    if options.error:
        if asked or as_json:
            raise UsageError("--error reads only from standard input and prints only text")
        shown = _explained(_error_of(_given_text())) or _UNKNOWN
    else:
        asked = _given_text().strip() if not options.what or asked == _STDIN else asked
        shown = _answer(asked, as_json=as_json)
    sys.stdout.write(shown)
    return 0


def _answer(asked: str, *, as_json: bool) -> str:
    """What is known of a text, which is taken for the first of these that it can be."""
    if _CODE.fullmatch(asked):
        return _code(asked.upper(), as_json=as_json)
    slug = _slugs().get(asked) if _SLUG.fullmatch(asked) else None
    if slug is not None:
        return _code(slug, as_json=as_json)
    errors = _explained(_error_of(asked))
    if errors is not None:
        if as_json:
            raise UsageError("an error is explained only as text")
        return errors
    method = _METHOD.fullmatch(asked)
    if (method and _is_call(method[1], method[2])) or _PATH.match(asked):
        return _endpoint(asked, as_json=as_json)
    raise UsageError(
        f"{_shortened(asked)!r} is neither a code such as GME001 nor an endpoint such as "
        "'GET /me/messages', nor an error that is known here"
    )


def _is_call(method: str, target: str) -> bool:
    """Whether a word and what follows are a call, and not the beginning of a sentence."""
    return _PATH.match(target) is not None or (method.upper() in METHODS and " " not in target)


def _given_text() -> str:
    """What stands on standard input, which a terminal is asked for."""
    if sys.stdin is None:
        raise UsageError("there is no standard input")
    if sys.stdin.isatty():
        sys.stderr.write(_PROMPT)
        sys.stderr.flush()
    data = sys.stdin.buffer.read(LARGEST_ANSWER + 1)
    if len(data) > LARGEST_ANSWER:
        raise UsageError(
            f"the input is longer than {LARGEST_ANSWER} bytes, which no error answer of Graph is"
        )
    text = _decoded(data)
    if not text.strip():
        raise UsageError(
            "standard input is empty; pass a code, a call or Graph's error answer on it"
        )
    return text


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = RefusingParser(
        prog=prog,
        wording=_shortened,
        usage="%(prog)s [OPTION]... CODE | [METHOD] PATH | --error",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    parser.add_argument(
        "what", nargs="*", metavar="WHAT", help="A code, an endpoint or an error's text."
    )
    parser.add_argument(
        "--error",
        action="store_true",
        help="Take what stands on standard input for an error answer.",
    )
    parser.add_argument(
        "--output-format",
        choices=_FORMATS,
        default="text",
        help="How to show the answer. (Default: %(default)s)",
    )
    return parser


def _code(code: str, *, as_json: bool) -> str:
    from flake8_graph_me.frontends.reports.interchange.rule_pages import (  # noqa: PLC0415 - the rules need libcst
        rule_pages,
    )

    pages = rule_pages()
    for each in pages:
        if code == each.code:
            url = rule_url(code)
            if not as_json:
                return f"# {each.title}\n\n{each.page}\n\n{url}\n"
            return json_text({"code": code, "slug": each.slug, "url": url, "page": each.page})
    raise UsageError(
        f"there is no code {code}; choose from {', '.join(each.code for each in pages)}"
    )


def _slugs() -> dict[str, str]:
    """The codes by the names of their rules."""
    from flake8_graph_me.frontends.reports.interchange.rule_pages import (  # noqa: PLC0415 - as above
        rule_pages,
    )

    return {each.slug: each.code for each in rule_pages()}


def _endpoint(asked: str, *, as_json: bool) -> str:
    named = _METHOD.fullmatch(asked)
    method, path = (named[1].upper(), named[2]) if named else ("GET", asked)
    if method not in _METHODS:
        known = ", ".join(_METHODS)
        raise UsageError(f"{_shortened(method)!r} is not a method of Graph; choose from {known}")
    if quoted := _QUOTED.fullmatch(path):
        path = quoted[2]
    report = endpoint_report.reported(method, path)
    return endpoint_report.json_document(report) if as_json else endpoint_report.text(report)


def _error_of(text: str) -> str:
    """A text without escapes, with single spaces."""
    return " ".join(_unescaped(text).split())


def _explained(text: str) -> str | None:
    """What the errors in a text mean, or None if it has none that is known."""
    lowered = text.lower()
    found = [each for each in ERROR_ANSWERS if re.search(each.pattern, lowered)]
    telling = [_meaning(each) for each in found if not each.alone]
    shown = telling or [*failed_requests.explained(text), *map(_meaning, found)]
    if any(_ME.search(each) for each in shown):
        shown.append(_CHECK)
    return "\n".join(shown) if shown else None


def _meaning(answer: ErrorAnswer) -> str:
    return f"{answer.words}\n  {answer.meaning[0].upper()}{answer.meaning[1:]}.\n"


def _decoded(data: bytes) -> str:
    """The bytes as text: Windows consoles write UTF-16, and a log may contain any byte."""
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig", errors="replace")


def _unescaped(text: str) -> str:
    """The text without the escapes of JSON and of Python's representations.

    It is not parsed, because the answer may be truncated or in the middle of a log.
    """
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return " " if match[2] in _WHITE else match[2]


def _shortened(text: str) -> str:
    text = printable(" ".join(text.split()))
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
