"""The codemod command for ``libcst.tool``, with the same findings and edits as the other
front-ends.

    python -m libcst.tool codemod -x flake8_graph_me.codemod.UseUsersEndpoint --upn a@b.c
        --no-format PATH...

This front-end is in the package's root because users type its name. It is the only importer of
libcst.codemod.
"""

import argparse
import os
from collections.abc import Callable
from dataclasses import replace

import libcst
from libcst.codemod import CodemodCommand, CodemodContext, SkipFile

from flake8_graph_me import api
from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends import flake8_bridge, running, setting_values, settings
from flake8_graph_me.frontends.configuration import keys, precedence
from flake8_graph_me.frontends.configuration.pyproject import table_above
from flake8_graph_me.frontends.fix_runs import fixing
from flake8_graph_me.frontends.reports import concise
from flake8_graph_me.terms.printable import printable

_PROG = "flake8_graph_me.codemod"


class UseUsersEndpoint(CodemodCommand):
    """Rewrites ``/me`` to ``/users/{user}`` where a request carries an app-only token.

    It obeys ``# noqa`` comments. Its options come from the arguments, then from the table in
    ``pyproject.toml`` above the current folder; flake8's configuration files do not count. It warns
    about findings that it cannot fix. Raises RefusedError for what cannot be used in that table.
    """

    DESCRIPTION = "Rewrite Microsoft Graph /me requests that carry an app-only token."

    def __init__(
        self,
        context: CodemodContext,
        *,
        unsafe_fixes: bool = False,
        quote_user: bool = False,
        **raw: str | None,
    ) -> None:
        super().__init__(context)
        given = {name.replace("_", "-"): value for name, value in raw.items()}
        unknown = given.keys() - {setting.name for setting in settings.SETTINGS}
        if unknown:
            raise TypeError(f"unknown options: {printable(', '.join(sorted(unknown)))}")
        table = table_above(os.getcwd())  # noqa: PTH109 - only its text is needed
        options = replace(
            settings.read(precedence.over(given, table), prefix=""),
            quote_user=quote_user or bool(table.values.get(keys.QUOTE_USER)),
        )
        self._plan = running.CheckPlan(
            flake8_bridge.parse(("--isolated",), prog=_PROG),
            options,
            fix=True,
            unsafe=unsafe_fixes,
        )

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """Take the same options as the command."""
        users = arg_parser.add_mutually_exclusive_group()
        for setting in settings.SETTINGS:
            group = users if setting.name in settings.USERS else arg_parser
            group.add_argument(
                f"--{setting.name}",
                metavar=setting.metavar,
                help=setting.help.replace("%", "%%"),
                type=_checked(setting),
            )
        arg_parser.add_argument(
            "--unsafe-fixes", action="store_true", help="Apply unsafe fixes as well."
        )
        arg_parser.add_argument(
            "--quote-user",
            action="store_true",
            help="Percent-encode the value of the user expression in a path.",
        )

    def transform_module_impl(self, tree: libcst.Module) -> libcst.Module:
        """The module with all allowed fixes applied."""
        path = self.context.filename or "stdin"
        try:
            source = writing.decode(tree.bytes)
        except writing.UnreadableError as failure:
            raise SkipFile(printable(f"the file {failure}")) from None
        if source.text != tree.code:
            raise SkipFile("the file declares a different encoding from the one it was read with")
        # Files were written since the last one.
        plan = replace(self._plan, run=api.new_run())
        outcome = fixing.fix(plan, [running.check_read(plan, path, source)])[0]
        for finding in outcome.findings:
            self.warn(concise.line(finding))
        if outcome.after is None:
            return tree
        return libcst.parse_module(outcome.after.data)


def _checked(setting: settings.Setting) -> Callable[[str], str]:
    """An argparse type that rejects wrong values at start-up and keeps the raw text."""

    def check(text: str) -> str:
        try:
            setting.parse(text)
        except setting_values.RefusedError as refusal:
            raise argparse.ArgumentTypeError(printable(str(refusal))) from None
        return text

    return check
