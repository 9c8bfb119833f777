"""How every front-end of ours refuses arguments: one line, by an exception.

Must not import flake8, which costs more than the sub-commands that do without it.
"""

import argparse
import difflib
import re
from collections.abc import Callable, Collection
from typing import Any, NoReturn

from flake8_graph_me.frontends.settings import GIVEN

_UNKNOWN_OPTION = re.compile(r"unrecognized arguments: (--[a-z-]+)")


_LIKENESS = 0.7
"""How like an option what was given has to be; that all begin with two hyphens counts, too."""


def _near(given: str, known: Collection[str]) -> list[str]:
    """The options that begin as was given, else the one that is nearest to it."""
    longer = sorted(option for option in known if option.startswith(given))
    return longer or difflib.get_close_matches(given, known, n=1, cutoff=_LIKENESS)


class UsageError(Exception):
    """Arguments or configuration that cannot be used; the text is one line."""


class StoreGiven(argparse.Action):
    """Stores one of our options, and notes that the command line sets it: only then an action is
    called.
    """

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Store it."""
        del parser, option_string
        setattr(namespace, self.dest, values)
        given = getattr(namespace, GIVEN, ())
        setattr(namespace, GIVEN, (*given, self.dest))


class RefusingParser(argparse.ArgumentParser):
    """A parser that raises UsageError; ``wording`` makes its text of what argparse would say."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # as its base
        wording: Callable[[str], str] = str,
        **kwargs: Any,  # noqa: ANN401  # as its base
    ) -> None:
        super().__init__(*args, **kwargs)
        self._wording = wording

    def error(self, message: str) -> NoReturn:
        """Refuse, with the option that a misspelt one is near to."""
        unknown = _UNKNOWN_OPTION.match(message)
        known = self._option_string_actions
        near = _near(unknown[1], known) if unknown else []
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"{self._wording(message)}{meant}")
