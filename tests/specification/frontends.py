"""Runs flake8 and our own command over all cases at once, in separate processes.

Cases with the same options share a run.
"""

import json
import multiprocessing
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import entry_points
from pathlib import Path

from flake8_graph_me.terms.options import Options
from tests.specification import front_end_process
from tests.specification.judging import write
from tests.specification.marks import program
from tests.specification.pages import Case

Report = tuple[str, int, int, str, str]
Reports = dict[Case, set[Report]]
_FORMAT = "%(path)s\t%(row)d\t%(col)d\t%(code)s\t%(text)s"

_FOLDERS = re.compile(r"(?:[\w.-]+/)+(?=[\w-]+\.py:\d)")


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
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([front_end_process.__name__])
        with ProcessPoolExecutor(mp_context=context, max_tasks_per_child=1) as pool:
            runs = [
                pool.submit(
                    front_end_process.run,
                    str(self._folder),
                    *(*arguments, *spelt(options, prefix), *names),
                )
                for options, names in self._groups.items()
            ]
            for ended in (run.result() for run in runs):
                if ended.code not in (0, 1) or ended.err:
                    raise RuntimeError(f"{arguments[0]} broke ({ended.code}):\n{ended.err}")
                yield ended.out

    def _sorted(self, reports: Iterable[Report]) -> Reports:
        found: Reports = {case: set() for case in self._cases.values()}
        for path, line, column, code, message in reports:
            home, *parts = (self._folder / path).resolve().relative_to(self._folder).parts
            name = "/".join(parts)
            found[self._cases[home]].add((name, line, column, code, without_folders(message)))
        return found


def without_folders(message: str) -> str:
    """A message with bare names of other files: where paths begin goes by the current folder, and
    has tests of its own.
    """
    return _FOLDERS.sub("", message)


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
    codes = {"GME006": options.all_endpoints, "GME901": options.incomplete}
    chosen = [f"--extend-select={code}" for code, wanted in codes.items() if wanted]
    return [*chosen, *(f"{prefix}{name}={value}" for name, value in given.items() if value)]
