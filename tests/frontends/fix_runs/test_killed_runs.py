"""A run that is killed while writing leaves old or new files, and the next run completes its
work.
"""

import os
import random
from collections import Counter

import pytest

from tests.endurance import killed_runs


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_writers_that_are_killed_at_any_moment() -> None:
    faults: list[str] = []
    moments: Counter[str] = Counter()
    wanted = {killed_runs.BEFORE, killed_runs.BETWEEN, killed_runs.AFTER}
    # Where a kill lands is up to chance, and on a busy machine most are late.
    for number in (40, *[20] * 50):
        new, landed = killed_runs.kills(number, killed_runs.writer, random.Random())
        faults += new
        moments += landed
        if wanted <= moments.keys():
            break
    assert faults == []
    assert wanted <= moments.keys(), "kills must land before, between and after the replacements"


@pytest.mark.skipif(not hasattr(os, "posix_spawn"), reason="the system has no posix_spawn")
def test_the_command_that_is_killed() -> None:
    faults, moments = killed_runs.kills(3, killed_runs.whole_command, random.Random())
    assert faults == []
    assert moments.total() >= 3
