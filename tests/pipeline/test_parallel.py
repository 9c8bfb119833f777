"""``check_paths`` finds the same with threads, processes, a cluster, or no executor."""

import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, ClassVar, ParamSpec, TypeVar, cast

import pytest

import flake8_graph_me
from flake8_graph_me import Options
from flake8_graph_me.fixes import application, writing
from flake8_graph_me.gates import gate
from flake8_graph_me.pipeline import parallel
from flake8_graph_me.project.modules import import_closure, parsed_cache
from flake8_graph_me.terms.findings import Finding
from tests.documents import parts, readme
from tests.support import case_tree
from tests.support.given_executors import UNHURRIED, cluster, processes, threads

OPTIONS = Options(upn="adele@contoso.com")
WRONG = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
requests.get("https://graph.microsoft.com/v1.0/me", headers={"Authorization": "Bearer " + token})
"""
Found = dict[str, tuple[Finding, ...]]
P = ParamSpec("P")
T = TypeVar("T")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("tree")
    return folder, case_tree.lay(folder)


@pytest.fixture(scope="module")
def expected(tree: tuple[Path, list[str]]) -> Found:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tree[0])
        return flake8_graph_me.check_paths(tree[1], options=OPTIONS)


@pytest.mark.parametrize(
    "made",
    [
        threads,
        lambda: processes("spawn"),
        lambda: processes("forkserver"),
        cluster,
    ],
    ids=["threads", "spawn", "forkserver", "dask"],
)
def test_any_executor_finds_the_same(
    tree: tuple[Path, list[str]],
    expected: Found,
    made: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, names = tree
    monkeypatch.chdir(folder)
    for forget in (gate.forget, import_closure.forget, parsed_cache.forget):
        forget()
    shuffled = random.Random(7).sample(names, len(names))
    with made() as executor:
        found = flake8_graph_me.check_paths(shuffled, options=OPTIONS, executor=executor)
        # The executor is the caller's, and still works.
        assert executor.submit(len, "abc").result() == 3
    assert list(found) == shuffled
    assert found == expected


def test_the_tree_is_worth_it(expected: Found) -> None:
    findings = [finding for each in expected.values() for finding in each]
    assert len(findings) > 300
    codes = {finding.code for finding in findings}
    assert codes == {"GME001", "GME002", "GME003", "GME004", "GME005", "GME900"}
    places = [step.place for finding in findings for step in finding.evidence]
    assert {place.path for place in places} <= set(expected)
    assert any(s.place.path != f.place.path for f in findings for s in f.evidence)
    edits = [(edit, f) for f in findings if f.fix is not None for edit in f.fix.edits]
    assert any(edit.place.path != finding.place.path for edit, finding in edits)


class Remote(Executor):
    """Works as a far machine would, from another folder and with copies; counts its round trips,
    and answers from memory what it was asked before, as Dask does.
    """

    def __init__(self, folder: Path) -> None:
        self.trips = 0
        self._folder = folder
        self._known: dict[bytes, bytes] = {}

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        self.trips += 1
        asked = pickle.dumps((fn, args, kwargs))
        if asked not in self._known:
            function, positional, named = pickle.loads(asked)
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(self._folder)
                self._known[asked] = pickle.dumps(function(*positional, **named))
        future: Future[T] = Future()
        future.set_result(pickle.loads(self._known[asked]))
        return future


class TestPaths:
    """However paths are spelt, and wherever the worker is."""

    SPREAD: ClassVar = {
        "auth.py": WRONG.replace("requests.get", "later = requests.Request"),
        "report.py": "import requests\nfrom auth import token\n\n"
        'requests.get("https://graph.microsoft.com/v1.0/me/events", '
        'headers={"Authorization": "Bearer " + token})\n',
    }

    @pytest.fixture(params=[True, False], ids=["project", "no project"])
    def project(
        self, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Path:
        folder = tmp_path / "project"
        folder.mkdir()
        if request.param:
            (folder / "pyproject.toml").touch()
        for name in ("src", "else"):
            (folder / name).mkdir()
        # Without a marked folder, the current one is the project: the module is above the file.
        for name, home in (("auth.py", "."), ("report.py", "src")):
            (folder / home / name).write_text(self.SPREAD[name])
        monkeypatch.chdir(folder)
        return folder

    @pytest.mark.parametrize("spelt", ["src/report.py", "./src/report.py", "{}/src/report.py"])
    def test_findings_bear_them_as_given(self, project: Path, spelt: str) -> None:
        path = spelt.format(project)
        remote = Remote(project / "else")
        direct = flake8_graph_me.check_paths([path], options=OPTIONS)
        assert flake8_graph_me.check_paths([path], options=OPTIONS, executor=remote) == direct
        text = Path(path).read_text()
        assert direct == {path: flake8_graph_me.check_source(text, path, options=OPTIONS)}
        (finding,) = direct[path]
        assert (finding.code, finding.place.path) == ("GME001", path)
        assert spelt.replace("src/report", "auth").format(project) in {
            step.place.path for step in finding.evidence
        }

    def test_pathlib_paths_and_repetitions_are_one_text(self, project: Path) -> None:
        given: list[str | Path] = [Path("src/report.py"), "auth.py", "src/report.py"]
        found = flake8_graph_me.check_paths(given, options=OPTIONS)
        assert list(found) == ["src/report.py", "auth.py"]
        assert [finding.code for finding in found["src/report.py"]] == ["GME001"]

    def test_what_cannot_be_read_is_a_finding(self, project: Path) -> None:
        (project / "bytes.py").write_bytes(b"x = '\xe9'\n")
        names = ["src", "none.py", "bytes.py", "a\0b.py"]
        found = flake8_graph_me.check_paths(names, options=OPTIONS)
        assert [(each.place.path, each.code) for (each,) in found.values()] == [
            (name, "GME900") for name in names
        ]

    @pytest.mark.parametrize("wrong", ["a.py", Path("a.py"), b"a.py", [b"a.py"], [3]])
    def test_what_is_no_paths_is_refused(self, wrong: object) -> None:
        paths = cast("list[str]", wrong)
        with pytest.raises(TypeError):
            flake8_graph_me.check_paths(paths, options=OPTIONS)

    def test_no_paths_are_no_findings(self) -> None:
        assert flake8_graph_me.check_paths([], options=OPTIONS, executor=Remote(Path())) == {}

    def test_a_bug_in_one_file_leaves_the_others(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        really = gate.may_hold_finding

        def may_hold_finding(source: str, path: str, *rest: Any) -> bool:  # noqa: ANN401 - as it is
            if Path(path).name == "auth.py":
                raise RuntimeError("a secret of the source")
            return really(source, path, *rest)

        monkeypatch.setattr(gate, "may_hold_finding", may_hold_finding)
        found = flake8_graph_me.check_paths(["auth.py", "src/report.py"], options=OPTIONS)
        assert [each.code for each in found["src/report.py"]] == ["GME001"]
        (failure,) = found["auth.py"]
        assert (failure.code, "secret" in failure.message) == ("GME900", False)


def test_many_files_are_few_round_trips(tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"m{number}.py").touch()
    remote = Remote(tmp_path)
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    found = flake8_graph_me.check_paths(names, options=OPTIONS, executor=remote)
    assert found == dict.fromkeys(names, ())
    assert remote.trips == -(-3_000 // parallel.MAX_CHUNK)


def test_what_changed_is_looked_at_again_by_who_remembers(tmp_path: Path) -> None:
    path = tmp_path / "mail.py"
    path.write_text(WRONG)
    remote = Remote(tmp_path)
    (finding,) = flake8_graph_me.check_paths([path], options=OPTIONS, executor=remote)[str(path)]
    path.write_text(WRONG.replace("/me", "/users/adele@contoso.com"))
    again = flake8_graph_me.check_paths([path], options=OPTIONS, executor=remote)
    assert (finding.code, again) == ("GME001", {str(path): ()})


def test_callers_can_write_what_came_back(tmp_path: Path) -> None:
    path = tmp_path / "mail.py"
    path.write_bytes(b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").encode())
    findings = flake8_graph_me.check_paths([path], options=OPTIONS)[str(path)]
    before = writing.read(str(path))
    edits = application.choose(findings, unsafe=False, path=str(path)).edits
    writing.write(str(path), before, writing.edited(before, edits))
    mended = WRONG.replace("/me", "/users/adele@contoso.com").replace("\n", "\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + mended.encode()


@pytest.mark.parametrize(
    ("name", "printed"),
    [("processes", "src/mail.py:6: GME001 GET '/me' needs a"), ("dask", "1 findings\n")],
)
def test_the_examples_of_the_readme_run(tmp_path: Path, name: str, printed: str) -> None:
    program = parts.block((readme.DOCS / "large-code-bases.md").read_text(encoding="utf-8"), name)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "mail.py").write_text(WRONG)
    (tmp_path / "example.py").write_text(program)
    unhurried = {
        "DASK_" + name.replace(".", "__").replace("-", "_").upper(): value
        for name, value in UNHURRIED.items()
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "example.py"],
        cwd=tmp_path,
        env={**os.environ, **unhurried},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(printed)
    mended = WRONG.replace("/me", "/users/adele@contoso.com")
    expected = mended if name == "processes" else WRONG
    assert (tmp_path / "src" / "mail.py").read_text() == expected
