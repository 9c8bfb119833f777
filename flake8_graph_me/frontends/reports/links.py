"""Where the project and its pages about the rules stand on the web."""

PROJECT_URL = "https://github.com/flake8-graph-me/flake8-graph-me"


def rule_url(code: str) -> str:
    """The page about a rule."""
    return f"{PROJECT_URL}/blob/main/README.md#{code.lower()}"
