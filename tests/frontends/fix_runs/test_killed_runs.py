"""A run that is killed while writing leaves old or new files, and the next run completes its
work.
"""

import os
import random

import pytest

from tests.endurance import killed_runs


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_writers_that_are_killed_at_any_moment() -> None:
    faults, moments = killed_runs.kills(40, killed_runs.writer, random.Random())
    assert faults == []
    landed = {killed_runs.BEFORE, killed_runs.BETWEEN, killed_runs.AFTER}
    assert landed <= moments.keys(), "kills must land before, between and after the replacements"


@pytest.mark.skipif(not hasattr(os, "posix_spawn"), reason="the system has no posix_spawn")
def test_the_command_that_is_killed() -> None:
    faults, moments = killed_runs.kills(3, killed_runs.whole_command, random.Random())
    assert faults == []
    assert moments.total() >= 3
