"""The modules of a project as the interpreter needs them."""

import subprocess
import sys
from pathlib import Path

import pytest

from flake8_graph_me.project.modules import import_closure, parsed_cache
from flake8_graph_me.project.modules.import_closure import ImportClosures, Scans
from flake8_graph_me.project.modules.interface import ModulePlace, ProjectModules
from flake8_graph_me.project.modules.local_modules import LocalModules
from tests.support.local_files import lookup, write


@pytest.fixture(autouse=True)
def _fresh() -> None:
    parsed_cache.forget()
    import_closure.forget()


def modules(root: Path, *interesting: str) -> ProjectModules:
    closures = ImportClosures(lookup(root / "run.py"), Scans(lambda source, _: len(source)))
    return LocalModules(closures, lambda file: Path(file).name in interesting)


def place(given: ModulePlace | None) -> ModulePlace:
    assert given is not None
    return given


def test_found_parsed_and_below(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "run.py": "", "a/__init__.py": "x = 1\n", "a/b.py": "y"})
    write(tmp_path, {"ns/c.py": "z", "a/broken.py": "("})
    local = modules(tmp_path)
    importer = str(tmp_path / "run.py")
    package = place(local.find(importer, "a", 0))
    assert package == ModulePlace(
        str(tmp_path / "a" / "__init__.py"), "a", str(tmp_path / "a" / "__init__.py")
    )
    parsed = local.parsed(package)
    assert parsed is not None
    assert parsed.source == "x = 1\n"
    assert local.below(package, "b") == local.find(importer, "a.b", 0)
    assert local.below(package, "x") is None
    assert local.parsed(place(local.find(importer, "a.broken", 0))) is None
    namespace = place(local.find(importer, "ns", 0))
    assert namespace.file is None
    assert local.parsed(namespace) is None
    assert local.below(namespace, "c") == local.find(importer, "ns.c", 0)
    assert local.find(importer, "requests", 0) is None


def test_checked_file_has_the_place_that_others_find(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "", "run.py": "", "a.py": "import run"})
    local = LocalModules(
        ImportClosures(lookup(tmp_path / "run.py"), Scans(lambda source, _: len(source))),
        lambda _: True,
    )
    assert local.at(str(tmp_path / "run.py")) == local.find(str(tmp_path / "a.py"), "run", 0)


def test_what_matters(tmp_path: Path) -> None:
    texts = {"a.py": "import b", "b.py": "import c, a", "c.py": "", "d.py": "", "ns/e.py": ""}
    write(tmp_path, {"pyproject.toml": "", "run.py": "", **texts})
    local = modules(tmp_path, "c.py")
    importer = str(tmp_path / "run.py")
    for name, expected in [("a", True), ("b", True), ("c", True), ("d", False), ("ns", False)]:
        found = place(local.find(importer, name, 0))
        assert local.matters(found) is expected
        assert local.matters(found) is expected


@pytest.mark.parametrize("interesting", [(), ("m0.py",), ("m79.py",)])
def test_modules_that_import_each_other_are_looked_at_a_few_times(
    tmp_path: Path, interesting: tuple[str, ...]
) -> None:
    names = [f"m{number}" for number in range(80)]
    every = "".join(f"import {name}\n" for name in names)
    write(tmp_path, {"pyproject.toml": "", "run.py": every, "pass.py": ""})
    write(tmp_path, {f"{name}.py": every for name in names})
    looked: list[str] = []

    def of_interest(file: str) -> bool:
        looked.append(file)
        return Path(file).name in interesting

    closures = ImportClosures(lookup(tmp_path / "run.py"), Scans(lambda source, _: len(source)))
    reached = LocalModules(closures, of_interest).reached(str(tmp_path / "run.py"))
    assert len(reached) == (len(names) if interesting else 0)
    assert len(looked) <= 4 * len(names)


def test_a_file_that_leads_nowhere_is_not_said_to(tmp_path: Path) -> None:
    """What a walk passed without finding anything is known to lead nowhere, and nothing else is."""
    texts = {"a.py": "import b, c", "b.py": "import d", "c.py": "import e", "d.py": "", "e.py": ""}
    write(tmp_path, {"pyproject.toml": "", "run.py": "import a", **texts})
    local = modules(tmp_path, "e.py")
    matter = {Path(each.file or "").stem for each in local.reached(str(tmp_path / "run.py"))}
    assert matter == {"a", "c", "e"}


@pytest.mark.parametrize(
    "module",
    ["modules.import_closure", "modules.resolver", "files.disk_reader", "files.given_reader"],
)
def test_cheap_half_needs_no_parser(module: str) -> None:
    program = (
        f"import sys, flake8_graph_me.project.{module}\n"
        "heavy = {'libcst', 'jwt', 'flake8_graph_me.syntax.parsing'}\n"
        "assert not heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
