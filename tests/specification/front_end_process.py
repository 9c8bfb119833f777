"""Runs one front-end in this process, which has imported what they all need.

A process that a fork server makes has that for nothing, where a new interpreter takes most of a
second. Must not know which front-end it is.
"""

import contextlib
import os
import runpy
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import flake8.main.cli
import libcst

from flake8_graph_me import api

PRELOADED = (flake8.main.cli, libcst, api)


@dataclass(frozen=True)
class Ended:
    """How a front-end ended, and what it wrote."""

    code: int
    out: str
    err: str


def run(folder: str, module: str, *arguments: str) -> Ended:
    """Run ``python -m module`` in a folder. The process is of no further use."""
    os.chdir(folder)
    sys.argv[1:] = arguments
    code = 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with _in_place_of(1, out), _in_place_of(2, err):
            try:
                runpy.run_module(module, run_name="__main__", alter_sys=True)
            except SystemExit as end:
                code = int(end.code or 0)
        out.seek(0)
        err.seek(0)
        return Ended(code, out.read().decode(), err.read().decode())


@contextlib.contextmanager
def _in_place_of(number: int, file: IO[bytes]) -> Iterator[None]:
    before = os.dup(number)
    os.dup2(file.fileno(), number)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os.dup2(before, number)
        os.close(before)
