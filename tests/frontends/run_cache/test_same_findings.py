"""Programs of the cases, with findings of every code: the same with a cache, and by any processes;
and what must never come from a cache, or go into one.
"""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_graph_me.frontends.run_cache.document import decoded, encoded
from tests.frontends.run_cache.cached_runs import REQUEST, TOKENS, CachedRuns
from tests.support import case_tree
from tests.support.local_files import write
from tests.support.made_tokens import app_only, signed

CHECK = (sys.executable, "-m", "flake8_graph_me", "check", "--isolated", "--output-format=json")


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        (*CHECK, "--extend-select=GME006,GME901", *arguments),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_over_all_programs(tmp_path: Path) -> None:
    case_tree.lay(tmp_path, 40)
    cache = f"--cache-dir={tmp_path / 'cache'}"
    found = run(tmp_path, "--no-cache", "--jobs=2")
    assert found[0] == 1
    assert len(json.loads(found[1])) > 20
    for jobs in (2, 1, 2):
        assert run(tmp_path, cache, f"--jobs={jobs}") == found
    shutil.rmtree(tmp_path / "cache")
    assert run(tmp_path, cache, "--jobs=1") == found
    changed = sorted(tmp_path.glob("program*/*.py"))[::5]
    for path in changed:
        path.write_text("import json\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    found = run(tmp_path, "--no-cache", "--jobs=2")
    assert run(tmp_path, cache, "--jobs=2") == found
    assert run(tmp_path, cache, "--jobs=1") == found


def test_two_processes_at_once(tmp_path: Path) -> None:
    case_tree.lay(tmp_path, 400)
    found = run(tmp_path, "--no-cache", "--jobs=1")
    arguments = (*CHECK, "--extend-select=GME006,GME901", f"--cache-dir={tmp_path / 'cache'}")
    for _ in range(2):
        both = [
            subprocess.Popen(arguments, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        assert [one.communicate()[0] for one in both] == [found[1]] * 3
    # Nothing is left of those that came later.
    assert len(list((tmp_path / "cache").iterdir())) == 3


def test_no_token_is_kept(runs: CachedRuns) -> None:
    token = signed(app_only())
    runs.replace("app/tokens.py", f'def token():\n    return "{token}"\n')
    found = runs()
    assert found[1].count("GME004") == 1
    assert runs() == found
    assert "tokens.py" in runs.checked
    assert token[:30] not in runs.document().read_text()
    assert "eyJ" not in runs.document().read_text()


@pytest.mark.parametrize("arguments", [("--fix", "--unsafe-fixes"), ("--diff",)])
def test_fixes_come_from_a_check_of_their_own(runs: CachedRuns, arguments: tuple[str, ...]) -> None:
    runs.settle()
    runs("--upn=a@b.c")
    path = runs.document()
    data = path.read_bytes()
    key = json.loads(data.partition(b"\n")[0])[1]
    document = decoded(data, key, 2)
    first = json.loads(json.dumps(document.section(0)).replace("users/a@b.c", "users/x@y.z"))
    path.write_bytes(encoded(key, [first, document.section(1)]))
    assert "x@y.z" in runs("--upn=a@b.c")[1]
    kept = path.read_bytes()
    code, out, err = runs("--upn=a@b.c", *arguments)
    assert "x@y.z" not in out + err
    assert path.read_bytes() == kept
    text = (runs.project / "app/request.py").read_text()
    assert ("users/a@b.c" in text) is ("--fix" in arguments)
    assert code == (1 if "--diff" in arguments else 0)


def test_a_file_that_cannot_be_decoded(runs: CachedRuns) -> None:
    runs.settle()
    broken = runs.project / "app/broken.py"
    broken.write_bytes(b"x = '\xff'\n")
    found = runs()
    assert found[1].count("GME900") == 1
    assert runs() == found
    assert runs.read == []
    broken.unlink()
    runs.replace("app/broken.py", TOKENS)
    assert runs()[1].count("GME900") == 0


def test_standard_input_beside_files(runs: CachedRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is checked first, and never from a cache; what it looked at is not kept."""
    runs.settle()
    for count in (1, 0, 1):
        text = REQUEST if count else "x = 1\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        found = runs("--stdin-display-name=app/typed.py", "-", "app")
        assert found[1].count("GME001") == 1 + count
    write(runs.project, {"app/missing.py": TOKENS})
    assert runs("app")[1].count("GME001") == 2
