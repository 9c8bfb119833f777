"""The sub-command ``explain``: what a code means, what an endpoint takes, what an error says.

Must not know what is known of endpoints and errors, nor the text of any rule.
"""

import argparse
import inspect
import json
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from flake8_graph_me.frontends.flake8_bridge import UsageError
from flake8_graph_me.frontends.reports import endpoint_report
from flake8_graph_me.frontends.reports.links import rule_url
from flake8_graph_me.graph.endpoints import METHODS, endpoint
from flake8_graph_me.graph.error_answers import ERROR_ANSWERS
from flake8_graph_me.terms.error_answers import ErrorAnswer

LARGEST_ANSWER = 2_000_000
"""How many bytes an error answer may have; Graph's have a few hundred. Past it the answer is
refused.
"""
_CODE = re.compile(r"GME\d{3}", re.IGNORECASE)
_METHOD = re.compile(r"([A-Za-z]+)\s+(.+)", re.DOTALL)
_PATH = re.compile(r"/|[a-z][a-z0-9+.-]*://|(?:me|users|education)(?:[/?(]|$)", re.IGNORECASE)
_QUOTED = re.compile(r"(['\"])(.*)\1", re.DOTALL)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrt'\"/])")
_WHITE = frozenset("nrt")
_LONGEST_SHOWN = 60
"""How many characters of a text are repeated in a refusal. Past it the rest is an ellipsis."""
_FORMATS = ("text", "json")
_METHODS = (*sorted(METHODS), "HEAD")
_DESCRIPTION = """\
Explains a code of this plugin (GME001), an endpoint of Microsoft Graph ('GET /me/messages'), or,
with --error, the error that Graph answered. All after the method is the path, or a full URL, with
its query; without a method it is GET.
"""


class _Parser(argparse.ArgumentParser):
    """A parser that refuses in one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(_shortened(message))


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Run the sub-command and return its exit code; raises UsageError."""
    options = _parser(prog).parse_args(arguments)
    asked = " ".join(options.what).strip()
    as_json = options.output_format == "json"
    if options.error:
        if asked or as_json:
            raise UsageError("--error takes the error on standard input, and answers as text")
        shown = _error(sys.stdin.buffer.read(LARGEST_ANSWER + 1))
    elif _CODE.fullmatch(asked):
        shown = _code(asked.upper(), as_json=as_json)
    else:
        shown = _endpoint(asked, as_json=as_json)
    sys.stdout.write(shown)
    return 0


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=prog,
        usage="%(prog)s [OPTION]... CODE | [METHOD] PATH | --error",
        description=_DESCRIPTION,
        allow_abbrev=False,
    )
    parser.add_argument("what", nargs="*", metavar="WHAT", help="A code, or an endpoint.")
    parser.add_argument(
        "--error", action="store_true", help="Explain the error answer on standard input."
    )
    parser.add_argument(
        "--output-format",
        choices=_FORMATS,
        default="text",
        help="How the answer is shown. (Default: %(default)s)",
    )
    return parser


def _code(code: str, *, as_json: bool) -> str:
    from flake8_graph_me.rules.catalogue import RULES  # noqa: PLC0415 - the rules need libcst

    for rule in RULES:
        if code == rule.CODE:
            head, _, page = inspect.getdoc(rule).partition("\n\n")  # type: ignore[union-attr]  # a test sees to it that each rule has a page
            if not as_json:
                title = " ".join(head.replace("``", "`").split())
                return f"# {title}\n\n{page}\n\n{rule_url(code)}\n"
            known = {"code": code, "slug": rule.SLUG, "url": rule_url(code), "page": page}
            return json.dumps(known, indent=2) + "\n"
    raise UsageError(f"there is no code {code}; there is {', '.join(each.CODE for each in RULES)}")


def _endpoint(asked: str, *, as_json: bool) -> str:
    named = _METHOD.fullmatch(asked)
    method, path = (named[1].upper(), named[2]) if named else ("GET", asked)
    if method not in _METHODS:
        known = ", ".join(_METHODS)
        raise UsageError(f"{_shortened(method)!r} is not a method of Graph; there is {known}")
    if quoted := _QUOTED.fullmatch(path):
        path = quoted[2]
    if not named and not _PATH.match(path):
        raise UsageError(
            f"{_shortened(asked)!r} is neither a code such as GME001 nor an endpoint such as "
            "'GET /me/messages'"
        )
    found = endpoint(method, path)
    return endpoint_report.json_document(found) if as_json else endpoint_report.text(found)


def _error(data: bytes) -> str:
    """What the error on standard input means; raises UsageError if there is none."""
    if len(data) > LARGEST_ANSWER:
        raise UsageError(f"no error answer of Graph has more than {LARGEST_ANSWER} bytes")
    text = _unescaped(_decoded(data))
    if not text.strip():
        raise UsageError("there is nothing on standard input; it takes Graph's error answer")
    text = " ".join(text.lower().split())
    found = [each for each in ERROR_ANSWERS if re.search(each.pattern, text)]
    if not found:
        return (
            "This is none of the errors that /me with an app-only token is known to end in, nor "
            "one of a wrong scope.\n"
        )
    return "\n".join(map(_meaning, found))


def _meaning(answer: ErrorAnswer) -> str:
    return f"{answer.words}\n  {answer.meaning[0].upper()}{answer.meaning[1:]}.\n"


def _decoded(data: bytes) -> str:
    """The bytes as text: consoles of Windows write UTF-16, and any byte may be in a log."""
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig", errors="replace")


def _unescaped(text: str) -> str:
    """The text without the escapes of JSON and of Python's representations.

    It is not parsed, since the answer may be cut off or stand in the middle of a log.
    """
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return " " if match[2] in _WHITE else match[2]


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
