"""Analyses of real files in processes that are ended if they take too long."""

import ctypes
import json
import multiprocessing
import random
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue

import psutil

from flake8_graph_me.api import check_source
from flake8_graph_me.project.files.decoding import UnreadableError, read
from flake8_graph_me.terms.options import Options
from tests.endurance.planting import Planted, planted

CAP = 900.0
"""How many seconds by the clock one analysis may take. Past it the process is ended, a fault."""
OPTIONS = Options(upn="adele@contoso.com", incomplete=True)
FOUND, MISSED, SAID, PLAIN = "found", "missed without a word", "not found, which it says", "as is"
UNREADABLE = "not decoded"
FAILURES = ("internal error",)
WRONG = ("GME001", "GME002", "GME003")


@dataclass(frozen=True, slots=True)
class Task:
    """A file to analyse, as it is or with a request that ``seed`` says where to plant."""

    path: str
    seed: int | None = None

    @property
    def name(self) -> str:
        """What tells the task apart from others."""
        return self.path if self.seed is None else f"{self.path} planted {self.seed}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task. ``fault`` is empty if nothing broke; ``seconds`` are of processor time,
    ``megabytes`` what the process held after it, ``peak`` the most that it ever held.
    """

    name: str
    result: str
    fault: str = ""
    place: str = ""
    lines: int = 0
    seconds: float = 0.0
    process: int = 0
    megabytes: float = 0.0
    reason: str = ""
    peak: float = 0.0


def analysed(task: Task) -> Result:
    """The analysis of one file, with the gates off, as the plugin would do it."""
    try:
        source = read(task.path).text
    except UnreadableError as error:
        return Result(task.name, UNREADABLE, reason=str(error))
    plant = (
        None
        if task.seed is None
        else planted(source, random.Random(f"{task.seed} {Path(task.path).name}"))
    )
    text = source if plant is None else plant.source
    start = time.process_time()
    result, fault, reason = _checked(text, task.path, plant)
    seconds = time.process_time() - start
    _give_back_what_is_free()
    return Result(
        task.name,
        result,
        fault,
        "" if plant is None else plant.place,
        text.count("\n") + 1,
        round(seconds, 4),
        multiprocessing.current_process().pid or 0,
        round(psutil.Process().memory_info().rss / 2**20, 1),
        reason,
        round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10, 1),
    )


def _give_back_what_is_free() -> None:
    """Return freed memory to the system, where the C library can: what is left is held."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _checked(text: str, path: str, plant: Planted | None) -> tuple[str, str, str]:
    """What was found of what was planted, what broke, and what the analysis says of itself."""
    try:
        findings = check_source(text, path, options=OPTIONS, gates=False)
    except Exception as error:  # noqa: BLE001  # what escapes is what is looked for
        return PLAIN if plant is None else MISSED, f"escaped: {type(error).__name__}: {error}", ""
    said = [f.message for f in findings if f.code in {"GME900", "GME901"}]
    broken = [text for text in said if any(failure in text for failure in FAILURES)]
    fault, reason = broken[0] if broken else "", said[0] if said else ""
    if plant is None:
        return PLAIN, fault, reason
    if any(f.code in WRONG and f.place.span.start.line == plant.line for f in findings):
        return FOUND, fault, reason
    return (SAID if said else MISSED), fault, reason


def _serve(connection: Connection) -> None:
    """Answer tasks until none comes."""
    while (task := connection.recv()) is not None:
        connection.send(analysed(task))


class Worker:
    """A process that analyses one file after the other, and is replaced once it has ended."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def do(self, task: Task, cap: float) -> Result:
        """The result of a task; the fault says so if the process died, or was ended after ``cap``
        seconds.
        """
        self._connection.send(task)
        try:
            if self._connection.poll(cap):
                return self._connection.recv()  # type: ignore[no-any-return]  # only results are sent
            fault = f"no end within {cap:g} seconds by the clock"
        except EOFError:
            fault = "the process died"
        self._process.kill()
        self._process.join()
        self._start()
        return Result(task.name, PLAIN if task.seed is None else MISSED, fault)

    def end(self) -> None:
        """End the process."""
        self._connection.send(None)
        self._process.join()


def results(tasks: Iterable[Task], jobs: int, cap: float = CAP) -> Iterator[Result]:
    """The result of each task, as they come."""
    waiting: SimpleQueue[Task] = SimpleQueue()
    for task in tasks:
        waiting.put(task)
    done: SimpleQueue[Result | None] = SimpleQueue()
    threads = [threading.Thread(target=_work, args=(waiting, done.put, cap)) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    running = jobs
    while running:
        result = done.get()
        if result is None:
            running -= 1
        else:
            yield result
    for thread in threads:
        thread.join()


def _work(waiting: "SimpleQueue[Task]", put: Callable[[Result | None], None], cap: float) -> None:
    worker = Worker()
    try:
        while True:
            put(worker.do(waiting.get_nowait(), cap))
    except Empty:
        worker.end()
    finally:
        put(None)


def kept(file: Path) -> list[Result]:
    """The results that an earlier run has written; a line that is not whole is none."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        try:
            found.append(Result(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def run(tasks: Sequence[Task], jobs: int, file: Path | None, cap: float = CAP) -> list[Result]:
    """The results of all tasks; with a file, those that it has are taken from it, and each new one
    is written to it at once.
    """
    names = {task.name for task in tasks}
    have = {result.name: result for result in (kept(file) if file is not None else ())}
    have = {name: result for name, result in have.items() if name in names}
    for result in results([task for task in tasks if task.name not in have], jobs, cap):
        have[result.name] = result
        if file is not None:
            with file.open("a", encoding="utf-8") as opened:
                opened.write(json.dumps(asdict(result)) + "\n")
    return list(have.values())
