"""What stays together when the tests are spread over processes, and whether it is still there."""

import pytest

from tests.running.spreading import LONGEST, group
from tests.specification.library import GRAPH, TESTS

LAWS = "tests/laws/test_laws.py::test_"


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/cases/http_client.md::Names / one", "page http_client"),
        (f"{LAWS}the_gates_hide_nothing[http_client: Names / one]", "page http_client"),
        (f"{LAWS}fixes_touch_nothing_else[CRLF-http_client: Names]", "page http_client"),
        (f"{LAWS}flake8_reports_the_same[http_client: Names]", "test_flake8_reports_the_same"),
        ("tests/laws/test_programs.py::test_a_mended_program[adal: A / secret]", "page adal"),
        ("tests/laws/test_rows.py::test_names[adal: A]", "tests/laws/test_rows.py"),
        ("tests/engine_cases/loops.md::for", "tests/engine_cases/loops.md"),
        (
            "tests/engine/test_url_parts.py::TestParts::test_one[a::b]",
            "tests/engine/test_url_parts.py",
        ),
    ],
)
def test_groups(nodeid: str, expected: str) -> None:
    assert group(nodeid) == expected


@pytest.mark.parametrize("name", LONGEST)
def test_what_takes_longest_is_there(name: str) -> None:
    if name.startswith("page "):
        assert (GRAPH.folder / f"{name.removeprefix('page ')}.md").exists()
    elif name.startswith("tests/"):
        assert (TESTS.parent / name).exists()
    else:
        assert f"def {name}(" in (TESTS / "laws" / "test_laws.py").read_text(encoding="utf-8")
