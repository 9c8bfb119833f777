"""What a configuration parser makes of an option when it is read: other options stand in it."""

import configparser
import re
from collections.abc import Callable

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat
from flake8_graph_me.engine.domain.values import NONE, Instance, Text, Value
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.terms.text import HOLE_MARK

INTERPOLATION = "interpolation"
BASIC = re.compile(r"%(?:(?P<twice>%)|\((?P<option>[^)]+)\)s)?")
EXTENDED = re.compile(r"\$(?:(?P<twice>\$)|\{(?:(?P<section>[^}:]+):)?(?P<option>[^}:]+)\})?")
EITHER = re.compile(r"[%$]")
KINDS = {
    "configparser.BasicInterpolation": BASIC,
    "configparser.ExtendedInterpolation": EXTENDED,
}
RAW_PARSER = "configparser.RawConfigParser"
DEEPEST = configparser.MAX_INTERPOLATION_DEPTH

Find = Callable[[str | None, str], Value]
"""What finds an option, as it was written, by its section (None: the same) and its name."""


def pattern_of(call: Invocation, parser: Instance) -> re.Pattern[str] | None:
    """What a parser looks for in an option; None if it takes all options as they are written."""
    held = call.state.read((parser.number, INTERPOLATION))
    if held == NOTHING:
        if isinstance(parser.type, str):
            return None if parser.type == RAW_PARSER else BASIC
        return EITHER
    if held == just(NONE):
        return None
    kind = held[0][1] if len(held) == 1 else None
    return KINDS.get(str(kind.type), EITHER) if isinstance(kind, Instance) else EITHER


def interpolated(text: Text, pattern: re.Pattern[str], find: Find, depth: int = 1) -> Text | None:
    """A text with the options that it names in their places; None if one of them is not known."""
    whole = flat(text)
    marks = list(pattern.finditer(whole))
    if not marks:
        return text
    parts, end = [], 0
    for mark in marks:
        part = _part(text, mark, pattern, find, depth)
        if part is None:
            return None
        parts += [cut(text, end, mark.start()), part]
        end = mark.end()
    return concatenated([*parts, cut(text, end, len(whole))])


def _part(
    text: Text, mark: re.Match[str], pattern: re.Pattern[str], find: Find, depth: int
) -> Text | None:
    """What takes the place of a mark."""
    names = mark.groupdict()
    if names.get("twice"):
        return cut(text, mark.start("twice"), mark.end("twice"))
    option, section = names.get("option"), names.get("section")
    if option is None or HOLE_MARK in mark[0] or depth > DEEPEST:
        return None
    value = find(section, option)
    found = value[0][1] if len(value) == 1 else None
    return interpolated(found, pattern, find, depth + 1) if isinstance(found, Text) else None
