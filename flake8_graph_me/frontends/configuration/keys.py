"""The keys that configuration files may hold, and what is said of one that nothing reads."""

from collections.abc import Collection

from flake8_graph_me.frontends.settings import PREFIX, SETTINGS
from flake8_graph_me.terms.printable import printable

OPTIONS = tuple(setting.name for setting in SETTINGS)
"""The keys for the options that every front-end takes."""
QUOTE_USER = "quote-user"
SELECT = "select"
SELECTING = (SELECT, "extend-select")
IGNORING = ("ignore", "extend-ignore")
PATHS = ("exclude", "extend-exclude")
PER_FILE = "per-file-ignores"
KEYS = (*OPTIONS, QUOTE_USER, *SELECTING, *IGNORING, *PATHS, PER_FILE)
"""All keys of our table in ``pyproject.toml``."""
_CLOSE = 0.6
"""How alike two keys are at least, from 0 to 1, for one to be named where the other was written."""


def complaint(key: str, known: Collection[str] = KEYS) -> str:
    """That a key is not one of those that are known, and the nearest of them if one is near."""
    near = _nearest(key, known)
    meant = f"; did you mean {near!r}?" if near is not None else f"; known are {', '.join(known)}"
    return f"unknown key {printable(key)!r}{meant}"


def unread(keys: Collection[str]) -> list[str]:
    """What is to be said of the keys in flake8's section that are spelt as ours and are none: a
    line for each.

    flake8 reads dashes and underscores alike.
    """
    found = []
    for key in keys:
        dashed = key.replace("_", "-")
        name = dashed.removeprefix(PREFIX)
        if name != dashed and name not in OPTIONS:
            near = _nearest(name, OPTIONS)
            meant = "" if near is None else f"; did you mean {PREFIX + near!r}?"
            found.append(
                f"flake8's configuration: unknown key {printable(key)!r} is not read{meant}\n"
            )
    return found


def _nearest(key: str, known: Collection[str]) -> str | None:
    import difflib  # noqa: PLC0415 - the plugin is imported in every run of flake8

    dashed = key.lower().replace("_", "-")
    for spelt in (dashed, dashed.removeprefix(PREFIX)):
        near = difflib.get_close_matches(spelt, known, n=1, cutoff=_CLOSE)
        if near:
            return near[0]
    return None
