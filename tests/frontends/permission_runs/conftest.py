"""A folder with the programs, and the command in it."""

from pathlib import Path

import pytest

from tests.frontends.permission_runs.runs import Runner, write_programs


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Runner:
    monkeypatch.chdir(tmp_path)
    write_programs()
    return Runner(capsys)
