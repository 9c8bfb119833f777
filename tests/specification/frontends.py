"""Runs flake8 and our own command over all cases at once, in separate processes.

Cases with the same options share a run.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import entry_points
from pathlib import Path

from flake8_graph_me.terms.options import Options
from tests.specification.judging import write
from tests.specification.marks import program
from tests.specification.pages import Case

Report = tuple[str, int, int, str, str]
Reports = dict[Case, set[Report]]
_FORMAT = "%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s"


class FrontEnds:
    """Runs a front-end over all cases; a report is file, line, column from 0, code and message."""

    def __init__(self, folder: Path, cases: Iterable[Case]) -> None:
        self._folder = folder.resolve()
        self._groups: dict[Options, list[str]] = defaultdict(list)
        self._cases: dict[str, Case] = {}
        for index, case in enumerate(cases):
            name = f"case{index}"
            write(program(case), self._folder / name)
            (self._folder / name / "pyproject.toml").touch()
            self._cases[name] = case
            self._groups[case.settings.options].append(name)

    def flake8(self) -> Reports:
        """What flake8 reports with the plugin as it is installed."""
        if "GME" not in entry_points(group="flake8.extension").names:
            raise LookupError("flake8 has no GME plugin: install the package (pip install -e .)")
        arguments = ["flake8", "--isolated", "--select=GME", "--jobs=1", f"--format={_FORMAT}"]
        return self._sorted(self._flake8_lines(arguments))

    def command(self) -> Reports:
        """What ``flake8-graph-me check`` reports."""
        arguments = ["flake8_graph_me", "check", "--isolated", "--output-format=json"]
        return self._sorted(
            (each["path"], each["line"], each["column"] - 1, each["code"], each["message"])
            for output in self._outputs(arguments, "--")
            for each in json.loads(output)
        )

    def _flake8_lines(self, arguments: list[str]) -> Iterator[Report]:
        for output in self._outputs(arguments, "--graph-me-"):
            for line in output.splitlines():
                path, row, column, code, text = line.split("\t")
                yield path, int(row), int(column) - 1, code, text

    def _outputs(self, arguments: list[str], prefix: str) -> Iterator[str]:
        def output(options: Options) -> str:
            done = subprocess.run(
                [
                    *(sys.executable, "-m", *arguments),
                    *(*spelt(options, prefix), *self._groups[options]),
                ],
                cwd=self._folder,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode not in (0, 1) or done.stderr:
                raise RuntimeError(f"{arguments[0]} broke ({done.returncode}):\n{done.stderr}")
            return done.stdout

        # Where there are few files, most of the time goes into starting.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from pool.map(output, self._groups)

    def _sorted(self, reports: Iterable[Report]) -> Reports:
        found: Reports = {case: set() for case in self._cases.values()}
        for path, line, column, code, message in reports:
            home, *parts = (self._folder / path).resolve().relative_to(self._folder).parts
            found[self._cases[home]].add(("/".join(parts), line, column, code, message))
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
