"""The stored results of the benchmarks: what was measured, when each part was, and on what machine.

Must not know how anything is measured.
"""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from flake8_graph_me import __version__
from tests.benchmarks.measuring.figures import Figure

RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a part was measured: processors, system, Python, this package's version, and how many
    processes wanted a processor meanwhile.
    """

    processors: int
    model: str
    system: str
    python: str
    version: str
    load: float

    def __str__(self) -> str:
        return (
            f"version {self.version}, Python {self.python} on {self.system}, {self.processors} "
            f"processors ({self.model}), load {self.load:.0f}"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one part, and where they were measured, in how many rounds."""

    machine: Machine
    rounds: int
    figures: tuple[Figure, ...]


def this_machine() -> Machine:
    """The machine that runs this process."""
    return Machine(
        os.cpu_count() or 1,
        _model(),
        f"{platform.system()} {platform.machine()}",
        platform.python_version(),
        __version__,
        os.getloadavg()[0],
    )


def stored(path: Path = RESULTS) -> dict[str, Result]:
    """The results by the names of the parts; none if nothing was stored."""
    if not path.exists():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {name: _result(each) for name, each in found.items()}


def store(results: Mapping[str, Result], path: Path = RESULTS) -> None:
    """Keep results, in place of those of the same parts."""
    kept = {**stored(path), **results}
    data = {name: asdict(result) for name, result in kept.items()}
    path.write_text(f"{json.dumps(data, indent=1)}\n", encoding="utf-8")


def _result(found: dict[str, object]) -> Result:
    match found:
        case {"machine": dict(machine), "rounds": int(rounds), "figures": list(figures)}:
            return Result(
                Machine(**machine),
                rounds,
                tuple(
                    Figure(each["name"], tuple(each["values"]), each["unit"]) for each in figures
                ),
            )
    raise ValueError(f"{RESULTS.name} holds no result: {found}")


def _model() -> str:
    """The processor's name, as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"
