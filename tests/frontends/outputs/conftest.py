"""The folder in which outputs are tried."""

import os
from pathlib import Path

import pytest

from tests.frontends.outputs.hostile import APP, HOSTILE, OPAQUE, SHORT, SOURCE
from tests.frontends.outputs.hostile_notebooks import write_notebooks


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("plain.py").write_text(SOURCE)
    cells = write_notebooks(SOURCE, APP, OPAQUE, SHORT)
    if os.name == "posix":
        Path(HOSTILE).write_text(SOURCE)
        Path(f"{HOSTILE}.ipynb").write_text(cells)
        Path(f"broken{HOSTILE}").write_text(f"{SOURCE}def")
        Path("site-packages" + HOSTILE).mkdir()
        Path("site-packages" + HOSTILE, "pyvenv.cfg").touch()
    return tmp_path
