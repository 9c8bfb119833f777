"""The generated parts of the README and of the manual's pages.

``python -m tests.documents.readme --update`` rewrites them, those of CONTRIBUTING.md, the pages of
the codes and the picture; without the option it says whether they are up to date. Must not know the
prose around them.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from flake8_graph_me import knowledge
from flake8_graph_me.frontends.reports.links import rule_url
from flake8_graph_me.frontends.settings import OFF_BY_DEFAULT, PREFIX, SETTINGS
from flake8_graph_me.rules.catalogue import RULES
from tests.documents import contributing, frame, speed
from tests.documents.limits import limits
from tests.documents.parts import ROOT, Part, PartError, block, console, generated
from tests.specification.library import graph_cases

README = ROOT / "README.md"
EXAMPLE = "groups.py"

_UPDATE = "python -m tests.documents.readme --update"
_SUMMARY = re.compile(r"(?P<code>GME\d{3}) (?P<slug>[\w-]+): (?P<what>.*?)\.?", re.DOTALL)
_OF_CODES = re.compile(r"\]\(#(GME\d{3})\)", re.IGNORECASE)
# The packages of the knowledge that say something about a library each.
_ABOUT_LIBRARIES = ("credentials", "clients", "plain_clients")


def _on_example(shown: str) -> Part:
    """What a command prints for the program that the README shows."""

    def part(readme: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / EXAMPLE).write_text(block(readme, "example"), encoding="utf-8")
            return console(shown, Path(folder))

    return part


def _on_sample(*shown: str) -> Part:
    """What commands print for the shipped sample."""
    return lambda _: "\n".join(console(each, ROOT) for each in shown)


def _codes(_: str) -> str:
    rows = ["| code | name | reported is | fix |", "|---|---|---|---|"]
    for rule in RULES:
        summary, sections = _page(rule.__doc__)
        code = summary["code"]
        cells = (
            f'<a id="{code.lower()}"></a>[{code}]({rule_url(code)})',
            summary["slug"],
            summary["what"] + (" (off by default)" if code in OFF_BY_DEFAULT else ""),
            " ".join(sections["Fix safety"].split()),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def rule_page(rule: ModuleType) -> str:
    """The page of a code, from the docstring of its rule."""
    summary, sections = _page(rule.__doc__)
    head = f"# {summary['code']} {summary['slug']}\n\n{summary['what'].capitalize()}."
    page = [head, *(f"## {title}\n\n{text}" for title, text in sections.items())]
    return _OF_CODES.sub(r"](\1.md)", "\n\n".join(page)) + "\n"


def _page(docstring: str | None) -> tuple[Mapping[str, str], dict[str, str]]:
    """The summary and the sections of a rule's docstring, in Markdown."""
    text = (docstring or "").replace("``/me``", "`/me`")
    head, *rest = re.split(r"^## +", text, flags=re.MULTILINE)
    summary = _SUMMARY.fullmatch(" ".join(head.split()))
    if summary is None:
        raise PartError(f"cannot read the rule that begins with {head.strip()!r}")
    sections = dict(section.split("\n", 1) for section in rest)
    return summary.groupdict(), {title: body.strip() for title, body in sections.items()}


def _options(_: str) -> str:
    rows = ["| flake8 | `flake8-graph-me` | value |", "|---|---|---|"]
    rows += [
        f"| `--{PREFIX}{each.name} {each.metavar}` | `--{each.name}` | {each.help} |"
        for each in SETTINGS
    ]
    return "\n".join(rows)


def _libraries(_: str) -> str:
    (root,) = map(Path, knowledge.__path__)
    modules = [
        path
        for name in _ABOUT_LIBRARIES
        for path in sorted([*(root / name).glob("[!_]*.py"), *(root / name).glob("*/rows.py")])
    ]
    titles = [path.read_text(encoding="utf-8").splitlines()[0].strip('".') for path in modules]
    return "\n".join(f"- {title.replace('``', '`')}" for title in titles)


PARTS: Mapping[str, Part] = {
    "finding": _on_example(f"flake8 --select GME {EXAMPLE}"),
    "change": _on_example(f"flake8-graph-me check --diff --upn adele@contoso.com {EXAMPLE}"),
    "sample output": _on_sample(
        "flake8 --isolated --select GME tests/sample",
        "flake8-graph-me check --isolated --diff --upn adele@contoso.com tests/sample",
    ),
    "codes": _codes,
}
DOCS = ROOT / "flake8_graph_me" / "docs"
PAGES: Mapping[Path, Mapping[str, Part]] = {
    README: PARTS,
    DOCS / "options.md": {"options": _options},
    DOCS / "limits.md": {"libraries": _libraries, "limits": lambda _: limits(graph_cases())},
    DOCS / "speed.md": {speed.PART: speed.part},
    DOCS / "requests.md": {
        "by file": _on_sample("flake8-graph-me requests --isolated tests/sample"),
    },
    contributing.CONTRIBUTING: contributing.PARTS,
}
"""Every page with generated parts."""


def whole_pages() -> dict[Path, str]:
    """The files that are generated altogether, with what is to be in them."""
    pages = {DOCS / f"{rule.CODE}.md": rule_page(rule) for rule in RULES}
    return pages | {frame.PICTURE: frame.picture(README.read_text(encoding="utf-8"))}


def main() -> int:
    """Rewrite the generated parts, or say whether they are up to date."""
    parser = argparse.ArgumentParser(prog="python -m tests.documents.readme")
    parser.add_argument("--update", action="store_true", help="rewrite what is out of date")
    update = parser.parse_args().update
    wanted = {page: generated(_read(page), parts) for page, parts in PAGES.items()}
    wanted |= whole_pages()
    return max([_bring_up_to_date(page, text, update=update) for page, text in wanted.items()])


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


def _bring_up_to_date(page: Path, text: str, *, update: bool) -> int:
    if _read(page) == text:
        print(f"{page.name} is up to date")
        return 0
    if update:
        page.write_text(text, encoding="utf-8")
        print(f"{page.name} was rewritten")
        return 0
    print(f"{page.name} is out of date: run {_UPDATE}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
