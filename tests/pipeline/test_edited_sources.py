"""What is kept of a text while it is edited changes nothing of what is found in the next one."""

import random
from collections.abc import Iterator

import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.project.modules import parsed_cache
from flake8_graph_me.syntax.python_tree import is_python
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.fuzzing.programs import programs

OPTIONS = Options(upn="adele@contoso.com", incomplete=True)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    parsed_cache.forget()
    yield
    parsed_cache.forget()


def found(source: str, path: str) -> tuple[Finding, ...]:
    return check_source(source, path, options=OPTIONS, sources={}, gates=False)


@pytest.mark.parametrize("seed", range(8))
def test_findings_do_not_depend_on_earlier_texts(seed: int) -> None:
    choice = random.Random(seed)
    for _ in range(3):
        source = "".join(f"{program}\n" for program in choice.sample(programs(), 2))
        states = [source]
        for _ in range(4):
            edited = _edited(states[-1], choice)
            if is_python(edited):
                states.append(edited)
        parsed_cache.forget()
        edits = [found(state, "edited.py") for state in states]
        for state, after_edits in zip(states, edits, strict=True):
            parsed_cache.forget()
            assert after_edits == found(state, "edited.py"), state


def _edited(source: str, choice: random.Random) -> str:
    lines = source.splitlines(keepends=True)
    at = choice.randrange(len(lines))
    match choice.randrange(5):
        case 0:
            changed = []
        case 1:
            changed = [choice.choice(lines), lines[at]]
        case 2:
            changed = ["\n", lines[at]]
        case 3:
            changed = [lines[at].replace("me", "users/adele")]
        case _:
            changed = ["edited = 1\n", lines[at]]
    return "".join([*lines[:at], *changed, *lines[at + 1 :]])
