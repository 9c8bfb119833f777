"""Web addresses of the project and its rule pages."""

PROJECT_URL = "https://github.com/flake8-graph-me/flake8-graph-me"


def rule_url(code: str) -> str:
    """The page of a rule."""
    return f"{PROJECT_URL}/blob/main/flake8_graph_me/docs/{code}.md"
