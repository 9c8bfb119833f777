"""Where ``check`` writes its findings, and in which format."""

import argparse
import sys
from collections.abc import Sequence
from typing import TextIO

from flake8_graph_me.frontends.command import output_file
from flake8_graph_me.frontends.fix_runs.hints import Hints
from flake8_graph_me.frontends.reports import formats
from flake8_graph_me.frontends.reports.formats import Look
from flake8_graph_me.frontends.reports.paint import wants_colour
from flake8_graph_me.frontends.running import Outcome
from flake8_graph_me.frontends.usage import UsageError

OPTIONS = (
    (
        "--output-format",
        {
            "choices": tuple(each.name for each in formats.FORMATS),
            "default": formats.CONCISE.name,
            "help": "How to show findings. (Default: %(default)s)",
        },
    ),
    (
        "--output-file",
        {
            "metavar": "FILE",
            "help": "Write findings to FILE, as a whole or not at all, in place of standard "
            "output.",
        },
    ),
)


def prepare(namespace: argparse.Namespace) -> None:
    """Refuse what can be refused before files are checked; raises UsageError."""
    if namespace.output_file is not None:
        try:
            output_file.refuse(namespace.output_file)
        except output_file.OutputFileError as refusal:
            raise UsageError(f"--output-file: {refusal}") from None


def leaves_output_to_people(namespace: argparse.Namespace) -> bool:
    """Whether nothing that a program reads goes to standard output."""
    chosen = formats.named(namespace.output_format)
    return chosen.for_people or namespace.output_file is not None


def write(
    namespace: argparse.Namespace, outcomes: Sequence[Outcome], hints: Hints, *, to_stdout: bool
) -> TextIO:
    """Write the findings, and return the stream for what else people should know; raises
    UsageError.

    Without ``to_stdout`` something else is there. Standard error is for people: findings there are
    in no format for programs, which other lines would break.
    """
    chosen = formats.named(namespace.output_format)
    stream = sys.stdout if to_stdout else sys.stderr
    if namespace.output_file is not None:
        look = Look(namespace.color == "always", namespace.show_secrets, hints)
        try:
            output_file.write(namespace.output_file, chosen.document(outcomes, look))
        except output_file.OutputFileError as failure:
            raise UsageError(f"--output-file: {failure}") from None
        return stream
    if not chosen.for_people and not to_stdout:
        chosen = formats.CONCISE
    look = Look(wants_colour(stream, namespace.color), namespace.show_secrets, hints)
    stream.write(chosen.document(outcomes, look))
    return stream if chosen.for_people else sys.stderr
