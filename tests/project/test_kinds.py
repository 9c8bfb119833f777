"""What is at a path besides files and folders."""

import os
from pathlib import Path

from flake8_graph_me.project.files.kinds import CIRCLE, NOWHERE, obstacle


def test_what_keeps_a_path_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "nowhere").symlink_to("missing")
    (tmp_path / "circle").symlink_to("circle")
    os.mkfifo(tmp_path / "pipe")
    found = {
        name: obstacle(str(tmp_path / name))
        for name in ("file", "link", "nowhere", "circle", "pipe", "missing", "")
    }
    assert found == {
        "file": None,
        "link": None,
        "nowhere": NOWHERE,
        "circle": CIRCLE,
        "pipe": "a pipe",
        "missing": None,
        "": None,
    }


def test_no_path_at_all() -> None:
    assert obstacle("a\0b") is None
