"""Runs that are killed while they write: the state of the files, and what the next run does.

``python -m tests.endurance.killed_runs`` kills two hundred writers and some whole commands.
"""

import argparse
import contextlib
import io
import os
import random
import signal
import stat
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flake8_graph_me.frontends import flake8_bridge, running, settings
from flake8_graph_me.frontends.command import command
from flake8_graph_me.frontends.fix_runs import fixing

USER = "adele@contoso.com"
PROGRAM = """\
import msal
import requests

app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
headers = {"Authorization": "Bearer " + result["access_token"]}
requests.get("https://graph.microsoft.com/v1.0/me/drive", headers=headers)
"""
# Long enough for a kill to land in the middle of it.
OLD = (PROGRAM + "# padding\n" * 1_000).encode()
NEW = OLD.replace(b"/me/", f"/users/{USER}/".encode())
MODES = (0o644, 0o600, 0o755, 0o664, 0o640, 0o700)
BEFORE, BETWEEN, AFTER = "before the first replacement", "between two", "after the last"
UNFINISHED = "with an unfinished file left"


@dataclass(frozen=True, slots=True)
class Tree:
    """Files to mend, each with mode bits of its own."""

    folder: Path

    @property
    def files(self) -> list[Path]:
        """The files in the order in which they are written."""
        return [self.folder / f"job_{number}.py" for number in range(len(MODES))]

    def restore(self) -> None:
        """Put the old files back and take away everything else."""
        for path in self.folder.iterdir():
            path.unlink()
        (self.folder / "pyproject.toml").touch()
        for path, mode in zip(self.files, MODES, strict=True):
            path.write_bytes(OLD)
            path.chmod(mode)

    def replaced(self) -> int:
        """How many files are not the ones that were put here."""
        return sum(path.stat().st_size != len(OLD) for path in self.files)

    def faults(self, *allowed: bytes) -> list[str]:
        """What a kill must not lead to: other bytes, other mode bits, another Python source."""
        faults = []
        for path, mode in zip(self.files, MODES, strict=True):
            if path.read_bytes() not in allowed:
                faults.append(f"{path.name} has other bytes")
            if stat.S_IMODE(path.stat().st_mode) != mode:
                faults.append(f"{path.name} has other mode bits")
        return faults + [
            f"{path.name} was left behind"
            for path in self.folder.iterdir()
            if path.suffix == ".py" and path not in self.files
        ]

    def unfinished(self) -> int:
        """How many files are neither the user's nor the test's."""
        return len(list(self.folder.iterdir())) - len(self.files) - 1

    @property
    def arguments(self) -> list[str]:
        """The command that mends the files."""
        return ["check", "--isolated", "--fix", f"--upn={USER}", str(self.folder)]


@contextlib.contextmanager
def tree() -> Iterator[Tree]:
    """A tree of its own."""
    with tempfile.TemporaryDirectory() as name:
        yield Tree(Path(name).resolve())


def writer(tree: Tree) -> Callable[[], int]:
    """Starts a process that only writes what was fixed, and gives its number."""
    tree.restore()
    namespace = flake8_bridge.parse(tree.arguments[1:2] + tree.arguments[3:], prog="check")
    plan = running.CheckPlan(namespace, settings.read_namespace(namespace, prefix=""), fix=True)
    paths = [str(path) for path in tree.files]
    fixed = fixing.fix(plan, list(running.check_files(plan, paths)))

    def start() -> int:
        child = os.fork()
        if child == 0:
            # Nothing of the parent's clean-up may run in the child.
            try:
                fixing.write(plan, fixed)
            finally:
                os._exit(0)
        return child

    return start


def whole_command(tree: Tree) -> Callable[[], int]:
    """Starts the command in a process of its own, and gives its number."""
    arguments = [sys.executable, "-m", "flake8_graph_me", *tree.arguments]

    # A Popen would want to wait for the process itself.
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]

    def start() -> int:
        return os.posix_spawn(sys.executable, arguments, os.environ, file_actions=silent)

    return start


def killed(
    tree: Tree, start: Callable[[], int], chance: random.Random
) -> tuple[list[str], set[str]]:
    """Kill one run at a random moment and let another one finish: the faults, and when it was.

    Which replacement is awaited is as random as how long after it the kill comes.
    """
    tree.restore()
    awaited, delay = chance.randint(0, len(MODES)), chance.choice((0, chance.uniform(0, 0.003)))
    child = start()
    while tree.replaced() < awaited and not _has_ended(child):
        pass
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    count = tree.replaced()
    moments = {BEFORE if count == 0 else BETWEEN if count < len(MODES) else AFTER}
    if tree.unfinished():
        moments.add(UNFINISHED)
    faults = tree.faults(OLD, NEW)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = command.main(tree.arguments)
    if code != 0:
        faults.append(f"the next run ended with {code}")
    return faults + tree.faults(NEW), moments


def _has_ended(child: int) -> bool:
    """Whether a child has ended, which it is still to be asked for."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def kills(
    number: int, starter: Callable[[Tree], Callable[[], int]], chance: random.Random
) -> tuple[list[str], Counter[str]]:
    """All faults after so many kills, and how many landed when."""
    faults: list[str] = []
    moments: Counter[str] = Counter()
    with tree() as own:
        start = starter(own)
        for _ in range(number):
            new, when = killed(own, start, chance)
            faults += new
            moments.update(when)
    return faults, moments


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill many runs and print when the kills landed and what was wrong after them."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.killed_runs")
    parser.add_argument("--writers", type=int, default=200, help="how many writers")
    parser.add_argument("--commands", type=int, default=20, help="how many whole commands")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    faults = []
    for name, number, starter in (
        ("writers", options.writers, writer),
        ("commands", options.commands, whole_command),
    ):
        new, moments = kills(number, starter, chance)
        faults += new
        counts = ", ".join(
            f"{moments[when]} {when}" for when in (BEFORE, BETWEEN, AFTER, UNFINISHED)
        )
        sys.stdout.write(f"{number} {name} killed: {counts}\n")
    sys.stdout.write("".join(f"WRONG {fault}\n" for fault in faults) + f"{len(faults)} wrong\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
