"""The exit code of ``permissions`` where a file cannot be read or analysed."""

import json
from pathlib import Path

import pytest

from tests.frontends.permission_runs.runs import Runner
from tests.frontends.permission_runs.test_permissions_command import FORMATS

NOT_PYTHON = "import msal\ndef (\n"


@pytest.mark.parametrize("chosen", FORMATS)
@pytest.mark.parametrize("missing", [True, False])
def test_each_format_shows_what_is_known(run: Runner, chosen: str, *, missing: bool) -> None:
    if not missing:
        Path("broken.py").write_text(NOT_PYTHON)
    done = run(f"--output-format={chosen}", "desktop.py", "broken.py")
    assert done.code == 2
    reason = "No such file or directory" if missing else "invalid syntax"
    (told,) = (line for line in done.err.splitlines() if line.startswith("broken.py: "))
    assert reason in told
    whole = run(f"--output-format={chosen}", "desktop.py")
    assert whole.code == 0
    if chosen == "manifest":
        assert done.out == whole.out
    else:
        assert "Mail.Read" in done.out


def test_a_comparison_does_not_hide_it(run: Runner) -> None:
    held = run("--output-format=manifest", "desktop.py").out.encode()
    assert run("--against=-", "--strict", "desktop.py", stdin=held).code == 0
    for name in ("no-folder", "none.py"):
        assert run("--against=-", "--strict", "desktop.py", name, stdin=held).code == 2
        assert run("--against=-", "--strict", name, stdin=b"[]").code == 2
    empty = json.dumps({"requiredResourceAccess": []}).encode()
    assert run("--against=-", "desktop.py", stdin=empty).code == 1
    assert run("--against=-", "desktop.py", "none.py", stdin=empty).code == 2


def test_what_does_not_point_to_graph_is_not_parsed(run: Runner) -> None:
    Path("other.py").write_text("def (\n")
    assert run("other.py").code == 0
