"""Many inputs in several processes: what each came to, and the figures of all."""

import ast
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from flake8_graph_me.engine.domain.values import Value
from tests.fuzzing.agreement import allows, allows_without_parts
from tests.fuzzing.analysing import Analysis, analysed, peak_megabytes
from tests.fuzzing.evaluating import evaluated, is_valid
from tests.fuzzing.flows.reaching import claimed, lost, made_by
from tests.fuzzing.inputs import HEAD, TAIL, Input, around, in_flow, made
from tests.fuzzing.reducing import reduced
from tests.specification.engine.printing import show

LIMIT = 30.0
"""How many seconds of processor time one analysis may take. Past it that is a fault."""
SLOW = 1.0
"""How many seconds of processor time one analysis may take before it is listed as slow."""
GROWTH = 50.0
"""How many megabytes one analysis may add to the peak of its process before it is listed."""
MORE_TRIES = 2_000
"""How many smaller programs are tried of one that is run: it is longer."""
JUDGED = ("mismatch", "missed", "claimed")
"""What faults begin with that say where the analysis and Python differ."""
CHUNK = 50
WARM_UP = around("x = 'a'\n")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one input came to. ``fault`` is empty if all is well, ``megabytes`` the peak of the
    process after it. ``compared`` says how many values were held against Python's, and ``exact``
    how many of them the analysis knew exactly; of a program that was run, how many requests were
    reached, and how many of them were found.
    """

    number: int
    input: Input
    fault: str
    seconds: float
    megabytes: float
    grown: float
    compared: int
    exact: int


def outcomes(family: str, seed: int, numbers: Iterable[int], jobs: int) -> Iterator[Outcome]:
    """What the inputs of these numbers come to, in order."""
    chunks = _chunks(list(numbers))
    task = functools.partial(_chunk, family, seed)
    if jobs == 1:
        for chunk in chunks:
            yield from task(chunk)
        return
    # The child's peak of memory must not be the parent's.
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        for done in pool.map(task, chunks):
            yield from done


def _chunks(numbers: Sequence[int]) -> list[Sequence[int]]:
    return [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]


def _chunk(family: str, seed: int, numbers: Sequence[int]) -> list[Outcome]:
    with TemporaryDirectory() as name:
        path = _file(Path(name))
        analysed(WARM_UP, path, LIMIT, reveal=True)
        return [outcome(number, made(family, seed, number), path) for number in numbers]


def _file(folder: Path) -> str:
    """The name of a program in a project of its own, without a neighbour."""
    (folder / "pyproject.toml").touch()
    return str(folder.resolve() / "program.py")


def outcome(number: int, given: Input, path: str) -> Outcome:
    """What an input comes to, analysed as the file at a path."""
    before = peak_megabytes()
    reveals = given.statements is not None and given.scene is None
    analysis = analysed(given.program, path, LIMIT, reveal=reveals)
    after = peak_megabytes()
    fault, compared, exact = analysis.fault, 0, 0
    if not fault and given.statements is not None and "GME900" not in analysis.codes:
        judge = mismatch if given.scene is None else missed
        fault, compared, exact = judge(given.statements, given, analysis)
    return Outcome(number, given, fault, analysis.seconds, after, after - before, compared, exact)


def mismatch(statements: str, of: Input, analysis: Analysis) -> tuple[str, int, int]:
    """What Python gives that the analysis rules out, if anything; how many values were compared;
    and how many of these the analysis knew exactly.
    """
    compared = exact = 0
    fits = allows_without_parts if of.parts_stay else allows
    for unknown in of.unknown:
        given = evaluated(statements, unknown)
        if given is None:
            continue
        compared += 1
        if not any(fits(value, given.value) for value in analysis.revealed):
            shown = " / ".join(map(show, analysis.revealed)) or "not reached"
            return f"mismatch: Python gives {given.value!r}, the analysis {shown}", compared, exact
        exact += all(_is_exact(value) for value in analysis.revealed)
    return "", compared, exact


def missed(program: str, of: Input, analysis: Analysis) -> tuple[str, int, int]:
    """The wrong requests that runs make and the analysis does not find, without saying that it has
    not seen all, or that it calls proven where runs make them for a user; how many wrong ones are
    made; and how many of these are found.
    """
    assert of.scene is not None
    if "GME901" in analysis.codes:
        return "", 0, 0
    made = made_by(program, of.scene)
    are_lost = lost(analysis.messages, made)
    proofs = [m for c, m in zip(analysis.codes, analysis.messages, strict=True) if c == "GME001"]
    untrue = claimed(proofs, made)
    fault = f"missed: requests {', '.join(are_lost)}" if are_lost else ""
    fault = f"claimed: requests {', '.join(untrue)}" if untrue else fault
    return fault, len(made.wrong), len(made.wrong) - len(are_lost)


def _is_exact(value: Value) -> bool:
    shown = show(value)
    return "?" not in shown and "…" not in shown and " or " not in shown


def smallest(found: Outcome) -> Input:
    """The input reduced to what still has its fault, apart from what all of them have."""
    given, statements = found.input, found.input.statements
    names = names_in(statements or "")
    with TemporaryDirectory() as name:
        path = _file(Path(name))

        def same(smaller: Input) -> bool:
            return is_valid(smaller.program) and _sort(outcome(0, smaller, path).fault) == _sort(
                found.fault
            )

        if statements is not None and given.scene is not None:
            wanted = found.fault.rpartition(" ")[2]

            def misses(program: str) -> bool:
                smaller = replace(given, program=in_flow(program), statements=program)
                left = outcome(0, smaller, path) if is_valid(smaller.program) else None
                return left is not None and wanted in left.fault.replace(",", "").split()

            less = reduced(statements, misses, MORE_TRIES)
            return replace(given, program=in_flow(less), statements=less)
        if statements is not None:
            less = reduced(
                statements,
                lambda s: (
                    names_in(s) == names and same(replace(given, program=around(s), statements=s))
                ),
            )
            return replace(given, program=around(less), statements=less)
        if given.program.startswith(HEAD) and given.program.endswith(TAIL):
            middle = given.program[len(HEAD) : -len(TAIL)]
            less = reduced(middle, lambda s: same(Input(given.kind, around(s))))
            return Input(given.kind, around(less))
        return Input(given.kind, reduced(given.program, lambda p: same(Input(given.kind, p))))


def names_in(statements: str) -> set[str]:
    """The names and attributes used: an operation that is left out may have been the cause."""
    try:
        nodes = list(ast.walk(ast.parse(statements)))
    except (SyntaxError, ValueError):
        return set()
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {
        node.id for node in nodes if isinstance(node, ast.Name) and node.id != "h"
    }


def _sort(fault: str) -> str:
    """What is the same in two faults of one cause: all of an error, the first word otherwise."""
    return fault.partition(":")[0] if fault.startswith(JUDGED) else fault


@dataclass(slots=True)
class Figures:
    """What many inputs came to."""

    inputs: Counter[str]
    compared: int
    exact: int
    faults: list[Outcome]
    slowest: list[Outcome]
    grown: list[Outcome]
    megabytes: float


def figures_of(found: Iterable[Outcome], most: int = 10) -> Figures:
    """The figures of outcomes; lists hold as many as ``most`` slow ones."""
    figures = Figures(Counter(), 0, 0, [], [], [], 0.0)
    for each in found:
        figures.inputs[each.input.kind] += 1
        figures.compared += each.compared
        figures.exact += each.exact
        figures.megabytes = max(figures.megabytes, each.megabytes)
        if each.fault:
            figures.faults.append(each)
        if each.grown > GROWTH:
            figures.grown.append(each)
        figures.slowest = sorted([*figures.slowest, each], key=lambda o: -o.seconds)[:most]
    return figures
