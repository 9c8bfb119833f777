"""Spreads the tests over processes: which of them stay together, and which come first.

The tests of one page of cases stay together, as they ask for the findings of the same programs,
and so do those of one file, which share what is dear to set up. Must not know what is tested.
"""

import re

from xdist.scheduler import LoadScopeScheduling

_PAGE = re.compile(r"(?:^tests/cases/|\[(?:(?:LF|CRLF)-)?)(?P<page>\w+)(?:\.md::|: )")
_BY_PAGE = ("tests/cases/", "tests/laws/test_laws.py", "tests/laws/test_programs.py")
_ALONE = re.compile(r"test_(?:flake8|the_command)_reports_the_same")
"""Each of them asks for one run over all pages."""

LONGEST = (
    "test_flake8_reports_the_same",
    "test_the_command_reports_the_same",
    "tests/pipeline/test_parallel.py",
    "page azure_identity",
    "page token_requests",
    "tests/generated/test_generated_programs.py",
    "tests/frontends/fix_runs/test_killed_runs.py",
    "tests/laws/test_rows.py",
    "tests/frontends/test_jobs.py",
    "tests/cloud/test_programs.py",
)
"""What takes longest and so may not come last, where one process would work and none other."""


class Spreading(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist is not typed for others
    """Hands out whole groups of tests, the longest first."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)

    def _assign_work_unit(self, node: object) -> None:
        first = next((name for name in LONGEST if name in self.workqueue), None)
        if first is not None:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)


def group(nodeid: str) -> str:
    """The tests that stay together with one."""
    if alone := _ALONE.search(nodeid):
        return alone[0]
    if nodeid.startswith(_BY_PAGE) and (found := _PAGE.search(nodeid)):
        return f"page {found['page']}"
    return nodeid.partition("::")[0]
