"""How often Python looks for garbage is as before after an analysis."""

import gc
from collections.abc import Iterator

import pytest

from flake8_graph_me.pipeline.garbage import OBJECTS, rarely_collected

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def usual_thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


def test_it_is_as_before_after_an_exception() -> None:
    def fail() -> None:
        assert gc.get_threshold()[0] == OBJECTS
        raise KeyError

    with pytest.raises(KeyError), rarely_collected():
        fail()
    assert gc.get_threshold() == USUAL


def test_it_is_as_before_if_the_first_of_two_ends_first() -> None:
    first, second = rarely_collected(), rarely_collected()
    with first:
        second.__enter__()
    second.__exit__(None, None, None)
    assert gc.get_threshold() == USUAL


def test_who_wants_no_collection_gets_none() -> None:
    gc.set_threshold(0)
    with rarely_collected():
        assert gc.get_threshold()[0] == 0
