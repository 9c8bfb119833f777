"""A folder with a notebook."""

from pathlib import Path

import pytest

from tests.frontends.notebooks.made_notebooks import MAIL
from tests.support.local_files import write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write(tmp_path, {"nb.ipynb": MAIL})
