"""For whom a document holds: this code, its libraries, Python, the options, the current folder."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

import flake8_graph_me
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.files.reader import digest
from flake8_graph_me.terms.options import Options

_LIBRARIES = ("libcst", "pyjwt")


def key_of(options: Options) -> str:
    """The key of documents for runs with these options in the current folder."""
    parts = (
        flake8_graph_me.__version__,
        own_code(Path(flake8_graph_me.__file__).parent),
        [_version(library) for library in _LIBRARIES],
        [sys.implementation.name, sys.version, sys.platform],
        asdict(options),
        absolute(""),
    )
    return digest(json.dumps(parts).encode("ascii")).hex()


def own_code(package: Path) -> str:
    """A digest of the source files of a package.

    A version does not tell an editable installation from what it was yesterday, and the times of
    files would make a new installation of the same code another one.
    """
    found = []
    for path in sorted(_sources(str(package))):
        with open(path, "rb") as stream:  # noqa: PTH123 - a text, by the system
            found.append(path.removeprefix(str(package)).encode() + digest(stream.read()))
    return digest(b"".join(found)).hex()


def _sources(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _sources(entry.path)
        elif entry.name.endswith((".py", ".json")):
            yield entry.path


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
