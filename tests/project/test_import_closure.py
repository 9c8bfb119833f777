"""Which files a file reaches by imports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.files.reader import Reader
from flake8_graph_me.project.modules import import_closure
from flake8_graph_me.project.modules.import_closure import ImportClosures, Scans
from flake8_graph_me.project.modules.import_scan import Import, imports_of
from tests.support.local_files import lay, lookup, write

SCANS = Scans(lambda source, _: len(source))


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    import_closure.forget()
    yield
    import_closure.forget()


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are scanned for imports, as they come."""
    seen: list[str] = []

    def counted(source: str) -> tuple[Import, ...]:
        seen.append(source)
        return imports_of(source)

    monkeypatch.setattr(import_closure, "imports_of", counted)
    return seen


def reached(root: Path, file: str, reader: Reader | None = None) -> list[str]:
    """What a file reaches in a new check, below ``root`` and with slashes."""
    closures = ImportClosures(lookup(root / file, reader=reader), SCANS)
    return [Path(each).relative_to(root).as_posix() for each in closures.closure(str(root / file))]


def test_packages_on_the_way_are_reached(tmp_path: Path) -> None:
    lay(tmp_path, "a/__init__.py", "a/b/__init__.py", "a/b/c.py", **{"run.py": "import a.b.c"})
    assert reached(tmp_path, "run.py") == ["run.py", "a/__init__.py", "a/b/__init__.py", "a/b/c.py"]
    write(tmp_path, {"run.py": "import a.b.missing"})
    assert reached(tmp_path, "run.py") == ["run.py", "a/__init__.py", "a/b/__init__.py"]


def test_names_of_a_package_may_be_modules(tmp_path: Path) -> None:
    lay(tmp_path, "a/__init__.py", "a/b.py", "a/c/__init__.py", "a/d.py")
    write(tmp_path, {"run.py": "def f():\n    from a import b, c, other\n"})
    assert reached(tmp_path, "run.py") == ["run.py", "a/__init__.py", "a/b.py", "a/c/__init__.py"]


def test_relative_imports_reach_what_the_same_absolute_ones_do(tmp_path: Path) -> None:
    lay(tmp_path, "a/__init__.py", "a/b/__init__.py", "a/b/c.py", "a/d.py", "a/b/run.py")
    for relative, absolute in [
        ("from . import c", "from a.b import c"),
        ("from .c import x", "from a.b.c import x"),
        ("from .. import d", "from a import d"),
    ]:
        found = []
        for text in (relative, absolute):
            write(tmp_path, {"a/b/run.py": text})
            found.append(set(reached(tmp_path, "a/b/run.py")))
        assert found[0] >= found[1]
        assert found[0] - found[1] <= {"a/b/__init__.py"}


def test_nearest_first_and_each_once_in_circles(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "",
            "run.py": "import a, b\nimport requests\nimport json\nimport run",
            "a.py": "import c, run",
            "b.py": "import a, d",
            "c.py": "import b",
            "d.py": "from d import e",
        },
    )
    assert reached(tmp_path, "run.py") == ["run.py", "a.py", "b.py", "c.py", "d.py"]
    assert reached(tmp_path, "d.py") == ["d.py"]


def test_namespace_packages_have_no_file_to_reach(tmp_path: Path) -> None:
    lay(tmp_path, "ns/a.py", "ns/in/b.py", **{"run.py": "import ns.a\nfrom ns import a, c\n"})
    assert reached(tmp_path, "run.py") == ["run.py", "ns/a.py"]


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    lay(tmp_path, "b.py", **{"run.py": "import a, b"})
    (tmp_path / "a.py").write_bytes(b"import c # \xe9")
    assert reached(tmp_path, "run.py") == ["run.py", "b.py"]
    assert reached(tmp_path, "not_there.py") == []


def chain(root: Path, length: int) -> None:
    links = {f"m{number}.py": f"import m{number + 1}" for number in range(length)}
    write(root, {"pyproject.toml": "", **links})


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain(tmp_path, 50)
    monkeypatch.setattr(import_closure, "MAX_DEPTH", 30)
    assert len(reached(tmp_path, "m0.py")) == 31
    monkeypatch.setattr(import_closure, "MAX_DEPTH", 100)
    assert len(reached(tmp_path, "m0.py")) == 50
    monkeypatch.setattr(import_closure, "MAX_FILES", 7)
    assert len(reached(tmp_path, "m0.py")) == 7
    monkeypatch.setattr(import_closure, "MAX_LENGTH", 3 * len("import m1"))
    assert len(reached(tmp_path, "m0.py")) == 3


def test_each_content_is_scanned_once(tmp_path: Path, scans: list[str]) -> None:
    write(tmp_path, {"pyproject.toml": "", "a.py": "import b", "b.py": "import c", "c.py": "# c"})
    for file in ("a.py", "b.py", "c.py", "a.py"):
        reached(tmp_path, file)
    assert len(scans) == 3
    write(tmp_path, {"b.py": "import d", "d.py": "# d"})
    assert reached(tmp_path, "a.py") == ["a.py", "b.py", "d.py"]
    assert len(scans) == 5


def test_changes_of_folders_between_checks_are_seen(tmp_path: Path) -> None:
    lay(tmp_path, **{"run.py": "import a.b", "a.py": ""})
    assert reached(tmp_path, "run.py") == ["run.py", "a.py"]
    write(tmp_path, {"a/b.py": ""})
    assert reached(tmp_path, "run.py") == ["run.py", "a.py"]
    (tmp_path / "a.py").unlink()
    assert reached(tmp_path, "run.py") == ["run.py", "a/b.py"]
    write(tmp_path, {"a/__init__.py": ""})
    assert reached(tmp_path, "run.py") == ["run.py", "a/__init__.py", "a/b.py"]
    write(tmp_path, {"a/pyvenv.cfg": ""})
    assert reached(tmp_path, "run.py") == ["run.py"]
    (tmp_path / "a" / "pyvenv.cfg").unlink()
    (tmp_path / "a" / "b.py").unlink()
    assert reached(tmp_path, "run.py") == ["run.py", "a/__init__.py"]


def test_given_text_counts_in_place_of_the_file(tmp_path: Path) -> None:
    lay(tmp_path, "a.py", "b.py", **{"run.py": "import a"})
    over = GivenReader({str(tmp_path / "run.py"): "import b"}, DiskReader())
    assert reached(tmp_path, "run.py", over) == ["run.py", "b.py"]
    assert reached(tmp_path, "run.py") == ["run.py", "a.py"]
    texts = {"run.py": "import a, new", "new.py": "import b"}
    over = GivenReader({str(tmp_path / name): each for name, each in texts.items()}, DiskReader())
    assert reached(tmp_path, "run.py", over) == ["run.py", "a.py", "new.py", "b.py"]
    assert reached(tmp_path, "run.py") == ["run.py", "a.py"]


def test_projects_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_closure, "MAX_KEPT_PROJECTS", 2)
    monkeypatch.setattr(import_closure, "MAX_KEPT_NAMES", 1)
    for _ in range(2):
        for name in ("one", "two", "three"):
            root = tmp_path / name
            lay(root, f"{name}.py", **{"run.py": "import one, two, three"})
            assert reached(root, "run.py") == ["run.py", f"{name}.py"]
