"""What is long in a program: it is followed as far as a bound, which is noted past it."""

import libcst as cst
import pytest

from flake8_graph_me.engine.domain.mro import MAX_BASES
from flake8_graph_me.engine.domain.values import Atom, Text, Unknown
from flake8_graph_me.engine.entry_points.written import MAX_LED_TO
from flake8_graph_me.engine.expressions.comprehension import MAX_CLAUSES
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.operations.containers.own_iterators import MAX_TAKEN
from flake8_graph_me.engine.statements.failing_blocks import MAX_RAISED
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.terms.text import Literal
from tests.specification.engine.engine_judge import ROWS

HEAD = "from toy import coin, may_fail\n\n"


def run_of(program: str) -> Run:
    return interpret(parse(f"{HEAD}{program}"), ROWS, "long.py")


def revealed(run: Run) -> list[Atom]:
    """The atoms of what was revealed first."""
    _, value = run.events.revealed[0]
    return [atom for _, atom in value]


def texts(run: Run) -> set[str]:
    """The texts among them, which have no holes."""
    found = [atom for atom in revealed(run) if isinstance(atom, Text)]
    return {"".join(p.text for p in each.pieces if isinstance(p, Literal)) for each in found}


def line_of(bases: int) -> str:
    """A class with so many classes above it, of which the uppermost says what its path is."""
    first = "class C0:\n    path = 'known'\n"
    others = (f"class C{n}(C{n - 1}): pass\n" for n in range(1, bases + 1))
    return f"{first}{''.join(others)}reveal(C{bases}.path)\nreveal(C{bases}().path)\n"


@pytest.mark.parametrize("bases", [39, 120, MAX_BASES - 1])
def test_a_line_of_base_classes_is_followed(bases: int) -> None:
    run = run_of(line_of(bases))
    assert texts(run) == {"known"}
    assert not run.budget.reached


def test_past_the_bound_a_base_is_unknown_and_noted() -> None:
    run = run_of(line_of(MAX_BASES + 20))
    for _, value in run.events.revealed:
        ((_, atom),) = value
        assert isinstance(atom, Unknown)
        assert run.budget.cuts[atom.key] == "MAX_BASES"
    assert "MAX_BASES" in run.budget.reached


def failing(ways: int) -> str:
    """A block that can raise on so many ways, each with a path of its own."""
    tests = "".join(f"    path = 'way {n}'\n    if coin({n}): raise OSError\n" for n in range(ways))
    return (
        f"path = other = 'first'\ndef fail():\n    global path\n{tests}"
        "try:\n    fail()\n    other = 'last'\n"
        "except OSError:\n    reveal(path)\n    reveal(other)\n"
    )


def test_the_ways_on_which_a_block_can_fail_are_told_apart() -> None:
    run = run_of(failing(5))
    assert texts(run) >= {f"way {n}" for n in range(5)}
    assert not run.budget.reached


def test_past_the_bound_on_them_what_was_written_is_unknown_and_noted() -> None:
    run = run_of(failing(MAX_RAISED + 20))
    assert any(isinstance(atom, Unknown) for atom in revealed(run))
    assert "MAX_RAISED" in run.budget.reached
    _, value = run.events.revealed[1]
    assert [type(atom) for _, atom in value] == [Text]


def test_all_handlers_see_the_same() -> None:
    """That a statement was reached means the same in each handler."""
    run = run_of(
        "one = two = 'before'\n"
        "try:\n    may_fail()\n    one = two = 'after'\n    may_fail()\n"
        "except OSError:\n    pass\nexcept ValueError:\n    pass\n"
        "reveal(f'{one} {two}')\n"
    )
    assert texts(run) == {"before before", "after after"}


@pytest.mark.parametrize("display", ["[{}]", "{{{}}}", "{{1: {}}}", "list({})"])
def test_a_comprehension_of_very_many_clauses_is_unknown_and_noted(display: str) -> None:
    clauses = "1 " + "for a in b " * (MAX_CLAUSES + 2_000)
    run = run_of(f"reveal({display.format(clauses)})\n")
    assert all(isinstance(atom, Unknown) for atom in revealed(run)) or display == "list({})"
    assert "MAX_CLAUSES" in run.budget.reached


@pytest.mark.parametrize("joining", [" + ", " and ", " or "])
def test_chains_of_thousands_of_operands_are_evaluated(joining: str) -> None:
    operand = "''" if joining != " and " else "'x'"
    run = run_of(f"reveal({joining.join([operand] * 2_400)}{joining}'end')\n")
    assert texts(run) == {"end"}
    assert not run.budget.reached


def counting(elements: int) -> str:
    """An iterator of so many elements."""
    return (
        "class Numbers:\n    def __init__(self):\n        self.left = [*range("
        f"{elements})]\n"
        "    def __iter__(self):\n        return self\n"
        "    def __next__(self):\n        if not self.left:\n            raise StopIteration\n"
        "        return self.left.pop()\n"
        "reveal(list(Numbers()))\n"
    )


@pytest.mark.parametrize(("elements", "noted"), [(5, False), (MAX_TAKEN + 5, True)])
def test_an_iterator_of_many_elements_is_noted(elements: int, *, noted: bool) -> None:
    run = run_of(counting(elements))
    assert ("MAX_TAKEN" in run.budget.reached) is noted


def keeping(objects: int) -> str:
    """A function that keeps a line of so many objects in a global, and one that reads the last."""
    links = "    link = Link('other', link)\n" * objects
    return (
        "FIRST = None\n"
        "class Link:\n    def __init__(self, path, after):\n"
        "        self.path = path\n        self.after = after\n"
        f"def start():\n    global FIRST\n    link = Link('last', None)\n{links}    FIRST = link\n"
        f"def read():\n    reveal(FIRST{'.after' * objects}.path)\n"
    )


@pytest.mark.parametrize(("objects", "noted"), [(5, False), (MAX_LED_TO // 2 + 5, True)])
def test_a_function_that_leaves_many_objects_is_noted(objects: int, *, noted: bool) -> None:
    run = run_of(keeping(objects))
    assert ("MAX_LED_TO" in run.budget.reached) is noted
    assert noted or texts(run) == {"last"}


@pytest.mark.parametrize(("lines", "left_out"), [(1, 0), (500, 1)])
def test_a_class_whose_methods_are_not_reached_is_noted(lines: int, left_out: int) -> None:
    body = "    y = str(1) + str(2)\n" * lines
    program = f"class Long:\n{body}    def last(self): reveal('a')\n"
    run = interpret(parse(f"{HEAD}{program}"), ROWS, "long.py", steps=800)
    found = [one.node for one in run.events.left_out if isinstance(one.node, cst.ClassDef)]
    assert len(found) == left_out
    assert len(run.events.revealed) == 1 - left_out


HANDING_ON = {
    "x.path": "def __getattr__(self, name): return getattr(self.inner, name)",
    "x.value": "@property\n    def value(self): return self.inner.value",
    "x()": "def __call__(self): return self.inner()",
    "x['path']": "def __getitem__(self, key): return self.inner[key]",
    "[*x][0]": "def __iter__(self):\n        yield from self.inner",
    "x + ''": "def __add__(self, other): return self.inner + other",
    "str(x)": "def __str__(self): return str(self.inner)",
    "'known' if x else ''": "def __bool__(self): return bool(self.inner)",
}
"""What asks an object, and the method by which it asks the next one."""
LAST = """
class Last:
    path = value = 'known'
    def __call__(self): return 'known'
    def __getitem__(self, key): return 'known'
    def __iter__(self): yield 'known'
    def __add__(self, other): return 'known'
    def __str__(self): return 'known'
    def __bool__(self): return True
x = Last()
"""


@pytest.mark.parametrize(("asking", "method"), HANDING_ON.items())
def test_a_line_of_objects_that_ask_each_other_is_followed(asking: str, method: str) -> None:
    """Python lets only so many calls nest, and each of these methods takes many of the analysis."""
    link = "class C{0}:\n    def __init__(self, inner): self.inner = inner\n    {1}\nx = C{0}(x)\n"
    links = "".join(link.format(number, method) for number in range(60))
    run = run_of(f"{LAST}{links}reveal({asking})\n")
    assert texts(run) == {"known"}
    assert not run.budget.reached
