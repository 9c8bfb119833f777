"""Notebooks with tokens and control characters in cells, outputs and metadata."""

from pathlib import Path

from tests.frontends.notebooks.made_notebooks import OUTPUT, notebook

REQUEST = 'requests.get("https://graph.microsoft.com/v1.0/me", headers=auth)'


def write_notebooks(source: str, token: str, opaque: str, short: str) -> str:
    """Write notebooks into the current folder; returns one with the source, which defines
    ``SPLIT``, in cells.
    """
    setup, _, rest = source.partition("SPLIT")
    half = len(token) // 2
    cells = notebook(
        f"# {token}",
        f"{setup}!export TOKEN={token} \x1b[2J\u202e",
        f'%time SPLIT{rest}!curl -H "Bearer {opaque}"\nx?',
        f'%time x = "{token[:half]}" "{token[half:]}"; {REQUEST}\n!ls',
    ).replace(OUTPUT, f"{token} {opaque}")
    Path("plain.ipynb").write_text(cells)
    Path("other.ipynb").write_text(notebook("x", language=f"{short}\x1b\u2028"))
    Path("broken.ipynb").write_text(notebook(f"{source}(", f"%%bash\n{token}"))
    return cells
