"""Real files with an inserted wrong request, fixed as the command fixes them.

``python -m tests.endurance.round_trips`` takes the whole standard library and thousands of
installed files.
"""

import argparse
import ast
import os
import random
import re
import subprocess
import sys
import sysconfig
import tempfile
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.frontends import flake8_bridge, running, settings
from flake8_graph_me.frontends.fix_runs import fixing
from flake8_graph_me.frontends.reports import diff
from flake8_graph_me.terms.places import Position
from tests.support import stdlib

USER = "adele@contoso.com"
WRONG, RIGHT = b"/v1.0/me/messages?planted", f"/v1.0/users/{USER}/messages?planted".encode()
PROGRAM = (
    "def planted_by_the_test():",
    "\timport msal",
    "\timport requests",
    '\tapp = msal.ConfidentialClientApplication("client-id", client_credential="secret")',
    '\tresult = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])',
    '\theaders = {"Authorization": "Bearer " + result["access_token"]}',
    f'\trequests.get("https://graph.microsoft.com{WRONG.decode()}", headers=headers)',
)
FIXED, FAILED, MISSED = "fixed", "not analysed (GME900)", "without the finding"
WITHHELD = "found, with a reason against the fix"
_BATCH = 25


@dataclass(frozen=True, slots=True)
class Trip:
    """What came of one file: ``wrong`` says what must not be, and is None if all is well."""

    path: Path
    result: str
    wrong: str | None = None
    reason: str = ""


def planted(data: bytes, *, at_the_end: bool) -> bytes:
    """The file with the program in its own encoding, line ends and indentation, at the end or
    behind its imports if it has any.

    What cannot be decoded gets it at the end, in ASCII.
    """
    try:
        source = writing.decode(data)
    except writing.UnreadableError:
        return data + b"\n" + "\n".join(PROGRAM).encode()
    lines = Lines(source.text)
    end = lines.newline(1)
    tab = "\t" if re.search(r"^\t", source.text, re.MULTILINE) else "    "
    program = end.join(line.replace("\t", tab) for line in PROGRAM)
    line = None if at_the_end else _behind_imports(source.text)
    if line is not None:
        spot = lines.index(Position(line, 0))
        before = source.mark + source.text[:spot].encode(source.encoding)
        if data.startswith(before):
            return before + (program + end).encode(source.encoding) + data[len(before) :]
    # The file ends as it did, with or without the end of a line.
    ended = not source.text or source.text.endswith(("\n", "\r"))
    return data + (program + end if ended else end + program).encode(source.encoding)


def _behind_imports(text: str) -> int | None:
    """The line behind the last import at the top level."""
    try:
        body = _parsed(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = [
        (node.end_lineno or node.lineno) + 1
        for node, following in pairwise(body)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and following.lineno > (node.end_lineno or node.lineno)
    ]
    return lines[-1] if lines else None


def _parsed(source: str | bytes) -> ast.Module:
    with warnings.catch_warnings():
        # Python warns about dubious code as it parses.
        warnings.simplefilter("ignore")
        return ast.parse(source)


def round_trips(files: Sequence[Path], *, git: bool) -> list[Trip]:
    """Plant into copies of the files, mend them, mend them again, and look at what came out.

    With ``git`` the diff is also applied by ``git apply``.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "pyproject.toml").touch()
        copies = []
        for number, file in enumerate(files):
            # Names that nothing imports, each after the file that it is a copy of.
            copy = folder / f"planted_{number}_{file.name}"
            copy.write_bytes(planted(file.read_bytes(), at_the_end=number % 2 == 0))
            copies.append(copy)
        return _mended(files, copies, folder, git=git)


def _mended(
    files: Sequence[Path], copies: Sequence[Path], folder: Path, *, git: bool
) -> list[Trip]:
    """Fix the copies as the command does: check, fix, show, write; and all of it again."""
    plan = _plan()
    before = [copy.read_bytes() for copy in copies]
    paths = [str(copy) for copy in copies]
    fixed = fixing.fix(plan, list(running.check_files(plan, paths)))
    if git:
        _apply_with_git(fixed, folder)
        by_git = [copy.read_bytes() for copy in copies]
        for copy, data in zip(copies, before, strict=True):
            copy.write_bytes(data)
    written = fixing.write(plan, fixed)
    after = [copy.read_bytes() for copy in copies]
    again = fixing.fix(plan, list(running.check_files(plan, paths)))
    trips = []
    for number, outcome in enumerate(written):
        wrong = _wrong(outcome, again[number], before[number], after[number])
        if wrong is None and git and by_git[number] != after[number]:
            wrong = "git apply gives other bytes"
        reason = outcome.findings[0].message if outcome.findings else ""
        trips.append(Trip(files[number], _result(outcome), wrong, reason))
    return trips


def _plan() -> running.CheckPlan:
    # Comments in real files must not silence what is planted.
    arguments = ("--isolated", "--disable-noqa", f"--upn={USER}")
    namespace = flake8_bridge.parse(arguments, prog="check")
    return running.CheckPlan(namespace, settings.read_namespace(namespace, prefix=""), fix=True)


def _apply_with_git(outcomes: Sequence[running.Outcome], folder: Path) -> None:
    # Not as it is shown, in which control characters are escaped. Copies lie below the top of the
    # file system, from which they are named.
    patch = b"".join(
        diff.unified(each.before.data, each.after.data, each.path.removeprefix(os.sep))
        for each in outcomes
        if each.before is not None and each.after is not None
    )
    if patch:
        subprocess.run(["git", "apply", "--unsafe-paths"], input=patch, check=True, cwd=os.sep)


def _result(outcome: running.Outcome) -> str:
    if outcome.failed:
        return FAILED
    if outcome.after is not None:
        return FIXED
    return WITHHELD if outcome.findings else MISSED


def _wrong(
    outcome: running.Outcome, again: running.Outcome, before: bytes, after: bytes
) -> str | None:
    if again.after is not None:
        return "a second run changes something"
    if outcome.after is None:
        return None if after == before else "the file was changed without a fix"
    if after != before.replace(WRONG, RIGHT):
        return "something else was changed"
    if again.findings:
        return f"the fixed file is not silent: {again.findings[0].message}"
    try:
        _parsed(after)
    except (SyntaxError, ValueError) as problem:
        return f"the fixed file does not parse: {problem}"
    return None


def installed() -> list[Path]:
    """All files of installed packages that this interpreter sees, in a fixed order."""
    folders = {Path(sysconfig.get_path("purelib")), stdlib.FOLDER / "site-packages"}
    return sorted(path for folder in folders for path in folder.rglob("*.py") if path.is_file())


def standard_library() -> list[Path]:
    """All files of the standard library, those that no Python 3 can read among them."""
    return sorted(
        path
        for path in stdlib.FOLDER.rglob("*.py")
        if "site-packages" not in path.relative_to(stdlib.FOLDER).parts and path.is_file()
    )


def main() -> int:
    """Take all of the standard library and some installed files, and print figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.round_trips")
    parser.add_argument("--others", type=int, default=3_000, help="how many installed files")
    parser.add_argument("--seed", type=int, default=1, help="which of them")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    library, others = standard_library(), installed()
    chosen = random.Random(arguments.seed).sample(others, min(arguments.others, len(others)))
    files = [*library, *chosen]
    batches = [files[start : start + _BATCH] for start in range(0, len(files), _BATCH)]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        trips = [trip for done in pool.map(_with_git, batches) for trip in done]
    sys.stdout.write(
        f"{len(library)} files of the standard library, {len(chosen)} of {len(others)} others\n"
        f"{_figures(trips)}"
    )
    return 1 if any(trip.wrong is not None for trip in trips) else 0


def _figures(trips: Sequence[Trip]) -> str:
    """How many files came to what, those without the finding, and what went wrong."""
    results = sorted(Counter(trip.result for trip in trips).items())
    wrong = [trip for trip in trips if trip.wrong is not None]
    lines = [
        *(f"{count:>6} {result}" for result, count in results),
        *(f"{trip.path}: {trip.reason or trip.result}" for trip in trips if trip.result != FIXED),
        *(f"WRONG {trip.path}: {trip.wrong}" for trip in wrong),
        f"{len(wrong):>6} wrong",
    ]
    return "".join(f"{line}\n" for line in lines)


def _with_git(files: Sequence[Path]) -> list[Trip]:
    return round_trips(files, git=True)


if __name__ == "__main__":
    sys.exit(main())
