"""Calls that are not followed to their ends: the functions are entered by themselves."""

import libcst as cst
import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.engine.domain.values import Text, Unknown
from flake8_graph_me.engine.entry_points.chained_writers import MAX_CHAINED
from flake8_graph_me.engine.entry_points.entries import SHARE
from flake8_graph_me.engine.entry_points.filling.unreached import MAX_FLAGS
from flake8_graph_me.engine.entry_points.made_objects import MAX_OBJECTS
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.budget import DEEP_RUNS, MAX_RUNS, MAX_STEPS, PIECES_PER_STEP
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.text import Literal
from tests.specification.engine.engine_judge import ROWS


def run_of(program: str, steps: int = MAX_STEPS) -> Run:
    return interpret(parse(f"from toy import coin\n{program}"), ROWS, "cut.py", steps=steps)


def texts(run: Run) -> set[str]:
    """The whole texts that were revealed."""
    return {
        "".join(piece.text for piece in atom.pieces if isinstance(piece, Literal))
        for _, value in run.events.revealed
        for _, atom in value
        if isinstance(atom, Text)
    }


def spending(times: int) -> str:
    return "    q = coin(p)\n" * times


@pytest.mark.parametrize("part", [0.9, 0.95, 0.98])
def test_a_function_in_which_the_steps_of_its_caller_end(part: float) -> None:
    inner = f"def inner(p):\n{spending(30)}    reveal('found')\n"
    outer = f"def outer(p):\n{spending(180)}    inner(p)\n"
    steps = int(run_of(inner + outer).budget.work.done * part / SHARE)
    run = run_of(inner + outer, steps)
    assert run.budget.cut
    assert texts(run) == {"found"}


def deep_in_calls(last: str) -> str:
    """Functions that call each other, so deep that runs are counted in the last one."""
    first = "".join(f"def f{n}(p):\n    f{n + 1}(p)\n" for n in range(DEEP_RUNS))
    return f"{first}def f{DEEP_RUNS}(p):\n{last}"


def test_a_function_that_was_run_too_often_by_what_is_not_seen_to_call_it() -> None:
    # Unknown code is handed an object, and may call its method.
    inner = f"def inner(p):\n{spending(60)}    if p == 'x': reveal('found')\n"
    method = "class Kept:\n    ready = False\n    def told(self, p):\n        self.kept = p\n"
    calls = "".join(f"            inner({n})\n" for n in range(MAX_RUNS + 1))
    last = "    kept = Kept()\n    kept.ready = True\n    coin(kept)\n    inner('x')\n"
    kept = f"{method}        if self.ready:\n{calls}"
    run = run_of(f"{inner}{kept}{deep_in_calls(last)}f0('x')\n")
    assert "MAX_RUNS" in run.budget.reached
    assert texts(run) == {"found"}


def test_a_function_that_was_run_too_often_is_left_out() -> None:
    inner = f"def inner(p):\n{spending(60)}"
    calls = "".join(f"    inner({n})\n" for n in range(MAX_RUNS + 1))
    run = run_of(f"{inner}{deep_in_calls(calls)}f0('x')\n")
    left = [one.node for one in run.events.left_out if isinstance(one.node, cst.FunctionDef)]
    assert {node.name.value for node in left} == {"inner"}
    assert {one.bound for one in run.events.left_out} == {"MAX_RUNS"}


def filling(writers: int) -> str:
    """A class with writers of which each needs what the one before has left, and a method that
    needs what the last one leaves.
    """
    lines = ["class Client:", *(f"    kept_{number} = None" for number in range(writers))]
    for number in range(writers):
        lines.append(f"    def fill_{number}(self, p):")
        if number:
            lines += [f"        if self.kept_{number - 1} is None:", "            raise ValueError"]
        lines += [*["        q = coin(p)"] * 20, f"        self.kept_{number} = q or 1"]
    lines += [
        "    def use(self):",
        f"        if self.kept_{writers - 1} is None:",
        "            raise ValueError",
        "        reveal('found')",
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("writers", range(1, MAX_CHAINED + 4))
def test_writers_that_need_each_other(writers: int) -> None:
    run = run_of(filling(writers))
    assert texts(run) == {"found"}
    too_many = writers > MAX_CHAINED + 1
    assert ("MAX_CHAINED" in run.budget.reached) is too_many
    assert bool(run.budget.cut) is too_many


@pytest.mark.parametrize("writers", [2, 3])
def test_what_the_steps_do_not_suffice_for_is_said(writers: int) -> None:
    total = run_of(filling(writers)).budget.work.done
    said = 0
    for steps in range(20, total * 2, total // 40):
        run = run_of(filling(writers), steps)
        found = texts(run) == {"found"}
        said += not found
        assert found or run.budget.cut
    assert said


@pytest.mark.parametrize("flags", range(2, MAX_CHAINED + 4))
def test_flags_that_wait_for_each_other(flags: int) -> None:
    held = ", ".join(f"'{number}': False" for number in range(flags))
    lines = ["class Client:", "    def __init__(self):", f"        self.on = {{{held}}}"]
    for number in range(flags):
        lines.append(f"    def set_{number}(self):")
        lines += [f"        if self.on['{number - 1}']:"] if number else ["        if coin():"]
        lines.append(f"            self.on['{number}'] = True")
    last = f"        if self.on['{flags - 1}']:"
    lines += ["    def use(self):", last, "            reveal('found')"]
    run = run_of("\n".join(lines))
    assert texts(run) == {"found"} or "MAX_CHAINED" in run.budget.reached
    assert flags > MAX_CHAINED + 1 or not run.budget.reached


@pytest.mark.parametrize("more", [0, 1])
def test_more_constants_than_are_told_apart(more: int) -> None:
    lines = ["class Client:", "    state = 'begun'"]
    for number in range(MAX_FLAGS + more):
        lines += [f"    def set_{number}(self):", "        if self.state == 'other':"]
        lines.append(f"            self.state = '{number}'")
    lines += ["    def use(self):", "        reveal(self.state)"]
    run = run_of("\n".join(lines))
    unknown = [
        atom for _, value in run.events.revealed for _, atom in value if isinstance(atom, Unknown)
    ]
    assert bool(unknown) is bool(more)
    assert len(texts(run) - {"begun"}) == MAX_FLAGS


def done(program: str) -> int:
    return run_of(program).budget.work.done


@pytest.mark.parametrize("use", ["q = p + 'x'", "coin(p)"])
def test_long_texts_count_for_what_is_done_with_them(use: str) -> None:
    def of_pieces(pieces: int) -> int:
        text = "p = " + " + ".join(["'/'", *["coin()"] * pieces]) + "\n"
        return done(text + f"{use}\n" * 9) - done(text)

    assert of_pieces(8 * PIECES_PER_STEP) >= of_pieces(1) + 9 * 7


SIGNED = """\
import queue, threading
import msal, requests

app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
answer = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
HEADERS = {"Authorization": "Bearer " + answer["access_token"]}


class Client:
    def __init__(self, path):
        self.path = path

    def fetch(self):
        return requests.get("https://graph.microsoft.com/v1.0" + self.path, headers=HEADERS)


def work(jobs):
    while True:
        requests.get("https://graph.microsoft.com/v1.0" + jobs.get(), headers=HEADERS)


"""


def codes(program: str) -> set[str]:
    found = check_source(SIGNED + program, "cut.py", options=Options(incomplete=True))
    return {finding.code for finding in found}


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("returned", [False, True], ids=["kept", "returned"])
def test_more_objects_than_methods_are_entered_on(*, more: int, returned: bool) -> None:
    paths = [f"/users/{number}" for number in range(MAX_OBJECTS - 1 + more)] + ["/me/messages"]
    made = ", ".join(f"Client('{path}')" for path in paths)
    program = f"def clients():\n    return [{made}]\n" if returned else f"CLIENTS = [{made}]\n"
    assert codes(program) == ({"GME901"} if more else {"GME001"})


@pytest.mark.parametrize("count", [1, 20, 60])
def test_every_thread_that_waits_for_a_queue_is_run_again(count: int) -> None:
    lines = [f"jobs{n} = queue.Queue()" for n in range(count)]
    lines += [f"threading.Thread(target=work, args=(jobs{n},)).start()" for n in range(count)]
    lines.append(f"jobs{count - 1}.put('/me/messages')")
    assert codes("\n".join(lines) + "\n") == {"GME001"}
