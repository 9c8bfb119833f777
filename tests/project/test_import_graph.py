"""What files have around them is the same as by a walk from each of them."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_graph_me.project.files.decoding import read
from flake8_graph_me.project.modules.import_closure import ImportClosures, Scans, Steps
from flake8_graph_me.project.modules.import_graph import ImportGraph
from flake8_graph_me.project.modules.import_scan import Import
from tests.support.local_files import lookup, write

MODULES = ("a", "b", "c", "p", "p.q", "p.r", "p.s", "p.s.t", "ns.u", "missing", "p.missing")
FILES = {
    "a.py": "a",
    "b.py": "b",
    "c.py": "c",
    "p/__init__.py": "p",
    "p/q.py": "p.q",
    "p/r.py": "p.r",
    "p/s/__init__.py": "p.s",
    "p/s/t.py": "p.s.t",
    "ns/u.py": "ns.u",
}
MARK = "# mark "


def marks(source: str, imports: tuple[Import, ...]) -> frozenset[str]:
    """The marks in a text: comments, and the first parts of what it imports."""
    lines = source.splitlines()
    shown = {line.removeprefix(MARK) for line in lines if line.startswith(MARK)}
    return frozenset(shown | {f"imports {each.name.partition('.')[0]}" for each in imports})


def graph(root: Path) -> ImportGraph[str]:
    return ImportGraph(Steps(lookup(root / "a.py")), marks)


def walked(root: Path, file: str) -> frozenset[str]:
    """What a walk along the imports of each file finds, in a project of few files."""
    scans = Scans(marks)
    found: set[str] = set()
    for _, scan in ImportClosures(lookup(root / file), scans).scanned(str(root / file)):
        assert isinstance(scan.seen, frozenset)
        found |= scan.seen
    return frozenset(found)


def statement(target: str) -> st.SearchStrategy[str]:
    outer, _, last = target.rpartition(".")
    ways = [f"import {target}", f"from {target} import x", f"def f():\n    import {target} as y"]
    ways.append(f"from {outer or '.'} import {last}")
    ways += [f"from .{last} import z", f"from .. import {last}", f"from . import (\n  {last})"]
    return st.sampled_from(ways)


TEXTS = st.lists(st.sampled_from(MODULES).flatmap(statement), max_size=3).map("\n".join)
PROJECTS = st.fixed_dictionaries({}, optional=dict.fromkeys(FILES, TEXTS))


def lay(root: Path, texts: Mapping[str, str]) -> None:
    marked = {name: f"{text}\n{MARK}{FILES[name]}\n" for name, text in texts.items()}
    write(root, {"pyproject.toml": "", **marked})


@settings(max_examples=150, deadline=None)
@given(texts=PROJECTS, order=st.permutations(sorted(FILES)))
def test_all_files_at_once_find_what_each_finds_alone(
    texts: dict[str, str], order: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        lay(root, texts)
        shared = graph(root)
        for file in order:
            assert shared.around(str(root / file)) == walked(root, file), file
            if file in texts:
                own, around = shared.around_text(str(root / file), read(str(root / file)).text)
                assert own == shared.own(str(root / file))
                assert around == walked(root, file)


@settings(max_examples=50, deadline=None)
@given(before=PROJECTS, after=PROJECTS, order=st.permutations(sorted(FILES)))
def test_changes_between_runs_are_seen(
    before: dict[str, str], after: dict[str, str], order: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        lay(root, dict.fromkeys(FILES, "") | before)
        shared = graph(root)
        for file in order:
            shared.around(str(root / file))
        lay(root, after)
        shared.refresh()
        for file in order:
            assert shared.around(str(root / file)) == walked(root, file), file


def test_a_large_circle(tmp_path: Path) -> None:
    count = 3000
    links = {f"m{number}.py": f"import m{(number + 1) % count}" for number in range(count)}
    write(tmp_path, {"pyproject.toml": "", **links, "m7.py": f"import m8\n{MARK}far\n"})
    shared = ImportGraph(Steps(lookup(tmp_path / "m0.py")), marks)
    assert "far" in shared.around(str(tmp_path / "m0.py"))
    assert "far" in shared.around(str(tmp_path / "m8.py"))
    write(tmp_path, {f"m{count - 1}.py": "import m1"})
    shared.refresh()
    assert "far" in shared.around(str(tmp_path / "m8.py"))


def test_a_file_that_cannot_be_read_has_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "a.py": f"import b\n{MARK}a\n", "b.py": ""})
    (tmp_path / "b.py").write_bytes(b"import c # \xe9")
    shared = ImportGraph(Steps(lookup(tmp_path / "a.py")), marks)
    assert shared.own(str(tmp_path / "b.py")) is None
    assert shared.around(str(tmp_path / "a.py")) == {"a", "imports b"}
