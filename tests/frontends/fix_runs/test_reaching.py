"""Which files reach which, and which use a text correctly, while texts change."""

from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.frontends.fix_runs.reaching import Reach
from flake8_graph_me.frontends.fix_runs.right_uses import RightUses
from flake8_graph_me.terms.options import Options
from tests.frontends.fix_runs.test_fixes_across_files import AUTH, PATHS, REPORT, request
from tests.specification.judging import write

OPTIONS = Options(upn="adele@contoso.com")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def test_who_reaches_whom_changes_with_the_texts(folder: Path) -> None:
    write({"a.py": "", "b.py": "import c\n", "c.py": "", "d.py": "import a\n"}, folder)
    a, b, c, d = (str(folder / f"{name}.py") for name in "abcd")
    texts: dict[str, str] = {}
    reach = Reach(OPTIONS, ["d.py", "a.py", "./b.py", "c.py"], lambda: texts)
    reach.look_for([a, c])
    assert (reach.users(a), reach.users(c), reach.users(b)) == ([d, a], [b, c], [])
    texts[a] = "import c\n"
    reach.look_again({a})
    assert (reach.users(a), reach.users(c)) == ([d, a], [d, a, b, c])
    assert [reach.of(file) for file in (d, b, "e.py")] == [frozenset({a, c}), {c}, frozenset()]
    reach.look_for([b])
    assert reach.users(b) == [b]
    assert reach.all_of([d, "e.py"]) == [{d, a, c}, set()]


def test_right_uses_change_with_the_texts(folder: Path) -> None:
    for name, data in (("auth.py", AUTH), ("paths.py", PATHS), ("report.py", REPORT)):
        (folder / name).write_bytes(data)
    write({"page.py": request("user_token()")}, folder)
    paths, page, report = (str(folder / name) for name in ("paths.py", "page.py", "report.py"))
    texts: dict[str, str] = {}
    reach = Reach(OPTIONS, ["auth.py", "page.py", "paths.py", "report.py"], lambda: texts)
    uses = RightUses(OPTIONS, reach, lambda: texts, lambda _: None)
    reach.look_for([paths, page])
    findings = api.check_source(REPORT.decode(), report, options=OPTIONS)
    (spared,) = uses.spared(findings)
    assert "used in a request where '/me' is correct (page.py:7)" in str(spared.withheld)
    texts[page] = request("app_token()")
    uses.forget({page})
    assert uses.spared(findings) == list(findings)
    texts[page] = request("user_token()")
    uses.forget({page})
    assert uses.spared(findings) == [spared]
