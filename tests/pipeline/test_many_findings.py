"""A check with its fixes costs as many times more as a file has more findings.

Calls of functions are counted, since they are the same in every run.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from flake8_graph_me import Options, apply_fixes, check_source
from flake8_graph_me.project.modules import parsed_cache
from flake8_graph_me.syntax import positions
from tests.benchmarks.findings import SHAPES, USERS, of_one_text, of_sessions

FEW, MANY = 8, 32
LEEWAY = 1.15
"""More than the logarithm that sorting takes."""


def calls_in(task: Callable[[], object]) -> int:
    """How many functions a task calls."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        task()
    finally:
        sys.setprofile(before)
    return count


def checked_and_fixed(source: str, options: Options) -> None:
    # What is known of an earlier text would make it cheap.
    parsed_cache.forget()
    found = check_source(source, "client.py", options=options)
    apply_fixes(source, found, path="client.py", unsafe=True)


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_cost_grows_as_the_file_does(shape: str, user: str) -> None:
    make, options = SHAPES[shape], USERS[user]
    found = check_source(make(FEW), "client.py", options=options)
    assert len(found) == (1 if make is of_one_text else FEW)
    few = calls_in(lambda: checked_and_fixed(make(FEW), options))
    many = calls_in(lambda: checked_and_fixed(make(MANY), options))
    assert many <= few * MANY / FEW * LEEWAY


def test_a_statement_is_generated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written = positions._written  # noqa: SLF001 - what is counted is not seen from outside
    generated: list[object] = []

    def counting(module: object, statement: object, line: int) -> object:
        generated.append(statement)
        return written(module, statement, line)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(positions, "_written", counting)
    source = of_sessions(FEW)
    found = check_source(source, "client.py", options=Options(user_expression='os.environ["U"]'))
    assert sum(finding.fix is not None for finding in found) == FEW
    # The class, and the import below which another is written.
    assert len(generated) == len(set(generated)) == 2
