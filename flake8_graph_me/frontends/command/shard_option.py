"""The option ``--shard`` of the commands that read many files."""

import argparse
from collections.abc import Mapping
from typing import Any

from flake8_graph_me.frontends.sharding import Shard, shard


def _shard(text: str) -> Shard:
    try:
        return shard(text)
    except ValueError as refusal:
        raise argparse.ArgumentTypeError(str(refusal)) from None


OPTION: tuple[str, Mapping[str, Any]] = (
    "--shard",
    {
        "type": _shard,
        "metavar": "I/N",
        "help": "Check only share I of N of the files, to divide a run among N machines.",
    },
)
