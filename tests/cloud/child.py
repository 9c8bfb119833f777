"""Runs programs one after another in one process, so that libraries are imported once.

Runs as a script in the child process: reads one order per line from standard input (a program's
folder, its main file, its libraries, its door, its environment, its
arguments) and writes one reply per line to standard output;
the programs themselves get an empty input and a file for their output. Must not know the cloud, nor
import anything but the standard library, so that a program does not find other modules already
imported.
"""

import asyncio
import contextlib
import io
import json
import logging
import os
import runpy
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator, Mapping
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any


def serve() -> None:
    """Carry out orders until there are none."""
    with os.fdopen(os.dup(0), encoding="utf-8") as orders, os.fdopen(os.dup(1), "w") as replies:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        for order in orders:
            replies.write(json.dumps(carry_out(json.loads(order))) + "\n")
            replies.flush()


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    """Run one program; the reply says how it ended and whether it left the process clean."""
    folder = Path(order["folder"])
    before = dict(sys.modules)
    module, roots = _as_module(folder / order["main"], folder)
    shadowed = _shadowed_by(roots)
    for name in tuple(sys.modules):
        if name.partition(".")[0] in shadowed - sys.stdlib_module_names:
            del sys.modules[name]
    # Stays when the program has ended: a thread that outlives it must not find another's door.
    os.environ["STAND_IN_DOOR"] = order["door"]
    with _output_to(order["output"]), _surroundings(folder, order["environment"]):
        sys.path[:] = [*map(str, roots), *sys.path, order["libraries"]]
        sys.argv[:] = [str(folder / order["main"]), *order["arguments"]]
        error = _run(module, folder / order["main"])
    _forget_modules_below((folder, Path(order["libraries"])), before)
    _forget_made_modules(before)
    _forget_relative_paths()
    # A library that was imported meanwhile may hold the program's module of another's name.
    return {"error": error, "clean": not shadowed and threading.active_count() == 1}


def _as_module(main: Path, folder: Path) -> tuple[str | None, list[Path]]:
    """The dotted name of a main inside a package, and the folders to import from."""
    top = main.parent
    names = [main.stem]
    while top != folder and (top / "__init__.py").exists():
        names.insert(0, top.name)
        top = top.parent
    roots = [top] if top == folder else [top, folder]
    return (".".join(names) if len(names) > 1 else None), roots


def _shadowed_by(roots: list[Path]) -> set[str]:
    """The names of libraries that the program has files or folders of its own for."""
    own = {path.stem for root in roots for path in root.iterdir()} - {"__main__", "__init__"}
    return {name for name in own if PathFinder.find_spec(name)}


def _run(module: str | None, main: Path) -> str | None:
    try:
        if module is None:
            runpy.run_path(str(main), run_name="__main__")
        else:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ending:
        if ending.code in (None, 0):
            return None
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)  # noqa: T201 as Python itself does
        return f"SystemExit: {ending.code}"
    except BaseException as error:  # noqa: BLE001 whatever ends a program is its outcome
        traceback.print_exception(error)
        return "".join(traceback.format_exception_only(error)).strip()
    return None


@contextlib.contextmanager
def _output_to(path: str) -> Iterator[None]:
    """Let the program, and what it starts, write to the file."""
    saved = os.dup(1), os.dup(2), sys.stdout, sys.stderr
    target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.close(target)
    sys.stdout = _writer(1)
    sys.stderr = _writer(2)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(ValueError):
                stream.flush()
        output, errors, sys.stdout, sys.stderr = saved
        os.dup2(output, 1)
        os.dup2(errors, 2)
        os.close(output)
        os.close(errors)


def _writer(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        os.fdopen(descriptor, "wb", closefd=False),
        encoding="utf-8",
        errors="replace",
        line_buffering=True,
    )


@contextlib.contextmanager
def _surroundings(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """The program's folder and environment, and afterwards everything as it was."""
    saved_environment = dict(os.environ)
    saved_path, saved_arguments = list(sys.path), list(sys.argv)
    root = logging.getLogger()
    saved_handlers, saved_level = list(root.handlers), root.level
    os.environ.update(environment)
    os.chdir(folder)
    try:
        with warnings.catch_warnings():
            yield
    finally:
        os.chdir(folder.parent)
        os.environ.clear()
        os.environ.update(saved_environment)
        sys.path[:], sys.argv[:] = saved_path, saved_arguments
        root.handlers[:] = saved_handlers
        root.setLevel(saved_level)
        logging.disable(logging.NOTSET)
        if sys.version_info < (3, 14):
            # After asyncio.run, get_event_loop would refuse the next program.
            asyncio.set_event_loop_policy(None)


def _forget_modules_below(folders: tuple[Path, ...], before: Mapping[str, ModuleType]) -> None:
    # A library may have brought in ten thousand of its own.
    for name, module in list(sys.modules.items()):
        if before.get(name) is module:
            continue
        places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
        below = [Path(place) for place in places if place]
        if any(place.is_relative_to(folder) for place in below for folder in folders):
            del sys.modules[name]


def _forget_made_modules(before: Mapping[str, ModuleType]) -> None:
    """Forget what stands for a module without having been imported: it is the program's own."""

    def is_made(name: str) -> bool:
        return getattr(sys.modules.get(name), "__spec__", None) is None

    for name in [name for name, module in sys.modules.items() if before.get(name) is not module]:
        if is_made(name) and is_made(name.partition(".")[0]):
            del sys.modules[name]


def _forget_relative_paths() -> None:
    # Python would go on looking below the folder that they meant for this program.
    for path in tuple(sys.path_importer_cache):
        if not Path(path).is_absolute():
            del sys.path_importer_cache[path]


if __name__ == "__main__":
    if not hasattr(sys.modules.get("sitecustomize"), "REDIRECTED_HOSTS"):
        sys.exit("the redirection to the stand-in is missing")
    serve()
