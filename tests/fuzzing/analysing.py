"""One analysis of one program: what it revealed, what failed, and what it took.

The gates are off and no internal error is survived. Must not know how the program was made.
"""

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flake8_graph_me.api import check_source
from flake8_graph_me.engine.domain.values import Value
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine import guard
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.terms.options import Options
from tests.running.processor_time import OutOfTimeError, limited

OPTIONS = Options(upn="adele@contoso.com", all_endpoints=True, incomplete=True)
INTERNAL = "internal error"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came of an analysis.

    ``fault`` says what must not be, and is empty if all is well. ``seconds`` are of processor time,
    ``messages`` those of the findings, ``revealed`` the values of each ``reveal(…)`` that was
    reached.
    """

    fault: str
    seconds: float
    codes: tuple[str, ...] = ()
    revealed: tuple[Value, ...] = ()
    messages: tuple[str, ...] = ()


@contextmanager
def nothing_survived() -> Iterator[None]:
    """Internal errors reach the caller of an analysis in the block."""
    before = guard.SURVIVED
    guard.SURVIVED = ()
    try:
        yield
    finally:
        guard.SURVIVED = before


def analysed(source: str, path: str, limit: float, *, reveal: bool = False) -> Analysis:
    """The analysis of a source under a path, which may use ``limit`` seconds of processor time.

    With ``reveal`` the values that the program reveals are looked at, too.
    """
    start = time.process_time()
    codes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    revealed: tuple[Value, ...] = ()
    try:
        with limited(limit), nothing_survived():
            found = check_source(source, path, options=OPTIONS, gates=False)
            codes = tuple(finding.code for finding in found)
            messages = tuple(finding.message for finding in found)
            fault = next(filter(is_internal, messages), "")
            if reveal and not fault and "GME900" not in codes:
                revealed = _revealed(source, path)
    except OutOfTimeError:
        fault = f"no end within {limit:g} seconds of processor time"
    except Exception as error:  # noqa: BLE001  # what escapes is what is looked for
        fault = f"escaped: {guard.internal_error(error)}"
    return Analysis(fault, time.process_time() - start, codes, revealed, messages)


def is_internal(message: str) -> bool:
    """Whether a finding says that the analysis itself broke."""
    return INTERNAL in message


def _revealed(source: str, path: str) -> tuple[Value, ...]:
    run = interpret(parse(source), knowledge_for(OPTIONS).rows, path)
    return tuple(value for _, value in run.events.revealed)


def peak_megabytes() -> float:
    """The most memory that this process has had so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
