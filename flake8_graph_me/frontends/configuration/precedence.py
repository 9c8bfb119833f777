"""Which of several sources decides: the command line, then ``pyproject.toml``, then flake8's files.

Parsed options are attributes of a namespace, as flake8 and argparse keep them.
"""

from collections.abc import Mapping
from typing import Any

from flake8_graph_me.frontends.configuration import keys
from flake8_graph_me.frontends.configuration.pyproject import Table
from flake8_graph_me.frontends.settings import GIVEN, SETTINGS, USERS

PER_FILE = "graph_me_per_file_ignores"
"""The attribute that holds the table's ``per-file-ignores``: (pattern, codes) for each pattern."""
_DESTINATIONS = {setting.name: setting.destination for setting in SETTINGS}


def over(given: Mapping[str, object], table: Table) -> dict[str, object]:
    """The raw values of our options by name: those that are given, not None, before the table's."""
    values = {name: table.values.get(name) for name in keys.OPTIONS}
    chosen = {name: value for name, value in given.items() if value is not None}
    if any(name in chosen for name in USERS):
        values |= dict.fromkeys(USERS)
    return values | chosen


def lay_under(table: Table, namespace: object) -> None:
    """Set each option of the table that the command line has not set: what has come from flake8's
    files is replaced.
    """
    given = getattr(namespace, GIVEN, ())
    users = [_DESTINATIONS[name] for name in USERS]
    has_user = any(each in given for each in users)
    for name, destination in _DESTINATIONS.items():
        if name not in table.values or (has_user if name in USERS else destination in given):
            continue
        if name in USERS:
            for other in users:
                setattr(namespace, other, None)
        value = table.values[name]
        setattr(namespace, destination, list(value) if isinstance(value, tuple) else value)


def lay_over(table: Table, namespace: object) -> None:
    """Set what the table says of the selection of codes and files, and of the form of fixes. The
    command line is parsed into the namespace afterwards.
    """
    lay_under(table, namespace)
    for key in sorted(_OTHERS & table.values.keys()):
        value: Any = table.values[key]
        if key == keys.PER_FILE:
            setattr(namespace, _FLAKE8S_PER_FILE, "")
            setattr(namespace, PER_FILE, value)
        else:
            name = key.replace("-", "_")
            setattr(namespace, name, list(value) if isinstance(value, tuple) else value)


_OTHERS = frozenset(keys.KEYS) - {*keys.OPTIONS}
_FLAKE8S_PER_FILE = "per_file_ignores"
