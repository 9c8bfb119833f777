"""Distributing calls to an executor of any kind, in chunks."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_CHUNK = 32
"""How many calls travel together: who cancels waits for those that have begun. Past it there are
more chunks.
"""
WANTED_CHUNKS = 64
"""The preferred number of chunks, so that all workers finish together."""


def spread(
    executor: Executor | None, task: Callable[[Item], Result], items: Sequence[Item]
) -> Iterator[Result]:
    """The task's result for each item, in the order of the items.

    Without an executor, the calls are made here, one per requested result. Otherwise the task, the
    items and the results must be transferable to its workers and back. Whatever a call or the
    executor raises is passed on, with a note that names the items. Then, or if the caller stops
    requesting results, calls that have not begun are cancelled.
    """
    if executor is None:
        yield from map(task, items)
        return
    # Some executors answer a call that they know from memory, though a file has changed since.
    unique = os.urandom(16).hex()
    size = max(1, min(MAX_CHUNK, len(items) // WANTED_CHUNKS))
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    futures: list[Future[list[Result]]] = []
    try:
        # One by one, as an executor that is broken or shut down refuses calls.
        for number, chunk in enumerate(chunks):
            with _noted(chunk, len(items)):
                futures.append(executor.submit(_run, task, chunk, f"{unique}-{number}"))
        for number, chunk in enumerate(chunks):
            with _noted(chunk, len(items)):
                results = futures[number].result()
            # Results that were handed on need not be held.
            futures[number] = Future()
            yield from results
    finally:
        for future in futures:
            future.cancel()


def _run(task: Callable[[Item], Result], chunk: Sequence[Item], unique: str) -> list[Result]:
    del unique
    return [task(item) for item in chunk]


@contextmanager
def _noted(chunk: Sequence[object], count: int) -> Iterator[None]:
    """Add to an exception what was being worked on, which exceptions of dead workers do not say."""
    try:
        yield
    except Exception as error:
        first, last = _shown(chunk[0]), _shown(chunk[-1])
        error.add_note(f"while {len(chunk)} of {count} were worked on, from {first} to {last}")
        raise


def _shown(item: object) -> str:
    return repr(item) if isinstance(item, str) else type(item).__name__
