"""The page of each rule, which its module's docstring holds. Importing the rules imports libcst, so
this is imported where a page is wanted.
"""

import inspect
import re
from dataclasses import dataclass

from flake8_graph_me.rules.catalogue import RULES

_SECTION = re.compile(r"^## What it does\n(.*?)(?=\n## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule: its code and slug, what it reports in one line, and the page, as Markdown."""

    code: str
    slug: str
    summary: str
    page: str

    @property
    def title(self) -> str:
        """The heading of the page."""
        return f"{self.code} {self.slug}: {self.summary}"

    @property
    def description(self) -> str:
        """What the rule does, as one line."""
        found = _SECTION.search(self.page)
        return " ".join(found[1].split()) if found is not None else self.summary


def rule_pages() -> tuple[RulePage, ...]:
    """All rules, in the order of their codes."""
    pages = []
    for rule in RULES:
        head, _, page = (inspect.getdoc(rule) or "").partition("\n\n")
        summary = " ".join(head.replace("``", "`").split()).partition(": ")[2]
        pages.append(RulePage(rule.CODE, rule.SLUG, summary, page))
    return tuple(pages)
