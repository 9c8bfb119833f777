"""The subcommand ``docs``: the pages of the manual, which come with the package."""

import difflib
import re
import sys
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import NoReturn

from flake8_graph_me.frontends.usage import RefusingParser, UsageError
from flake8_graph_me.terms.printable import printable

_PACKAGE, _FOLDER, _SUFFIX = "flake8_graph_me", "docs", ".md"
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)
_LONGEST_NAME = 40
"""How many characters of a wrong name are repeated. Past it the text is none that was meant."""


def main(arguments: Sequence[str], *, prog: str) -> int:
    """Print a page, or the list of all, and return the exit code; raises UsageError."""
    parser = RefusingParser(
        prog=prog,
        usage="%(prog)s [NAME]",
        description="Print a page of the manual, or the list of its pages.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="A page or a section, such as fixes, notebooks or GME001.",
    )
    name = parser.parse_args(arguments).name
    if name is None:
        titles = {each: _text(each).partition("\n")[0].lstrip("# ") for each in pages()}
        width = max(map(len, titles))
        sys.stdout.write("".join(f"{each:<{width}}  {titles[each]}\n" for each in titles))
    else:
        sys.stdout.write(_asked(name))
    return 0


def pages() -> list[str]:
    """The names of all pages, in alphabetical order, those of the codes first."""
    folder = resources.files(_PACKAGE) / _FOLDER
    found = [each.name for each in folder.iterdir()]
    return sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX))


def _asked(name: str) -> str:
    """The page that a name means, or the sections of that name; raises UsageError."""
    by_name = {each.lower(): each for each in pages()}
    page, _, place = name.lower().partition("#")
    page = page.removesuffix(_SUFFIX)
    if page in by_name:
        whole = _text(by_name[page])
        return _section(whole, place) or whole
    sections = [] if place else [_section(_text(each), page) for each in by_name.values()]
    found = "\n".join(filter(None, sections))
    if not found:
        _refuse(name, by_name)
    return found


def _section(text: str, place: str) -> str | None:
    """The section of a page with the name that links to it have, if there is one."""
    for section in _SECTION.split(text)[1:]:
        title = section.partition("\n")[0].strip("# ").lower()
        if re.sub(r"[^\w -]", "", title).replace(" ", "-") == place:
            return f"{section.rstrip()}\n"
    return None


def _refuse(name: str, by_name: Mapping[str, str]) -> NoReturn:
    """Refuse a name, with the page that is near it; raises UsageError."""
    near = difflib.get_close_matches(name.lower(), by_name, n=1)
    meant = f"; did you mean {by_name[near[0]]}?" if near else f"; there are {', '.join(pages())}"
    shown = repr(printable(name)) if len(name) <= _LONGEST_NAME else "what was given"
    raise UsageError(f"{shown} is no page{meant}")


def _text(page: str) -> str:
    return (resources.files(_PACKAGE) / _FOLDER / f"{page}{_SUFFIX}").read_text(encoding="utf-8")
