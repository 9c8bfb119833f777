"""What stays together when the tests are spread over processes, and whether it is still there."""

import pytest

from tests.specification.library import GRAPH, TESTS
from tests.spreading import LONGEST, group

LAWS = "tests/test_laws.py::test_"


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/cases/http_client.md::Names / one", "page http_client"),
        (f"{LAWS}the_gates_hide_nothing[http_client: Names / one]", "page http_client"),
        (f"{LAWS}fixes_touch_nothing_else[CRLF-http_client: Names]", "page http_client"),
        (f"{LAWS}flake8_reports_the_same[http_client: Names]", "test_flake8_reports_the_same"),
        ("tests/test_programs.py::test_a_mended_program[adal: A / secret]", "page adal"),
        ("tests/test_rows.py::test_names[adal: A]", "tests/test_rows.py"),
        ("tests/engine_cases/loops.md::for", "tests/engine_cases/loops.md"),
        ("tests/test_url_parts.py::TestParts::test_one[a::b]", "tests/test_url_parts.py"),
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
        assert f"def {name}(" in (TESTS / "test_laws.py").read_text(encoding="utf-8")
