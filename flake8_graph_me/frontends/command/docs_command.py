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
        help="A page, or a section by its title: fixes, GME001, 'names of your own'.",
    )
    name = parser.parse_args(arguments).name
    if name is None:
        titles = {each: _title(each) for each in pages()}
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


def _title(page: str) -> str:
    """The title of a page, without a code that is its name already."""
    title = _text(page).partition("\n")[0].lstrip("# ")
    return title.removeprefix(f"{page} ") if page.isupper() else title


def _asked(name: str) -> str:
    """The page that a name or title means, or the sections of that title; raises UsageError."""
    page, _, place = name.partition("#")
    by_name = {_key(meant): each for each in pages() for meant in (_title(each), each)}
    whole = by_name.get(_key(page.removesuffix(_SUFFIX)))
    if whole is not None:
        return "\n".join(_sections(whole, place)) or _text(whole)
    sections = [] if place else [found for each in pages() for found in _sections(each, page)]
    if not sections:
        _refuse(name, by_name)
    return "\n".join(sections)


def _sections(page: str, title: str) -> list[str]:
    """The sections of a page with this title, however it is spelt."""
    return [
        f"{section.rstrip()}\n"
        for section in _SECTION.split(_text(page))[1:]
        if _key(_heading(section)) == _key(title)
    ]


def _heading(section: str) -> str:
    return section.partition("\n")[0].strip("# ")


def _key(title: str) -> str:
    """A title by which it is found: case, white space and punctuation do not count."""
    return re.sub(r"[\W_]", "", title).lower()


def _refuse(name: str, by_name: Mapping[str, str]) -> NoReturn:
    """Refuse a name, with the page or section that is near it; raises UsageError."""
    headings = [_heading(part) for page in pages() for part in _SECTION.split(_text(page))[1:]]
    known = {_key(heading): heading for heading in headings} | dict(by_name)
    near = difflib.get_close_matches(_key(name), known, n=1)
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    about = [page for page in pages() if word.search(_text(page))]
    meant = f"there are {', '.join(pages())}"
    if near:
        meant = f"did you mean {known[near[0]]}?"
    elif about:
        meant = f"it is mentioned in {', '.join(about)}; try: docs {about[0]}"
    shown = repr(printable(name)) if len(name) <= _LONGEST_NAME else "what was given"
    raise UsageError(f"{shown} is no page or section; {meant}")


def _text(page: str) -> str:
    return (resources.files(_PACKAGE) / _FOLDER / f"{page}{_SUFFIX}").read_text(encoding="utf-8")
