"""The case runner under pytest, with a toy judge: what fails, what it says, what it rewrites."""

import pytest

pytest_plugins = ["pytester"]

CONFTEST = """
from tests.conftest import *
from tests.specification.items import PageFile
from tests.specification.library import Shelf
from tests.specification.marks import Observation, program


def judge(case):
    return [
        Observation(name, number, line.index("bad"), "GME001", "a bad line")
        for name, source in program(case).items()
        for number, line in enumerate(source.splitlines(), 1)
        if "bad" in line
    ]


def fixed(case):
    return {name: source.replace("bad", "good") for name, source in program(case).items()}


def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".md":
        return PageFile.of(Shelf("toy", file_path.parent, judge, fixed), parent, file_path)
"""


def run(pytester: pytest.Pytester, text: str, *arguments: str) -> tuple[pytest.RunResult, str]:
    pytester.makeconftest(CONFTEST)
    path = pytester.path / "page.md"
    path.write_text(text)
    # Plugins that reach into items that are not theirs, as in the project's own configuration.
    without = ("-p", "no:pytest-lsp", "-p", "no:asyncio")
    return pytester.runpytest_inprocess(*without, *arguments), path.read_text()


PASSING = """
# Page
## found
```python
x = "bad"  # GME001 @5
```
```diff
--- program.py
+++ program.py
@@
-x = "bad"
+x = "good"
```
## known limit
```python
x = "worse"  # MISSING: GME001 only bad is seen
```
"""


def test_each_case_is_a_test_and_the_end_counts_them(pytester: pytest.Pytester) -> None:
    result, _ = run(pytester, PASSING, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*page.md::known limit PASSED*", "2 cases (2 toy), 1 MISSING marks"]
    )


def test_a_wrong_mark_fails_and_shows_its_line(pytester: pytest.Pytester) -> None:
    result, _ = run(
        pytester, "# Page\n## case\n```python\nx = 1\ny = 'bad'\nz = 1  # GME001\n```\n"
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*page.md:2",
            "    4 | x = 1",
            "    5 | y = 'bad'",
            "      > got GME001 a bad line (column 5)",
            "    6 | z = 1  # GME001",
            "      > expected GME001",
        ]
    )


def test_a_finding_in_a_set_up_fails_and_shows_its_line(pytester: pytest.Pytester) -> None:
    text = "# Page\n```python setup\nx = 'bad'\n```\n## case\n```python\ny = 'bad'\n```\n"
    result, _ = run(pytester, text)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "    3 | x = 'bad'",
            "      > in a set-up, which has no marks: got GME001 a bad line (column 5)",
            "    7 | y = 'bad'",
            "      > got GME001 a bad line (column 5)",
        ]
    )


def test_a_stale_missing_mark_fails(pytester: pytest.Pytester) -> None:
    result, _ = run(pytester, "# Page\n```python\ny = 'bad'  # MISSING: GME001 why\n```\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["      > MISSING GME001 is found now: make it a plain mark"])


def test_a_page_that_cannot_be_read_is_an_error(pytester: pytest.Pytester) -> None:
    result, _ = run(pytester, "# Page\n```python\ny = 1  # GME1\n```\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*line 3: cannot read the mark 'GME1'*"])


STALE = PASSING.replace('+x = "good"', '+x = "fine"')


def test_a_diff_that_differs_fails(pytester: pytest.Pytester) -> None:
    result, after = run(pytester, STALE)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(['- +x = "fine"', '+ +x = "good"'])
    assert after == STALE


def test_update_cases_rewrites_only_diff_blocks(pytester: pytest.Pytester) -> None:
    wrong_mark = "## wrong\n```python\nx = 'bad'\n```\n```diff\n```\n"
    result, after = run(pytester, STALE + wrong_mark, "--update-cases")
    result.assert_outcomes(passed=2, failed=1)
    diff = "--- program.py\n+++ program.py\n@@\n-x = 'bad'\n+x = 'good'\n"
    expected = (PASSING + wrong_mark).replace("```diff\n```", f"```diff\n{diff}```")
    assert after == expected


def test_a_diff_may_edit_a_set_up(pytester: pytest.Pytester) -> None:
    page = """# Page
## case
```python setup
bad = 1
```
```python
x = "bad"  # GME001 @5
```
```diff
```
"""
    _, after = run(pytester, page, "--update-cases")
    blank = " "
    diff = f"""--- program.py
+++ program.py
@@
-bad = 1
+good = 1
{blank}
-x = "bad"
+x = "good"
"""
    assert after == page.replace("```diff\n", f"```diff\n{diff}")


def test_update_cases_leaves_a_right_page_alone(pytester: pytest.Pytester) -> None:
    _, after = run(pytester, PASSING, "--update-cases")
    assert after == PASSING


def test_programs_run_against_the_cloud_are_counted(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("agrees", [True, True, False])
        def test_cloud(record_property, agrees):
            record_property("programs", 1)
            assert agrees
        """
    )
    result, _ = run(pytester, "# Page\n")
    result.stdout.fnmatch_lines(["3 programs run against the stand-in cloud, 1 disagree"])
