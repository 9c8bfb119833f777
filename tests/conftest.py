"""Plugs the specification into pytest: its pages, its option, its line at the end.

Also says how all tests are run: in how many processes, and without regard to the clock.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from flake8_graph_me.engine.machine import guard
from tests.running.spreading import Spreading
from tests.specification.items import UPDATES, PageFile, write_updates
from tests.specification.library import SHELVES
from tests.specification.summary import summarise

FOLDER = "CACHE_OF_TESTS"
"""The variable that names the cache folder of these tests."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="rewrite the diff blocks of the cases whose fix has changed",
    )


@pytest.fixture(autouse=True)
def _no_internal_error_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the guard of the analysis would catch, a test must see."""
    monkeypatch.setattr(guard, "SURVIVED", ())


def pytest_configure(config: pytest.Config) -> None:
    config.stash[UPDATES] = {}
    _keep_out_of_the_users_cache()
    if config.getoption("--update-cases") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--update-cases writes pages, so it wants a single process")
    _let_bytecode_be_written()
    # On a busy machine everything is slow.
    settings.register_profile(
        "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("unhurried")


def _keep_out_of_the_users_cache() -> None:
    # Each process of a parallel run inherits the folder of the first.
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="cache-of-tests-")
        os.environ["XDG_CACHE_HOME"] = os.environ[FOLDER]
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)


def _let_bytecode_be_written() -> None:
    # Hundreds of processes are started, each of which would compile what it imports: the command
    # that installs the libraries does not.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    # A page or two are checked before further processes have started.
    if config.getoption("--update-cases") or config.args != config.getini("testpaths"):
        return 0
    return None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Spreading:
    return Spreading(config, log)


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
