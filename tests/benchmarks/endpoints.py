"""The cost of the endpoint table: its size, loading it, the first look-up and each further one.

``python -m tests.benchmarks.endpoints`` prints it.
"""

import gzip
import sys
import time
from collections.abc import Callable, Sequence

from flake8_graph_me.graph import endpoints, granting, permission_rows
from tests.support.me_pairs import me_pairs

LOADS = 20
HARD = ("/me/{…}/x", "/me/drive/root:/a/b.txt:/x", "/me/mailFolders/{…}/messageRules")


def main() -> None:
    """Measure and print."""
    data = permission_rows.TABLE.read_bytes()
    load = best(_load, LOADS)
    paths = [("GET", path) for path in HARD]
    lines = (
        f"size         {len(data):,} bytes, {len(gzip.compress(data)):,} compressed",
        f"load         {load * 1e3:.2f} ms, the rows of /users",
        f"first answer {best(_first, LOADS) * 1e3:.2f} ms, with all that it loads",
        f"look-up      {per_lookup(me_pairs()) * 1e6:.1f} us, {len(me_pairs()):,} pairs of /me",
        f"  hard ones  {per_lookup(paths) * 1e6:.1f} us",
        f"  again      {again(paths) * 1e6:.2f} us, from memory",
    )
    sys.stdout.write("\n".join((*lines, "")))


def best(work: Callable[[], object], times: int) -> float:
    """The least seconds of several runs."""
    return min(_timed(work) for _ in range(times))


def per_lookup(pairs: Sequence[tuple[str, str]]) -> float:
    """Seconds for one look-up of a path that was not asked for before."""

    def work() -> None:
        endpoints.endpoint.cache_clear()
        endpoints.endpoint_reading.cache_clear()
        for method, path in pairs:
            endpoints.endpoint(method, path)

    return best(work, 5) / len(pairs)


def again(pairs: Sequence[tuple[str, str]]) -> float:
    """Seconds for one look-up of a path that was asked for before."""

    def work() -> None:
        for method, path in pairs:
            endpoints.endpoint(method, path)

    return best(work, LOADS) / len(pairs)


def _load() -> None:
    _forget()
    permission_rows.rows(("users", "{}", "messages"))


def _first() -> None:
    _forget()
    endpoints.endpoint.cache_clear()
    endpoints.endpoint_reading.cache_clear()
    granting.granting.cache_clear()
    endpoints.endpoint("GET", "/me/messages")


def _forget() -> None:
    """What a new process has not read."""
    for kept in vars(permission_rows).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
