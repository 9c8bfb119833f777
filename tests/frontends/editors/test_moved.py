"""Where the lines of one text stand in another."""

from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.frontends.server.moved import line_numbers

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "", "\x0c"])).map("\n".join)


@given(TEXTS, TEXTS)
def test_lines_are_the_same_and_in_order(before: str, now: str) -> None:
    old, new = before.split("\n"), now.split("\n")
    found = sorted(line_numbers(before, now).items())
    assert all(old[one] == new[other] for one, other in found)
    places = [other for _, other in found]
    assert places == sorted(set(places))


@given(st.integers(0, 3), TEXTS, TEXTS, st.integers(0, 3))
def test_what_is_around_a_change_is_found(above: int, one: str, other: str, below: int) -> None:
    start = "".join(f"above {n}\n" for n in range(above))
    end = "".join(f"\nbelow {n}" for n in range(below))
    found = line_numbers(f"{start}{one}{end}", f"{start}{other}{end}")
    assert [found[line] for line in range(above)] == list(range(above))
    last, added = above + one.count("\n") + 1, other.count("\n") - one.count("\n")
    assert [found[last + n] for n in range(below)] == [last + n + added for n in range(below)]
