"""How notebooks and the folders of their older states are called. Every run imports this."""

SUFFIX = ".ipynb"
CHECKPOINTS = ".ipynb_checkpoints"
"""The folder in which Jupyter keeps older states of files."""


def is_notebook(path: str) -> bool:
    """Whether a file is a notebook by its name."""
    return path[-len(SUFFIX) :].lower() == SUFFIX
