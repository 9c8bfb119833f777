"""Small projects on disk, for the tests of what finds and reads modules."""

import os
from collections.abc import Mapping
from pathlib import Path

from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.reader import Reader
from flake8_graph_me.project.modules.layout import Project, project_of
from flake8_graph_me.project.modules.resolver import ModuleLookup

LONG_AGO = 1_600_000_000
"""A time of change that is settled; seconds since 1970."""


def lay(root: Path, *empty: str, **texts: str) -> Path:
    """Write empty files, by their paths below ``root``, and a marker for the project's root."""
    root.mkdir(parents=True, exist_ok=True)
    return write(root, {"pyproject.toml": "", **dict.fromkeys(empty, ""), **texts})


def write(root: Path, texts: Mapping[str, str]) -> Path:
    """Write files by their paths below ``root``."""
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def lookup(file: Path, *source_roots: str, reader: Reader | None = None) -> ModuleLookup:
    """A fresh lookup for the project of a file."""
    reader = reader or DiskReader()
    return ModuleLookup(project_of(str(file), source_roots, reader), reader)


def project(file: Path, *source_roots: str) -> Project:
    """The project of a file on disk."""
    return project_of(str(file), source_roots, DiskReader())


def found(root: Path, importer: str, name: str, level: int = 0) -> str | None:
    """The file that an import names, below ``root`` and with slashes; of a namespace package its
    folders, each with a slash behind it.
    """
    module = lookup(root / importer).find(str(root / importer), name, level)
    if module is None:
        return None
    paths = [module.file] if module.file is not None else [f"{each}/" for each in module.folders]
    return " ".join(each.removeprefix(f"{root}{os.sep}").replace(os.sep, "/") for each in paths)
