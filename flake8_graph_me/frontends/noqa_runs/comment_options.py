"""The options of ``check`` that change noqa comments, and what they cannot be combined with."""

import argparse
from collections.abc import Mapping
from typing import Any

from flake8_graph_me.frontends.usage import UsageError

OPTIONS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    (
        "--add-noqa",
        {
            "action": "store_true",
            "help": "Silence each finding with a comment on its line; with --diff only show it.",
        },
    ),
    (
        "--remove-unused-noqa",
        {
            "action": "store_true",
            "help": "Remove GME codes that silence nothing from noqa comments; with --diff only "
            "show it.",
        },
    ),
)
_ADD, _REMOVE = (name for name, _ in OPTIONS)


def wanted(namespace: argparse.Namespace) -> bool:
    """Whether comments are to be changed."""
    return bool(namespace.add_noqa or namespace.remove_unused_noqa)


def refuse_mixed(namespace: argparse.Namespace) -> None:
    """Refuse combinations of which nobody could say what comes first; raises UsageError."""
    if namespace.add_noqa and namespace.remove_unused_noqa:
        raise UsageError(f"{_ADD} and {_REMOVE} cannot be combined; run one after the other")
    name = _ADD if namespace.add_noqa else _REMOVE
    if not wanted(namespace):
        return
    if namespace.fix or namespace.unsafe_fixes:
        raise UsageError(f"{name} cannot be combined with fixes; run one after the other")
    if namespace.disable_noqa:
        raise UsageError(f"{name} cannot be combined with --disable-noqa, which ignores comments")
