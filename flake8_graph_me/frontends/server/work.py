"""What is done next, and where: one thing at a time, in a thread, on the newest state of each
document.

The thread is the only one that reads files, changes the current folder or analyses.
"""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

QUIET = 0.03
"""How many seconds without a change are awaited before a document is checked again whose last check
was overtaken by one. The first check after a pause begins at once.
"""


class Work:
    """Documents to check, by URI, in the order in which they were asked for.

    ``check`` checks a document and says whether it was still as it had been at the end.
    """

    def __init__(self, check: Callable[[str], Awaitable[bool]]) -> None:
        self._check = check
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="analysis")
        self._pending: dict[str, None] = {}
        self._running: str | None = None
        self._changed = asyncio.Event()
        self._settled = asyncio.Condition()

    async def in_thread(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function gives, in the thread of the work."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, functools.partial(task, *args, **kwargs))

    def ask(self, *uris: str) -> None:
        """Check these documents soon, after those that were asked for before."""
        self._pending |= dict.fromkeys(uris)
        self._changed.set()

    def drop(self, uri: str) -> None:
        """Do not check a document any more."""
        self._pending.pop(uri, None)

    async def settled(self, uri: str) -> None:
        """Wait until a document is as it was at its last check."""
        async with self._settled:
            await self._settled.wait_for(lambda: uri not in self._pending and uri != self._running)

    async def run(self) -> None:
        """Check whatever is asked for, until cancelled."""
        while True:
            while self._pending:
                await self._one()
            self._changed.clear()
            if not self._pending:
                await self._changed.wait()

    async def _one(self) -> None:
        uri = next(iter(self._pending))
        del self._pending[uri]
        self._running = uri
        try:
            is_current = await self._check(uri)
        finally:
            self._running = None
        if not is_current:
            await self._quiet()
        async with self._settled:
            self._settled.notify_all()

    async def _quiet(self) -> None:
        """Wait until nothing has changed for a moment."""
        while True:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), QUIET)
            except TimeoutError:
                return

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown(wait=False, cancel_futures=True)
