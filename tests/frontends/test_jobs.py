"""``--jobs``: the same findings and the same fixes, and no file is checked again without need."""

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.frontends.command import command
from flake8_graph_me.frontends.fix_runs.reaching import Reach
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.frontends.fix_runs.test_fixes_across_files import AUTH, PATHS, REPORT, RIGHT
from tests.specification.judging import write
from tests.support import case_tree
from tests.support.command_runner import CODE, FIXED, Runner, without_summary

FIX = ("check", "--isolated", "--fix", "--unsafe-fixes")
# The second adds imports to what it edits.
USERS = ("--upn=adele@contoso.com", "--user-expression=settings.mailbox")
Result = tuple[int, str, str, dict[str, bytes]]
Fix = Callable[..., Result]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programs of the cases, and one in which many files use the texts of two."""
    folder = tmp_path_factory.mktemp("tree")
    case_tree.lay(folder, 30)
    home = folder / "shared"
    home.mkdir()
    for name, data in (("pyproject.toml", b""), ("auth.py", AUTH), ("paths.py", PATHS)):
        (home / name).write_bytes(data)
    (home / "settings.py").write_text('from paths import GRAPH\n\nmailbox = "a@b.c"\n')
    kept = PATHS.decode("utf-8-sig").replace("/drive", "/events")
    write({"kept.py": kept, **RIGHT["a call in a third file"]}, home)
    for name in ("page.py", "api.py"):
        text = (home / name).read_text().replace("from paths", "from kept")
        (home / name).write_text(text)
    for program in folder.iterdir():
        if program.is_dir() and not (program / "settings.py").exists():
            (program / "settings.py").write_text('mailbox = "a@b.c"\n')
    for number in range(12):
        text = REPORT.decode().replace("from paths", f"from {'kept' if number % 3 else 'paths'}")
        (home / f"report{number}.py").write_text(text)
    return folder


@pytest.fixture
def fix(
    tree: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Fix:
    def run(*arguments: str) -> Result:
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        shutil.copytree(tree, tmp_path / "copy")
        monkeypatch.chdir(tmp_path / "copy")
        code = command.main((*FIX, *arguments))
        out, err = capfd.readouterr()
        # The advice at the end repeats the paths that were named.
        err = re.sub(r"(?<=flake8-graph-me permissions )[^\n]+", "PATH", err)
        files = (tmp_path / "copy").rglob("*.py")
        return code, out, err, {str(path): path.read_bytes() for path in files}

    return run


@pytest.mark.parametrize("user", USERS)
def test_neither_processes_nor_order_matter(fix: Fix, tree: Path, user: str) -> None:
    names = [f"./{path.relative_to(tree)}" for path in tree.rglob("*.py")]
    serial = fix(user, "--jobs=1", ".")
    _, out, err, files = serial
    assert err.count("fixed\n") > 20
    assert "the text is also used in a request where '/me' is correct (shared/page.py:" in out
    assert b"/me/drive" not in files[str(Path("shared/paths.py").absolute())]
    assert b"/me/events" in files[str(Path("shared/kept.py").absolute())]
    assert fix(user, "--jobs=2", ".") == serial
    for jobs in (1, 2):
        random.Random(jobs).shuffle(names)
        assert fix(user, f"--jobs={jobs}", *names) == serial


@pytest.mark.parametrize("user", USERS)
def test_what_is_not_looked_at_again_would_say_the_same(
    fix: Fix, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = fix(user, "--jobs=1", ".")

    def everything(self: Reach, file: str) -> frozenset[str]:
        return self._files | {file}

    monkeypatch.setattr(Reach, "of", everything)
    assert fix(user, "--jobs=1", ".") == quick


CLIENT = """
import sys
import msal
import requests
app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
def get(path):
    headers = {"Authorization": f"Bearer {token}"}
    requests.get("https://graph.microsoft.com/v1.0" + path, headers=headers)
"""
PATHS_BY_KEY = {str(number): f"/me/{number}" for number in range(20)}
HIDDEN = f"get({PATHS_BY_KEY}[sys.argv[1]])"


def test_statistics_count_what_a_bound_hides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def check(*arguments: str) -> tuple[int, str, str]:
        code = command.main(("check", "--isolated", *arguments))
        out, err = capfd.readouterr()
        return code, out, without_summary(err)

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(f"{CLIENT}{HIDDEN}\n")
    (tmp_path / "b.py").write_text(f"{CLIENT}{HIDDEN}\n{HIDDEN}\n")
    (tmp_path / "c.py").write_text(f"{CLIENT}get('/me')\n")
    counts = "1     GME001 app-only-me\n"
    line = "incomplete: 3 requests in 2 files (bound MAX_ALTERNATIVES)\n"
    for jobs in ("--jobs=1", "--jobs=2"):
        code, out, err = check("--statistics", jobs)
        assert (code, err) == (1, "")
        finding, rest = out.split("\n", 1)
        assert finding.startswith("./c.py:")
        assert rest == counts + line
        out = check("--statistics", "--extend-select=GME901", jobs)[1]
        assert out.count("GME901 the analysis gave up") == 2
        assert out.endswith(f"{counts}2     GME901 analysis-incomplete\n{line}")
    assert check("--statistics", "c.py")[1].endswith(counts)
    assert check("a.py") == (0, "", "")


def test_statistics_count_what_nobody_selects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_text(f"import sys  # noqa\n{CLIENT}{HIDDEN}  # noqa\n")
    said = "incomplete: 1 requests in 1 files (bound MAX_ALTERNATIVES)\n"
    for chosen in ("--select=GME001", "--extend-select=GME901", "--ignore=GME9"):
        assert command.main(("check", "--isolated", "--statistics", chosen)) == 0
        assert capfd.readouterr() == (said, "")
    command.main(("check", "--isolated", "--statistics", "--output-format=json"))
    assert capfd.readouterr() == ("[]\n", said)


class TestLookingAgain:
    """What is checked, and how often."""

    @pytest.fixture
    def run(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capfdbinary: pytest.CaptureFixture[bytes],
    ) -> Runner:
        return Runner(tmp_path, monkeypatch, capfdbinary)

    @pytest.fixture
    def checked(self, run: Runner, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
        """How often each file is checked."""
        del run
        really = api.check_source
        counts: Counter[str] = Counter()

        def check_source(
            source: str,
            path: str,
            *,
            options: Options,
            sources: Mapping[str, str] | None = None,
            run: str | None = None,
            trail: object = None,
        ) -> tuple[Finding, ...]:
            del trail
            counts[path] += 1
            return really(source, path, options=options, sources=sources, run=run)

        monkeypatch.setattr(api, "check_source", check_source)
        return counts

    def test_only_what_can_have_changed(
        self, run: Runner, checked: Counter[str], tmp_path: Path
    ) -> None:
        files = {
            "edited.py": CODE,
            "above.py": 'import edited\nf("/me?")\n',
            "further.py": 'import above\nf("/me?")\n',
            "silent.py": "import edited\n",
            "beside.py": 'f("/me?")\n',
        }
        write({"pyproject.toml": "", **files}, tmp_path)
        assert run("check", "--fix", "--upn=a@b.c", "--jobs=1", *files)[0] == 1
        assert (tmp_path / "edited.py").read_text() == FIXED
        again = {"edited.py": 2, "above.py": 2, "further.py": 2}
        assert checked == Counter({**dict.fromkeys(files, 1), **again})

    def test_nothing_if_nothing_is_fixed(
        self, run: Runner, checked: Counter[str], tmp_path: Path
    ) -> None:
        (tmp_path / "a.py").write_text(CODE)
        assert run("check", "--fix", "a.py")[0] == 1
        assert checked == {"a.py": 1}

    @pytest.mark.parametrize(
        ("what", "code", "message"),
        [
            ("die", 2, "flake8-graph-me: error: a worker process died; --jobs 1 will"),
            ("raise", 1, "./b.py: 1 finding fixed"),
        ],
    )
    def test_a_check_that_breaks(
        self,
        run: Runner,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        what: str,
        code: int,
        message: str,
    ) -> None:
        really = api.check_source

        def check_source(source: str, path: str, **rest: object) -> tuple[Finding, ...]:
            if "users" in source and path.endswith("a.py"):
                if what == "die":
                    os._exit(9)
                raise RuntimeError("broken by its fix")
            return really(source, path, **rest)  # type: ignore[arg-type]  # whatever it is given

        monkeypatch.setattr(api, "check_source", check_source)
        for name in ("a.py", "b.py"):
            (tmp_path / name).write_text(CODE)
        ended, out, err = run("check", "--fix", "--upn=a@b.c", "--jobs=2")
        assert (ended, err.count("\n")) == (code, 1)
        assert err.startswith(message)
        assert (tmp_path / "a.py").read_text() == CODE
        assert (tmp_path / "b.py").read_text() == (CODE if what == "die" else FIXED)
        assert ("left unchanged: after its fixes: " in out) is (what == "raise")
