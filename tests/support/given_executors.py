"""Executors of every kind, for functions that accept any."""

import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager

import dask
from distributed import Client, LocalCluster

UNHURRIED = {
    "distributed.admin.tick.limit": "1h",
    "distributed.comm.timeouts.connect": "1h",
    "distributed.comm.timeouts.tcp": "1h",
    "distributed.scheduler.worker-ttl": "1h",
}
"""Settings of Dask, which otherwise gives up on a busy machine, or complains."""


@contextmanager
def processes(method: str) -> Iterator[Executor]:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        yield pool


@contextmanager
def threads() -> Iterator[Executor]:
    before = sys.getswitchinterval()
    # As often as can be, so that they meet in what they share.
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            yield pool
    finally:
        sys.setswitchinterval(before)


@contextmanager
def cluster() -> Iterator[Executor]:
    with (
        dask.config.set(UNHURRIED),
        LocalCluster(  # type: ignore[no-untyped-call]  # Dask is not typed throughout
            n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None
        ) as workers,
        Client(workers) as client,  # type: ignore[no-untyped-call]  # as above
    ):
        # They need not be where the caller is.
        client.run(os.chdir, os.sep)
        yield client.get_executor()
