"""The subcommand ``docs``: the pages of the manual, which come with the package."""

import difflib
import sys
from collections.abc import Sequence
from importlib import resources

from flake8_graph_me.frontends.usage import RefusingParser, UsageError
from flake8_graph_me.terms.printable import printable

_PACKAGE, _FOLDER, _SUFFIX = "flake8_graph_me", "docs", ".md"
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
    parser.add_argument("name", nargs="?", metavar="NAME", help="A page, such as fixes or GME001.")
    name = parser.parse_args(arguments).name
    if name is None:
        titles = {each: _text(each).partition("\n")[0].lstrip("# ") for each in pages()}
        width = max(map(len, titles))
        sys.stdout.write("".join(f"{each:<{width}}  {titles[each]}\n" for each in titles))
    else:
        sys.stdout.write(_text(_named(name)))
    return 0


def pages() -> list[str]:
    """The names of all pages, in alphabetical order, those of the codes first."""
    folder = resources.files(_PACKAGE) / _FOLDER
    found = [each.name for each in folder.iterdir()]
    return sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX))


def _named(name: str) -> str:
    """The page that a name means, in any case, with or without a place in it."""
    by_name = {each.lower(): each for each in pages()}
    found = by_name.get(name.partition("#")[0].lower().removesuffix(_SUFFIX))
    if found is not None:
        return found
    near = difflib.get_close_matches(name.lower(), by_name, n=1)
    meant = f"; did you mean {by_name[near[0]]}?" if near else f"; there are {', '.join(pages())}"
    shown = repr(printable(name)) if len(name) <= _LONGEST_NAME else "what was given"
    raise UsageError(f"{shown} is no page{meant}")


def _text(page: str) -> str:
    return (resources.files(_PACKAGE) / _FOLDER / f"{page}{_SUFFIX}").read_text(encoding="utf-8")
