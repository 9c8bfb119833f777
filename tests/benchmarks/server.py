"""What a user of the language server waits for: ``python -m tests.benchmarks.server``.

A candidate of 500 lines that imports ten modules of its project is changed key by key, as a user
types, and then a thousand times at once. Times are by the clock, from a change to its diagnostics,
next to libcst's parse of the same text in this process; so they want a quiet machine.
"""

import statistics
import tempfile
import time
from pathlib import Path

import libcst as cst
import psutil

from tests.benchmarks.measured.editing import source
from tests.benchmarks.modules import SETTLING_SECONDS, say
from tests.benchmarks.package import PARTS
from tests.frontends.editors.client import Client, server

MODULES = 10
KEYS = 60
STORM = 1_000
PAUSE = 0.15
"""How many seconds lie between two keys, of a quick typist."""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        (root / "pyproject.toml").touch()
        imports = []
        for number in range(MODULES):
            part = PARTS[number % len(PARTS)].format(word="order", title="Order", index=number)
            (root / f"part{number}.py").write_text(f"from decimal import Decimal\n\n{part}")
            imports.append(f"import part{number}\n")
        path = root / "orders.py"
        head = "".join(imports)
        path.write_text(head + source(0))
        time.sleep(SETTLING_SECONDS)
        with server(root) as client:
            uri = client.open(path)
            assert client.published(uri, 1)
            _say_keys(client, uri, head)
            _say_storm(client, uri, head)


def _say_keys(client: Client, uri: str, head: str) -> None:
    waited, parsed = [], []
    for number in range(2, KEYS + 2):
        text = head + source(number)
        parsed.append(_seconds_of_parse(text))
        time.sleep(PAUSE)
        start = time.perf_counter()
        client.change(uri, number, text)
        assert client.published(uri, number)
        waited.append(time.perf_counter() - start)
    tenths = statistics.quantiles(waited, n=10)
    say(
        f"{KEYS} keys: diagnostics after {statistics.median(waited) * 1e3:.0f} ms (median), "
        f"{tenths[-1] * 1e3:.0f} ms (nine in ten); libcst's parse "
        f"{statistics.median(parsed) * 1e3:.0f} ms"
    )


def _say_storm(client: Client, uri: str, head: str) -> None:
    process = psutil.Process(client.process.pid)
    before = process.memory_info().rss
    first = KEYS + 2
    start = time.perf_counter()
    for number in range(first, first + STORM):
        client.change(uri, number, head + source(number))
    sent = time.perf_counter()
    assert client.published(uri, first + STORM - 1)
    seen = time.perf_counter()
    after = process.memory_info().rss
    checked = len(client.so_far("textDocument/publishDiagnostics")) + 1
    say(
        f"{STORM} changes in {sent - start:.1f} s: diagnostics {(seen - sent) * 1e3:.0f} ms after "
        f"the last one, of {checked} states; memory {before / 1e6:.0f} MB before, "
        f"{after / 1e6:.0f} MB after"
    )


def _seconds_of_parse(text: str) -> float:
    start = time.perf_counter()
    cst.parse_module(text)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
