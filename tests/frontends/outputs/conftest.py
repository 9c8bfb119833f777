"""The folder in which outputs are tried."""

import os
from pathlib import Path

import pytest

from tests.frontends.outputs.hostile import HOSTILE, SOURCE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("plain.py").write_text(SOURCE)
    if os.name == "posix":
        Path(HOSTILE).write_text(SOURCE)
        Path(f"broken{HOSTILE}").write_text(f"{SOURCE}def")
        Path("site-packages" + HOSTILE).mkdir()
        Path("site-packages" + HOSTILE, "pyvenv.cfg").touch()
    return tmp_path
