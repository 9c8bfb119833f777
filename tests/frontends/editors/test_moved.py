"""What was found in a text, on its lines in one that has changed since."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.frontends.server.moved import line_numbers
from tests.frontends.editors.client import Message, server
from tests.frontends.editors.test_server import HEAD, PROGRAM, WRONG

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


def starts(diagnostics: list[Message]) -> list[int]:
    return [each["range"]["start"]["line"] for each in diagnostics]


def test_findings_stay_on_their_lines_in_a_broken_text(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(PROGRAM)
    with server(tmp_path) as client:
        uri = client.open(path, PROGRAM + WRONG)
        assert starts(client.published(uri, 1)) == [6, 7]
        client.change(uri, 2, f"# a\n# b\n{HEAD}def f(:\n{WRONG}{WRONG}")
        found = client.published(uri, 2)
        assert starts(found) == [9, 10]
        assert found[0]["relatedInformation"][0]["location"]["range"]["start"]["line"] == 6
        assert [each["data"]["fix"] for each in found] == [None, None]
        client.change(uri, 3, f"{HEAD}def f(:\n# {WRONG}{WRONG}")
        assert starts(client.published(uri, 3)) == [8]
        client.change(uri, 4, HEAD + WRONG)
        found = client.published(uri, 4)
        assert starts(found) == [6]
        assert found[0]["data"]["fix"] is not None
