"""Our own rules and our own tool, as SARIF has them."""

import flake8_graph_me
from flake8_graph_me.frontends.reports.interchange.rule_pages import rule_pages
from flake8_graph_me.frontends.reports.interchange.sarif import Rule, Tool
from flake8_graph_me.frontends.reports.links import PROJECT_URL, rule_url

TOOL = Tool("flake8-graph-me", flake8_graph_me.__version__, PROJECT_URL)


def own_rules() -> tuple[Rule, ...]:
    """Each of our codes with its page."""
    return tuple(
        Rule(
            each.code,
            each.slug,
            f"{each.summary[:1].upper()}{each.summary[1:]}",
            each.description,
            f"# {each.title}\n\n{each.page}\n",
            rule_url(each.code),
        )
        for each in rule_pages()
    )
