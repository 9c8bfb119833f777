"""Findings across several files: the same for any caller and order, with each module parsed once
per process, and evidence in the right places.
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from flake8_graph_me.frontends.command import command
from flake8_graph_me.terms.options import Options
from tests.benchmarks import package
from tests.specification.judging import write
from tests.specification.library import graph_cases
from tests.specification.marks import program
from tests.support.command_runner import without_summary
from tests.support.local_files import LONG_AGO

PROGRAMS = [
    program(case)
    for case in graph_cases()
    if len(case.files) > 1 and case.settings.options == Options()
]
COUNTING = """\
import hashlib, os
import libcst

parse = libcst.parse_module


def counting(source):
    line = f"{os.getpid()} {hashlib.sha256(source.encode()).hexdigest()}\\n"
    log = os.open(os.environ["PARSED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, line.encode())
    os.close(log)
    return parse(source)


libcst.parse_module = counting
"""
FLAKE8 = ("flake8", "--isolated", "--select=GME")
COMMAND = ("flake8_graph_me", "check", "--isolated")


def run(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """What a module of Python prints that finds something."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, without_summary(done.stderr)) == (1, ""), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All programs of several files, each the root of a project of its own."""
    folder = tmp_path_factory.mktemp("programs")
    for number, sources in enumerate(PROGRAMS):
        write({"pyproject.toml": "", **sources}, folder / f"program{number}")
    return folder


@pytest.fixture(scope="module")
def expected(programs: Path) -> list[str]:
    """The lines for each program when it is checked alone."""
    return sorted(run(programs, *COMMAND, "--jobs=1", ".").splitlines())


@pytest.mark.parametrize("asked", [FLAKE8, COMMAND], ids=["flake8", "command"])
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_neither_order_nor_processes_matter(
    programs: Path, expected: list[str], asked: tuple[str, ...], jobs: int
) -> None:
    files = sorted(f"./{path.relative_to(programs)}" for path in programs.rglob("*.py"))
    random.Random(jobs).shuffle(files)
    found = run(programs, *asked, f"--jobs={jobs}", *files)
    assert sorted(found.splitlines()) == expected
    assert len(expected) > len(PROGRAMS) / 2


@pytest.mark.parametrize("asked", [FLAKE8, COMMAND], ids=["flake8", "command"])
def test_a_process_parses_a_module_once(tmp_path: Path, asked: tuple[str, ...]) -> None:
    texts = package.sources(60)
    # Each of them asks for the request and all that it needs.
    users = {
        f"{package.NAME}/jobs/user{number}.py": (
            f"from contoso.jobs import report\n\nreport.fetch({number}, {number})\n"
        )
        for number in range(12)
    }
    package.write(tmp_path, {**texts, **users})
    for path in tmp_path.rglob("*.py"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    counter = tmp_path / "counter"
    counter.mkdir()
    (counter / "sitecustomize.py").write_text(COUNTING)
    paths = os.pathsep.join(filter(None, (str(counter), os.environ.get("PYTHONPATH"))))
    log = tmp_path / "parsed.txt"
    found = run(
        tmp_path,
        *(*asked, "--jobs=2", package.NAME),
        environment={"PYTHONPATH": paths, "PARSED": str(log)},
    )
    assert len(found.splitlines()) == 1
    parsed = Counter(log.read_text().splitlines())
    assert len({line.split()[1] for line in parsed}) >= len(users)
    assert len({line.split()[0] for line in parsed}) == 2
    assert set(parsed.values()) == {1}


SPREAD = {
    "app/__init__.py": "",
    "app/auth.py": (
        "import msal\n\n\n"
        "def headers(secret):\n"
        '    app = msal.ConfidentialClientApplication("id", client_credential=secret)\n'
        "    result = app.acquire_token_for_client(scopes=SCOPES)\n"
        '    return {"Authorization": "Bearer " + result["access_token"]}\n'
    ),
    "app/paths.py": 'GRAPH = "https://graph.microsoft.com/v1.0"\nEVENTS = GRAPH + "/me/events"\n',
    "app/report.py": (
        "import requests\n\nfrom app.auth import headers\nfrom app.paths import EVENTS\n\n"
        'requests.get(EVENTS, headers=headers("secret"))\n'
        'requests.delete(EVENTS, headers=headers("secret"))\n'
    ),
}


@pytest.fixture
def spread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write({"pyproject.toml": "", **SPREAD}, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "front"),
    [
        ("app", "app/"),
        ("./app", "./app/"),
        (".", "./app/"),
        ("app/report.py", "app/"),
        ("{folder}/app", "{folder}/app/"),
    ],
)
def test_evidence_names_other_files_as_the_command_does(
    spread: Path, capsys: pytest.CaptureFixture[str], given: str, front: str
) -> None:
    arguments = ("check", "--isolated", "--output-format=json", given.format(folder=spread))
    assert command.main(arguments) == 1
    first, second = json.loads(capsys.readouterr().out)
    front = front.format(folder=spread)
    assert [(each["path"], each["line"], each["column"]) for each in (first, second)] == [
        (f"{front}report.py", 6, 14),
        (f"{front}report.py", 7, 17),
    ]
    places = {(step["path"], step["line"], step["column"]) for step in first["evidence"]}
    assert places >= {
        (f"{front}auth.py", 6, 14),
        (f"{front}paths.py", 2, 18),
        (f"{front}report.py", 6, 1),
    }
    (edit,) = first["fix"]["edits"]
    assert (edit["path"], edit["line"], edit["column"]) == (f"{front}paths.py", 2, 20)
    for place in (first, *first["evidence"], edit):
        text = Path(place["path"]).read_text().splitlines()[place["line"] - 1]
        assert text[place["column"] - 1 : place["end_column"] - 1].strip()


def test_full_output_shows_the_source_of_other_files(
    spread: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(("check", "--isolated", "--output-format=full", "app")) == 1
    shown = capsys.readouterr().out.splitlines()
    arrow = shown.index(" --> app/auth.py:6:14")
    assert shown[arrow + 2] == "6 |     result = app.acquire_token_for_client(scopes=SCOPES)"
    arrow = shown.index(" --> app/paths.py:2:18")
    assert shown[arrow + 2] == '2 | EVENTS = GRAPH + "/me/events"'
    assert '2 + EVENTS = GRAPH + "/users/<upn>/events"' in shown
