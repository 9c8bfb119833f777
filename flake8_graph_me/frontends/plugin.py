"""The flake8 plugin.

It passes flake8's decoded lines and tree to the check and yields the findings. flake8 imports it in
every run, so it must not import libcst, jwt or the analysis at top level. One exception would stop
flake8's whole run, so it lets none escape. Must not know how findings are made, fixed or reported
elsewhere.
"""

import argparse
import ast
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_graph_me.frontends import setting_values, settings
from flake8_graph_me.frontends.configuration import precedence
from flake8_graph_me.frontends.configuration.pyproject import table_above
from flake8_graph_me.frontends.plugin_runs import PluginRuns
from flake8_graph_me.frontends.usage import StoreGiven
from flake8_graph_me.terms.printable import printable

if TYPE_CHECKING:
    from flake8.options.manager import OptionManager

    from flake8_graph_me.terms.findings import Finding

_USAGE_ERROR = 2
# Bounded by the files of one run.
_RUNS = PluginRuns()


class Plugin:
    """The check of one file, as flake8 expects it: the parameter names say what flake8 passes."""

    def __init__(
        self,
        tree: ast.Module,
        filename: str,
        lines: Sequence[str],
        options: argparse.Namespace,
    ) -> None:
        self._tree = tree
        self._filename = filename
        self._lines = lines
        self._options = options

    @classmethod
    def add_options(cls, option_manager: "OptionManager") -> None:
        """Register the options for the command line and for configuration files."""
        for setting in settings.SETTINGS:
            option_manager.add_option(
                f"--{settings.PREFIX}{setting.name}",
                metavar=setting.metavar,
                action=StoreGiven,
                help=setting.help.replace("%", "%%"),
                parse_from_config=True,
                comma_separated_list=setting.folders,
                normalize_paths=setting.folders,
            )

    @classmethod
    def parse_options(
        cls,
        option_manager: "OptionManager",
        options: argparse.Namespace,
        args: Sequence[str],
    ) -> None:
        """Add what ``pyproject.toml`` says, and refuse wrong values at start-up with one line.

        Nothing is stored here: each file reads its own options. That also works in worker
        processes, and for options set through flake8's Python interface.
        """
        try:
            # flake8 does not tell plugins that it is to read no configuration.
            if "--isolated" not in sys.argv:
                table = table_above(os.getcwd())  # noqa: PTH109 - as in there
                precedence.lay_under(table, options)
                sys.stderr.write(table.unread)
                _warn_of_unread_keys(sys.argv)
            settings.read_namespace(options)
        except setting_values.RefusedError as refusal:
            option_manager.parser.exit(_USAGE_ERROR, f"flake8: error: {printable(str(refusal))}\n")

    def run(self) -> Iterator[tuple[int, int, str, type["Plugin"]]]:
        """The findings as (line from 1, column from 0, "code message", type)."""
        try:
            reports = [
                (
                    finding.place.span.start.line,
                    finding.place.span.start.column,
                    f"{finding.code} {printable(finding.message)}",
                )
                for finding in self._findings()
            ]
        except Exception as failure:  # noqa: BLE001 - flake8 stops the whole run on any exception
            from flake8_graph_me.frontends import failures  # noqa: PLC0415 - it imports findings

            reports = [(1, 0, f"{failures.CODE} {failures.describe(failure)}")]
        for line, column, text in reports:
            yield line, column, text, type(self)

    def _findings(self) -> tuple["Finding", ...]:
        from flake8_graph_me import api  # noqa: PLC0415  # flake8 loads every plugin

        return api.check_source(
            "".join(self._lines),
            self._filename,
            options=settings.read_namespace(self._options),
            tree=self._tree,
            run=_RUNS.run_for(self._filename),
        )


def _warn_of_unread_keys(arguments: Sequence[str]) -> None:
    """Say which keys of the configuration that flake8 finds by itself are misspelt ones of ours."""
    if any(each.startswith(("--config", "--append-config")) for each in arguments):
        return
    from flake8.options.config import load_config  # noqa: PLC0415 - only here

    from flake8_graph_me.frontends.configuration import keys  # noqa: PLC0415 - as above

    config, _ = load_config(config=None, extra=[])
    if "flake8" in config:
        sys.stderr.writelines(keys.unread(config.options("flake8")))
