"""Where a regular expression of the analysed code matches a text with holes.

Only expressions that need little work are run: none whose repetitions nest or hold alternatives.
"""

import re
from dataclasses import dataclass

from flake8_graph_me.engine.domain.alternatives import constant
from flake8_graph_me.engine.domain.text_slices import loosened, may_turn_up
from flake8_graph_me.engine.domain.texts import cut, flat
from flake8_graph_me.engine.domain.values import NONE, Atom, External, Text, Value
from flake8_graph_me.engine.operations.text.strings import constant_text
from flake8_graph_me.terms.text import HOLE_MARK

MAX_MATCHING = 20_000_000
"""How much work it may be to look for a regular expression in a text: the text's length to the
power of one more than the expression's repetitions, twice as much for each part that may be left
out and for each further alternative. Past it nothing is known of what it matches.
"""
MAX_MATCHES = 64
"""How many matches of a regular expression in one text are told apart. Past it nothing is known of
what it matches.
"""
PLAIN = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[^\w\s])+")
"""A regular expression without special characters, but for escaped ones."""
TOKEN = re.compile(
    r"(?P<escape>\\(?:[^\w\s]|[wWdDsSbBAZnrt]))|(?P<set>\[\^?(?:\\.|[^\[\]\\&|~-]|-(?![-]))+\])"
    r"|(?P<open>\((?:\?(?::|P<\w+>|<?[=!]))?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<many>[*+]|\{\d{1,2}(?:,\d{0,2})?\}|\?)[?]?|(?P<any>[.^$])|(?P<plain>[^\\\[\](){}|*+?.^$])"
)
FINITE = frozenset({"escape", "open", "close", "either", "plain"})
"""The tokens of an expression that matches nothing but some texts."""
CLASSES = frozenset({rf"\{name}" for name in "wWdDsSbBAZ"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that may be run; ``repetitions`` and ``options`` say what work it is.

    ``finite`` says that it matches nothing but some texts, ``single`` that it is a single one.
    """

    compiled: re.Pattern[str]
    repetitions: int
    options: int
    finite: bool
    single: bool


def pattern_of(pattern: Value | None, flags: Value | None) -> Pattern | None:
    """The expression that a pattern and its flags stand for; None if it is not known, or must not
    be run.
    """
    found, number = constant_text(pattern), _flags(flags)
    if found is None or number is None:
        return None
    tokens = _tokens(found)
    if tokens is None or not _is_flat(tokens):
        return None
    try:
        compiled = re.compile(found, number)
    except (re.error, OverflowError, RecursionError):
        return None
    many = [text for kind, text in tokens if kind == "many"]
    kinds = {"class" if text in CLASSES or text[:3] in LOOKING else kind for kind, text in tokens}
    finite = kinds <= FINITE and not number
    single = finite and "either" not in kinds
    left_out = sum(text.startswith("?") for text in many)
    further = sum(kind == "either" for kind, _ in tokens)
    return Pattern(compiled, len(many) - left_out, left_out + further, finite, single)


LOOKING = ("(?=", "(?!", "(?<")
"""What a group begins with that looks ahead or back."""


def matches(
    pattern: Pattern, text: Text, count: int = 0, how: str = "search"
) -> list[re.Match[str]] | None:
    """The matches in a text from its beginning, all of them or the first ``count``; the only one
    where ``how`` is ``match`` or ``fullmatch``. None if it is not known what matches.

    A hole is taken to hold none of the texts that a finite expression matches, unless that matches
    between any two characters. With a negative ``count`` nothing does.
    """
    if count < 0:
        return []
    marks = flat(text)
    kept_out = pattern.finite and how == "search" and pattern.compiled.match("") is None
    if text.binary or (HOLE_MARK in marks and not kept_out):
        return None
    if _work(pattern, len(marks)) > MAX_MATCHING:
        return None
    if how != "search":
        one = getattr(pattern.compiled, how)(marks)
        return [] if one is None else [one]
    found: list[re.Match[str]] = []
    for match in pattern.compiled.finditer(marks):
        if len(found) == MAX_MATCHES:
            return None
        found.append(match)
        if len(found) == count:
            break
    return found


def group_of(text: Text, match: re.Match[str], group: int | str) -> Atom | None:
    """What a group has matched, None of the analysed code if nothing, or None if there is none."""
    try:
        start, end = match.span(group)
    except IndexError:
        return None
    return NONE if start < 0 else loosened(cut(text, start, end))


def around(pattern: Pattern, text: Text, found: list[re.Match[str]]) -> Text:
    """The text as it stands around matches: what may be edited of it must not make others."""
    kept = pattern.single and not any(may_turn_up(match.group()) for match in found)
    return text if kept and found else loosened(text)


def _work(pattern: Pattern, length: int) -> int:
    return int((length + 1) ** (pattern.repetitions + 1)) << pattern.options


def _flags(flags: Value | None) -> int | None:
    """The number of a flag, none if it is not given; None if it is not known."""
    if flags is None:
        return 0
    atom = flags[0][1] if len(flags) == 1 else None
    if atom == NONE or atom == constant(0):
        return 0
    if isinstance(atom, External):
        flag = re.RegexFlag.__members__.get(atom.name.rpartition(".")[2])
        return None if flag in (None, re.VERBOSE, re.LOCALE, re.DEBUG) else int(flag or 0)
    return None


def _tokens(pattern: str) -> list[tuple[str, str]] | None:
    """The kinds and texts of the tokens of an expression; None if one of them is odd."""
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(pattern):
        match = TOKEN.match(pattern, position)
        if match is None:
            return None
        found.append((match.lastgroup or "", match.group()))
        position = match.end()
    return found


def _is_flat(tokens: list[tuple[str, str]]) -> bool:
    """Whether nothing is repeated that holds repetitions or alternatives itself."""
    busy = [False]
    last = False
    before = ""
    for kind, _ in tokens:
        # What begins with a question mark in brackets says how the rest is to be read.
        if kind == "many" and (last or before in ("", "open", "either", "many")):
            return False
        last, before = False, kind
        if kind == "open":
            busy.append(False)
        elif kind == "close":
            if len(busy) == 1:
                return False
            last = busy.pop()
            busy[-1] = busy[-1] or last
        elif kind in ("many", "either"):
            busy[-1] = True
    return len(busy) == 1
