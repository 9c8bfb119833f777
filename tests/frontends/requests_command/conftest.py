"""What the tests of ``requests`` are given."""

from pathlib import Path

import pytest

from tests.support.command_runner import Runner


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Runner:
    return Runner(tmp_path, monkeypatch, capfdbinary)
