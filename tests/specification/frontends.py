"""Runs flake8 and our own command over all cases at once, in processes of their own.

Cases of the same options share a run. Must not know what is to be found.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path

from flake8_graph_me.terms.options import Options
from tests.specification.judging import write
from tests.specification.marks import program
from tests.specification.pages import Case

Report = tuple[str, int, int, str, str]
_FORMAT = "%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s"


class FrontEnds:
    """What the front-ends report of each case: file, line, column from 0, code, message."""

    def __init__(self, folder: Path, cases: Iterable[Case]) -> None:
        self._folder = folder.resolve()
        self._groups: dict[Options, list[Path]] = defaultdict(list)
        self._homes: dict[Case, Path] = {}
        for index, case in enumerate(cases):
            home = self._folder / f"case{index}"
            write(program(case), home)
            (home / "pyproject.toml").touch()
            self._homes[case] = home
            self._groups[case.settings.options].append(home)

    def flake8(self, case: Case) -> set[Report]:
        """What flake8 reports with the plugin as it is installed."""
        return self._of(case, self._flake8_reports)

    def command(self, case: Case) -> set[Report]:
        """What ``flake8-graph-me check`` reports."""
        return self._of(case, self._command_reports)

    @cached_property
    def _flake8_reports(self) -> list[Report]:
        if "GME" not in entry_points(group="flake8.extension").names:
            raise LookupError(
                "flake8 has no GME plugin: install the package first (pip install -e .)"
            )
        reports: list[Report] = []
        for options, homes in self._groups.items():
            command = ["flake8", "--isolated", "--select=GME", "--jobs=1", f"--format={_FORMAT}"]
            output = self._run(command + spelt(options, "--graph-me-"), homes)
            for line in output.splitlines():
                path, row, column, code, text = line.split("\t")
                reports.append((path, int(row), int(column) - 1, code, text))
        return reports

    @cached_property
    def _command_reports(self) -> list[Report]:
        reports: list[Report] = []
        for options, homes in self._groups.items():
            command = ["flake8_graph_me", "check", "--isolated", "--output-format=json"]
            output = self._run(command + spelt(options, "--"), homes)
            reports += [
                (each["path"], each["line"], each["column"] - 1, each["code"], each["message"])
                for each in json.loads(output)
            ]
        return reports

    def _run(self, arguments: list[str], homes: list[Path]) -> str:
        names = [home.name for home in homes]
        done = subprocess.run(
            [sys.executable, "-m", *arguments, *names],
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, 1) or done.stderr:
            raise RuntimeError(f"{arguments[0]} broke ({done.returncode}):\n{done.stderr}")
        return done.stdout

    def _of(self, case: Case, reports: list[Report]) -> set[Report]:
        home = self._homes[case]
        found: set[Report] = set()
        for path, line, column, code, message in reports:
            absolute = (self._folder / path).resolve()
            if absolute.is_relative_to(home):
                name = absolute.relative_to(home).as_posix()
                found.add((name, line, column, code, message))
        return found


def spelt(options: Options, prefix: str) -> list[str]:
    """Options as arguments of a command line."""
    given: dict[str, str | None] = {
        "upn": options.upn,
        "user-expression": options.user_expression,
        "app-only": ",".join(options.app_only),
        "delegated": ",".join(options.delegated),
        "requests": ",".join(options.requests),
        "hosts": ",".join(options.hosts),
        "source-roots": ",".join(options.source_roots),
        "ambiguous": "app-only" if options.ambiguous_app_only else None,
    }
    return [f"{prefix}{name}={value}" for name, value in given.items() if value]
