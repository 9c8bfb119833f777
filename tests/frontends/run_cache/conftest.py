"""The runs that these tests share."""

from pathlib import Path

import pytest

from tests.frontends.run_cache.cached_runs import CachedRuns


@pytest.fixture
def runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> CachedRuns:
    return CachedRuns(tmp_path, monkeypatch, capfd)
