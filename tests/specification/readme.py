"""The generated parts of the README, each between ``<!-- name -->`` and ``<!-- /name -->``.

``python -m tests.specification.readme --update`` rewrites them; without the option it says whether
they are up to date.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from flake8_graph_me import knowledge
from flake8_graph_me.frontends.settings import PREFIX, SETTINGS
from flake8_graph_me.rules.catalogue import RULES
from tests.specification.library import TESTS, graph_cases
from tests.specification.limits import limits

ROOT = TESTS.parent
README = ROOT / "README.md"
EXAMPLE = "groups.py"

_UPDATE = "python -m tests.specification.readme --update"
_MODULES = {"flake8": "flake8", "flake8-graph-me": "flake8_graph_me"}
_SUMMARY = re.compile(r"(?P<code>GME\d{3}) (?P<slug>[\w-]+): (?P<what>.*?)\.?", re.DOTALL)
# The packages of the knowledge that say something about a library each.
_ABOUT_LIBRARIES = ("credentials", "clients")


class ReadmeError(Exception):
    """A README without the places that the generated parts need; the text is one line."""


def generated(readme: str) -> str:
    """The README with all its generated parts as they should be."""
    for name, part in _PARTS.items():
        readme = _replaced(readme, name, part(readme))
    return readme


def block(readme: str, name: str) -> str:
    """The text of the fenced block in the part of this name, generated or not."""
    found = re.search(r"^(`{3,})[^\n]*\n(.*?)^\1$", _part(readme, name), re.DOTALL | re.MULTILINE)
    if found is None:
        raise ReadmeError(f"the part {name!r} of the README holds no block")
    return found[2]


def console(shown: str, folder: Path) -> str:
    """A block with a command as users type it and what it prints in a folder.

    The settings of that folder do not count.
    """
    program, *arguments = shlex.split(shown)
    done = subprocess.run(
        [sys.executable, "-m", _MODULES[program], *dict.fromkeys((*arguments, "--isolated"))],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or done.stderr:
        raise ReadmeError(f"{shown!r} failed ({done.returncode}): {done.stderr.strip()}")
    return f"```console\n$ {shown}\n{done.stdout.rstrip()}\n```\n"


def _part(readme: str, name: str) -> str:
    _, opening, rest = readme.partition(f"<!-- {name} -->\n")
    inside, closing, _ = rest.partition(f"<!-- /{name} -->\n")
    if not (opening and closing):
        raise ReadmeError(f"the README has no part {name!r}")
    return inside


def _replaced(readme: str, name: str, text: str) -> str:
    old = _part(readme, name)
    opening, closing = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    new = f"\n{text.strip(chr(10))}\n\n" if text.strip() else "\n"
    return readme.replace(f"{opening}{old}{closing}", f"{opening}{new}{closing}")


def _on_example(shown: str) -> Callable[[str], str]:
    """What a command prints for the program that the README shows."""

    def part(readme: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / EXAMPLE).write_text(block(readme, "example"), encoding="utf-8")
            return console(shown, Path(folder))

    return part


def _on_sample(*shown: str) -> Callable[[str], str]:
    """What commands print for the shipped sample."""
    return lambda _: "\n".join(console(each, ROOT) for each in shown)


def _codes(_: str) -> str:
    rows = ["| code | name | reported is | fix |", "|---|---|---|---|"]
    for rule in RULES:
        summary, sections = _page(rule.__doc__)
        cells = (
            f"[{summary['code']}](#{summary['code'].lower()})",
            summary["slug"],
            summary["what"],
            " ".join(sections["Fix safety"].split()),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _rules(_: str) -> str:
    pages: list[str] = []
    for rule in RULES:
        summary, sections = _page(rule.__doc__)
        pages += [f"### {summary['code']}", f"**{summary['slug']}**: {summary['what']}."]
        pages += [f"#### {title}\n\n{text}" for title, text in sections.items()]
    return "\n\n".join(pages)


def _page(docstring: str | None) -> tuple[Mapping[str, str], dict[str, str]]:
    """The summary and the sections of a rule's docstring, in Markdown."""
    text = (docstring or "").replace("``/me``", "`/me`")
    head, *rest = re.split(r"^## +", text, flags=re.MULTILINE)
    summary = _SUMMARY.fullmatch(" ".join(head.split()))
    if summary is None:
        raise ReadmeError(f"cannot read the rule that begins with {head.strip()!r}")
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
    modules = [path for name in _ABOUT_LIBRARIES for path in sorted((root / name).glob("[!_]*.py"))]
    titles = [path.read_text(encoding="utf-8").splitlines()[0].strip('".') for path in modules]
    return "\n".join(f"- {title.replace('``', '`')}" for title in titles)


_PARTS: Mapping[str, Callable[[str], str]] = {
    "finding": _on_example(f"flake8 --select GME {EXAMPLE}"),
    "evidence": _on_example(f"flake8-graph-me check --output-format full {EXAMPLE}"),
    "change": _on_example(f"flake8-graph-me check --diff --upn adele@contoso.com {EXAMPLE}"),
    "sample output": _on_sample(
        "flake8 --isolated --select GME tests/sample",
        "flake8-graph-me check --isolated --diff --upn adele@contoso.com tests/sample",
    ),
    "codes": _codes,
    "rules": _rules,
    "options": _options,
    "libraries": _libraries,
    "limits": lambda _: limits(graph_cases()),
}


def main() -> int:
    """Rewrite the generated parts, or say whether they are up to date."""
    parser = argparse.ArgumentParser(prog="python -m tests.specification.readme")
    parser.add_argument("--update", action="store_true", help="rewrite what is out of date")
    update = parser.parse_args().update
    before = README.read_text(encoding="utf-8")
    after = generated(before)
    if after == before:
        print("README.md is up to date")
        return 0
    if update:
        README.write_text(after, encoding="utf-8")
        print("README.md was rewritten")
        return 0
    print(f"README.md is out of date: run {_UPDATE}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
