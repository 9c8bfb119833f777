"""Which Pythons and libraries the sessions of ``tests/noxfile.py`` run the tests with."""

import re
import subprocess
import sys

import pytest

from tests import noxfile


def test_there_is_a_session_for_each_python_with_the_oldest_and_the_newest_libraries() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "nox", "-f", noxfile.__file__, "--list"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.findall(r"^\* (\S+) -> ", listed.stdout, re.MULTILINE) == [
        f"tests-{python}({libraries})"
        for python in noxfile.PYTHONS
        for libraries in ("newest", "oldest")
    ]


def test_pythons_are_those_that_may_install_it() -> None:
    project = noxfile.PROJECT["project"]
    assert project["requires-python"] == f">={noxfile.PYTHONS[0]}"


def test_the_oldest_libraries_are_pinned_to_the_bounds() -> None:
    pins = [pin.replace("==", ">=") for pin in noxfile.oldest()]
    assert pins == noxfile.PROJECT["project"]["dependencies"]


def test_a_dependency_without_a_lower_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(noxfile.PROJECT["project"], "dependencies", ["flake8"])
    with pytest.raises(ValueError, match="flake8 has no lower bound"):
        noxfile.oldest()
