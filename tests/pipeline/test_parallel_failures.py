"""Failures in an executor are passed on, and say what was being worked on."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ParamSpec, TypeVar

import dask
import pytest
from distributed import KilledWorker

import flake8_graph_me
from flake8_graph_me import Options
from flake8_graph_me.pipeline import parallel
from tests.support.given_executors import cluster, processes

P = ParamSpec("P")
T = TypeVar("T")


def _die(item: str) -> str:
    if item == "b":
        os._exit(9)
    return item


def _raise(item: str) -> str:
    raise LookupError(item)


class TestFailures:
    """What a call or the executor raises comes out, with what was being worked on."""

    def test_a_dead_worker(self) -> None:
        with (
            processes("spawn") as pool,
            pytest.raises(BrokenProcessPool) as caught,
        ):
            list(parallel.spread(pool, _die, ["a", "b", "c"]))
        (note,) = caught.value.__notes__
        assert note.startswith("while 1 of 3 were worked on, from '")

    def test_a_dead_worker_of_a_cluster(self) -> None:
        with (
            dask.config.set({"distributed.scheduler.allowed-failures": 0}),
            cluster() as executor,
            pytest.raises(KilledWorker) as caught,
        ):
            list(parallel.spread(executor, _die, ["b"]))
        assert caught.value.__notes__ == ["while 1 of 1 were worked on, from 'b' to 'b'"]

    def test_what_has_not_begun_is_cancelled(self) -> None:
        futures: list[Future[Any]] = []

        class Slow(Executor):
            def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
                future: Future[T] = Future()
                futures.append(future)
                if len(futures) == 1:
                    with pytest.raises(LookupError) as caught:
                        fn(*args, **kwargs)
                    future.set_exception(caught.value)
                return future

        with pytest.raises(LookupError):
            list(parallel.spread(Slow(), _raise, ["a", "b", "c"]))
        assert [future.cancelled() for future in futures] == [False, True, True]

    def test_an_executor_that_was_shut_down(self) -> None:
        pool = ThreadPoolExecutor(1)
        pool.shutdown()
        with pytest.raises(RuntimeError, match="after shutdown"):
            flake8_graph_me.check_paths(["a.py"], options=Options(), executor=pool)
