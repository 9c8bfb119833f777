"""A document that is broken, or of somebody else, is none: the same findings, and no traceback."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_graph_me.frontends.run_cache.document import BrokenError, decoded, encoded
from tests.frontends.run_cache.cached_runs import CachedRuns
from tests.support.command_runner import without_summary

WRONG: tuple[Any, ...] = (None, -1, 10**30, 1.5, "x", [], [[]], {}, {"x": []}, True)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def wrong_values(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - what JSON holds
    """The ways to all values in one."""
    yield path
    members: Any = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    for key, inner in members:
        yield from wrong_values(inner, (*path, key))


def with_other(value: Any, path: tuple[Any, ...], other: Any) -> Any:  # noqa: ANN401 - as above
    """The value with another one at the end of a way."""
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = with_other(copy[path[0]], path[1:], other)
    return copy


@pytest.fixture
def document(runs: CachedRuns) -> tuple[CachedRuns, tuple[int, str, str], Path]:
    """Runs that have kept a document, what they find, and the document."""
    runs.settle()
    found = runs()
    assert found[1].count("GME001") == 1
    return runs, found, runs.document()


def test_cut_short_or_changed(document: tuple[CachedRuns, tuple[int, str, str], Path]) -> None:
    runs, found, path = document
    data = path.read_bytes()
    chance = random.Random(1)
    first = data.index(b"\n")
    sizes = [0, 1, first - 1, first, first + 1, len(data) - 1, chance.randrange(len(data))]
    broken = [data[:size] for size in sizes]
    for _ in range(12):
        at = chance.randrange(len(data))
        broken.append(data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :])
    broken += [chance.randbytes(200), b"[" * 100_000, data + b"x", b"null\n", b"\xff" + data]
    for each in broken:
        path.write_bytes(each)
        assert runs() == found
        assert path.read_bytes() == data or runs() == found


def test_wrong_types(document: tuple[CachedRuns, tuple[int, str, str], Path]) -> None:
    """Nobody writes such a document by accident, as its digests are right."""
    runs, found, path = document
    data = path.read_bytes()
    key = json.loads(data.partition(b"\n")[0])[1]
    sections = [decoded(data, key, 2).section(number) for number in (0, 1)]
    ways = list(wrong_values(sections))[1:]
    chance = random.Random(2)
    shown = {found[1]}
    for way in chance.sample(ways, 120):
        changed = with_other(sections, way, chance.choice(WRONG))
        path.write_bytes(encoded(key, changed))
        code, out, err = runs()
        assert (code in {0, 1}, without_summary(err)) == (True, ""), way
        shown.add(out)
        (runs.project / "app/other.py").write_text(f"x = {chance.random()}\n")
        assert without_summary(runs()[2]) == "", way
    assert found[1] in shown


def test_of_another_version(
    document: tuple[CachedRuns, tuple[int, str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, found, path = document
    data = path.read_bytes()
    monkeypatch.setattr("flake8_graph_me.__version__", "9.9.9")
    assert runs() == found
    assert "request.py" in runs.checked
    (other,) = set(runs.cache.glob("*.graph-me-cache")) - {path}
    other.write_bytes(data)
    assert runs() == found
    assert "request.py" in runs.checked


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60) | st.builds(lambda value: json.dumps(value).encode(), PLAIN))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BrokenError):
        decoded(data, "key", 2).section(0)
