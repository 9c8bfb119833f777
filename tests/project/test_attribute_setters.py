"""Which files of a project set an attribute of some name."""

from pathlib import Path

import pytest

from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.modules import attribute_setters
from flake8_graph_me.project.modules.attribute_setters import is_set_below
from tests.support.local_files import write


def is_set(root: Path, *besides: str) -> bool:
    return is_set_below(str(root), DiskReader(), "TOKEN", [str(root / each) for each in besides])


@pytest.mark.parametrize(
    "source",
    [
        "import state\nstate.TOKEN = 1\n",
        "import state\nstate.TOKEN: str = 'x'\n",
        "import state\nstate.TOKEN += 'x'\n",
        "import state\na, (b, state.TOKEN) = x\n",
        "import state\nfor state.TOKEN in x: pass\n",
        "import state\ndel state.TOKEN\n",
        "import state\nsetattr(state, 'TOKEN', 1)\n",
        "def test(monkeypatch):\n    monkeypatch.setattr('app.state.TOKEN', 1)\n",
        "with mock.patch('state.TOKEN', 'x'): pass\n",
        "with mock.patch.object(state, 'TOKEN', 'x'): pass\n",
        "not Python: TOKEN",
    ],
)
def test_set(tmp_path: Path, source: str) -> None:
    write(tmp_path, {"state.py": "", "deep/er/other.py": source})
    assert is_set(tmp_path)
    assert not is_set(tmp_path, "deep/er/other.py")


@pytest.mark.parametrize(
    "source",
    [
        "import state\nprint(state.TOKEN)\n",
        "TOKEN = 1\n",
        "import state\nstate.TOKENS = 1\n",
        "import state\nstate.TOKEN.value = 1\n",
        "import state\nstate.TOKEN[0] = 1\n",
        "x.get('TOKEN')\n",
        "# state.TOKEN = 1\n",
    ],
)
def test_not_set(tmp_path: Path, source: str) -> None:
    write(tmp_path, {"other.py": source})
    assert not is_set(tmp_path)


def test_installed_code_does_not_count(tmp_path: Path) -> None:
    source = "import state\nstate.TOKEN = 1\n"
    write(tmp_path, {"env/pyvenv.cfg": "", "env/lib/a.py": source, "node_modules/b.py": source})
    write(tmp_path, {".tox/c.py": source, "lib/site-packages/d.py": source, "notes.txt": source})
    assert not is_set(tmp_path)


@pytest.mark.parametrize("bound", ["MAX_FOLDERS", "MAX_FILES"])
def test_past_a_bound_anybody_may_set_it(
    tmp_path: Path, bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a/one.py": "", "b/two.py": "", "c/three.py": ""})
    assert not is_set(tmp_path)
    monkeypatch.setattr(attribute_setters, bound, 2)
    assert is_set(tmp_path)


def test_what_links_lead_to_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, {"out/o.py": "import state\nstate.TOKEN = 1\n", "root/a.py": ""})
    (tmp_path / "root" / "link").symlink_to("../out")
    assert not is_set(tmp_path / "root")
    assert is_set(tmp_path)
