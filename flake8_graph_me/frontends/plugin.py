"""The flake8 plugin.

It passes flake8's decoded lines and tree to the check and yields the findings. flake8 imports it in
every run, so it must not import libcst, jwt or the analysis at top level. One exception would stop
flake8's whole run, so it lets none escape. Must not know how findings are made, fixed or reported
elsewhere.
"""

import argparse
import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flake8_graph_me.frontends import setting_values, settings
from flake8_graph_me.frontends.plugin_runs import PluginRuns
from flake8_graph_me.frontends.usage import StoreUser
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
                action=StoreUser if setting.name in settings.USERS else "store",
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
        """Refuse wrong values at start-up with one line.

        Nothing is stored here: each file reads its own options. That also works in worker
        processes, and for options set through flake8's Python interface.
        """
        try:
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
