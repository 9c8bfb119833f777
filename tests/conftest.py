"""Plugs the specification into pytest: its pages, its option, and its summary line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.specification.items import UPDATES, PageFile, write_updates
from tests.specification.library import SHELVES
from tests.specification.summary import summarise


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="rewrite the diff blocks of the cases whose fix has changed",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[UPDATES] = {}
    if config.getoption("--update-cases") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--update-cases writes pages, so it wants a single process")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    for shelf in SHELVES:
        if file_path.suffix == ".md" and file_path.parent == shelf.folder:
            return PageFile.of(shelf, parent, file_path)
    return None


def pytest_sessionfinish(session: pytest.Session) -> None:
    write_updates(session.config.stash[UPDATES])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if line := summarise(_reports(terminalreporter)):
        terminalreporter.section("specification")
        terminalreporter.write_line(line)


def _reports(reporter: pytest.TerminalReporter) -> Iterator[pytest.TestReport]:
    for reports in reporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                yield report
