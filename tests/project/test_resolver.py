"""Which file an import names."""

import os
from pathlib import Path

import pytest

from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.modules import resolver
from flake8_graph_me.project.modules.layout import project_of
from tests.support.local_files import found, lay, lookup, write

links = pytest.mark.skipif(os.name == "nt", reason="Windows guards links")


def test_source_layout(tmp_path: Path) -> None:
    lay(tmp_path, "src/app/__init__.py", "src/app/mail.py", "src/app/api/__init__.py")
    write(tmp_path, {"src/app/api/http.py": "", "tests/test_app.py": "", "run.py": ""})
    for importer in ("src/app/mail.py", "tests/test_app.py", "run.py"):
        assert found(tmp_path, importer, "app") == "src/app/__init__.py"
        assert found(tmp_path, importer, "app.mail") == "src/app/mail.py"
        assert found(tmp_path, importer, "app.api.http") == "src/app/api/http.py"
        assert found(tmp_path, importer, "app.missing") is None
        assert found(tmp_path, importer, "mail") is None
        assert found(tmp_path, importer, "missing") is None


def test_flat_layout_and_scripts(tmp_path: Path) -> None:
    lay(tmp_path, "config.py", "app/__init__.py", "app/mail.py", "scripts/run.py")
    write(tmp_path, {"scripts/helper.py": "", "deep/er/run.py": ""})
    assert found(tmp_path, "scripts/run.py", "helper") == "scripts/helper.py"
    assert found(tmp_path, "scripts/run.py", "config") == "config.py"
    assert found(tmp_path, "scripts/run.py", "app.mail") == "app/mail.py"
    assert found(tmp_path, "deep/er/run.py", "config") == "config.py"
    assert found(tmp_path, "deep/er/run.py", "helper") is None
    assert found(tmp_path, "app/mail.py", "config") == "config.py"
    assert found(tmp_path, "stdin.py", "config") == "config.py"


def test_relative_names(tmp_path: Path) -> None:
    lay(tmp_path, "a/__init__.py", "a/b/__init__.py", "a/b/c.py", "a/b/d.py", "a/e.py", "f.py")
    assert found(tmp_path, "a/b/c.py", "", 1) == "a/b/__init__.py"
    assert found(tmp_path, "a/b/c.py", "d", 1) == "a/b/d.py"
    assert found(tmp_path, "a/b/__init__.py", "d", 1) == "a/b/d.py"
    assert found(tmp_path, "a/b/c.py", "", 2) == "a/__init__.py"
    assert found(tmp_path, "a/b/c.py", "e", 2) == "a/e.py"
    assert found(tmp_path, "a/b/c.py", "b.d", 2) == "a/b/d.py"
    assert found(tmp_path, "a/b/c.py", "f", 3) == "f.py"
    assert found(tmp_path, "a/b/c.py", "", 4) is None
    assert found(tmp_path, "a/b/c.py", "x", 9999) is None
    assert found(tmp_path, "a/b/c.py", "e", 1) is None
    assert found(tmp_path, "f.py", "f", 1) == "f.py"


def test_names_of_the_standard_library_are_local_below_a_package_only(tmp_path: Path) -> None:
    lay(tmp_path, "http.py", "mailer/__init__.py", "mailer/http.py", "mailer/main.py")
    lay(tmp_path, "email/__init__.py", "__main__.py", "src/json.py")
    for name in ("http", "email", "json", "email.mime", "__main__", "sys", "__future__"):
        assert found(tmp_path, "mailer/main.py", name) is None
        assert found(tmp_path, "run.py", name) is None
    assert found(tmp_path, "mailer/main.py", "http", 1) == "mailer/http.py"
    assert found(tmp_path, "run.py", "mailer.http") == "mailer/http.py"


def test_regular_package_wins_over_module(tmp_path: Path) -> None:
    lay(tmp_path, "x/__init__.py", "x.py", "y/z.py", "y.py")
    assert found(tmp_path, "run.py", "x") == "x/__init__.py"
    assert found(tmp_path, "run.py", "y") == "y.py"
    assert found(tmp_path, "run.py", "y.z") is None


def test_first_folder_with_the_name_decides(tmp_path: Path) -> None:
    lay(tmp_path, "scripts/run.py", "scripts/util/__init__.py", "util/__init__.py", "util/x.py")
    assert found(tmp_path, "scripts/run.py", "util") == "scripts/util/__init__.py"
    assert found(tmp_path, "scripts/run.py", "util.x") is None


def test_namespace_packages(tmp_path: Path) -> None:
    lay(tmp_path, "scripts/run.py", "scripts/ns/a.py", "ns/b.py", "src/ns/inner/c.py")
    assert found(tmp_path, "scripts/run.py", "ns.a") == "scripts/ns/a.py"
    assert found(tmp_path, "scripts/run.py", "ns.b") == "ns/b.py"
    assert found(tmp_path, "scripts/run.py", "ns.inner.c") == "src/ns/inner/c.py"
    assert found(tmp_path, "scripts/run.py", "ns") == "scripts/ns/ ns/ src/ns/"
    assert found(tmp_path, "scripts/run.py", "ns.missing") is None
    assert found(tmp_path, "ns/b.py", "", 1) == "ns/"


def test_regular_module_in_a_later_folder_wins_over_namespace(tmp_path: Path) -> None:
    lay(tmp_path, "scripts/run.py", "scripts/x/a.py", "x.py", "scripts/y/a.py", "y/__init__.py")
    assert found(tmp_path, "scripts/run.py", "x") == "x.py"
    assert found(tmp_path, "scripts/run.py", "x.a") is None
    assert found(tmp_path, "scripts/run.py", "y") == "y/__init__.py"
    assert found(tmp_path, "scripts/run.py", "y.a") is None


def test_folder_without_modules_is_no_package(tmp_path: Path) -> None:
    lay(tmp_path, "requests/get.json", "requests/more/post.json", "azure/deploy-all.py")
    assert found(tmp_path, "run.py", "requests") is None
    assert found(tmp_path, "run.py", "requests.adapters") is None
    assert found(tmp_path, "run.py", "azure") is None
    assert found(tmp_path, "run.py", "azure.identity") is None


def test_folders_of_a_namespace_package_are_looked_through_within_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, "ns/a/b/c.py")
    monkeypatch.setattr(resolver, "MAX_NAMESPACE_FOLDERS", 3)
    assert found(tmp_path, "run.py", "ns") == "ns/"
    monkeypatch.setattr(resolver, "MAX_NAMESPACE_FOLDERS", 2)
    assert found(tmp_path, "run.py", "ns") is None
    assert found(tmp_path, "run.py", "ns.a.b.c") == "ns/a/b/c.py"


def test_only_python_files_are_modules(tmp_path: Path) -> None:
    lay(tmp_path, "a.pyi", "b.pyc", "c.txt", "d/__init__.pyi", "e.py/x", "f/__init__.py/x")
    for name in "abcdef":
        assert found(tmp_path, "run.py", name) is None


@pytest.mark.parametrize(
    "name", ["", ".", "a.", ".a", "a..b", "a b", "a-b", "1a", "a/b", "..", "a\0"]
)
def test_what_is_no_name_is_nothing(name: str, tmp_path: Path) -> None:
    lay(tmp_path, "a/__init__.py", "a/b.py", "a-b.py", "1a.py", "a b.py")
    assert found(tmp_path, "run.py", name) is None


def test_long_names_are_nothing(tmp_path: Path) -> None:
    parts = ["a"] * resolver.MAX_NAME_PARTS
    lay(tmp_path, "/".join(parts) + ".py", "/".join([*parts, "a"]) + ".py")
    assert found(tmp_path, "run.py", ".".join(parts)) == "/".join(parts) + ".py"
    assert found(tmp_path, "run.py", ".".join([*parts, "a"])) is None


def test_case_counts_even_if_the_disk_does_not_care(tmp_path: Path) -> None:
    lay(tmp_path, "Mail.py", "App/__init__.py", "App/Http.py")
    assert found(tmp_path, "run.py", "Mail") == "Mail.py"
    assert found(tmp_path, "run.py", "App.Http") == "App/Http.py"
    for name in ("mail", "MAIL", "app", "App.http"):
        assert found(tmp_path, "run.py", name) is None


def test_letters_that_are_the_same_in_names(tmp_path: Path) -> None:
    lay(tmp_path, "file.py", "größe.py")
    assert found(tmp_path, "run.py", "ﬁle") == "file.py"
    assert found(tmp_path, "run.py", "größe") == "größe.py"


def test_environment_in_the_root_is_not_the_project(tmp_path: Path) -> None:
    lay(tmp_path, "venv/pyvenv.cfg", "venv/tool.py", "venv/lib/__init__.py", "run.py")
    lay(tmp_path, "deps/site-packages/msal/__init__.py", "deps/site-packages/own.py")
    for name in ("venv.tool", "venv.lib", "venv", "msal", "own"):
        assert found(tmp_path, "run.py", name) is None
    assert found(tmp_path, "venv/tool.py", "lib") is None
    assert found(tmp_path, "venv/tool.py", "run") is None
    assert found(tmp_path, "venv/lib/x.py", "", 1) is None
    assert found(tmp_path, "deps/site-packages/msal/x.py", "", 1) is None


@links
def test_links_lead_within_the_root_only(tmp_path: Path) -> None:
    root = lay(tmp_path / "project", "real/__init__.py", "real/a.py", "run.py", "src/out.py")
    write(tmp_path, {"outside/__init__.py": "", "outside/b.py": ""})
    write(root, {"env/pyvenv.cfg": "", "env/msal.py": ""})
    (root / "linked").symlink_to(root / "real")
    (root / "module.py").symlink_to(root / "real" / "a.py")
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "b.py").symlink_to(tmp_path / "outside" / "b.py")
    (root / "space").mkdir()
    (root / "space" / "inner").symlink_to(tmp_path / "outside")
    (root / "msal.py").symlink_to(root / "env" / "msal.py")
    (root / "circle").symlink_to(root / "circle")
    (root / "up").symlink_to(root)
    assert found(root, "run.py", "linked.a") == "linked/a.py"
    assert found(root, "run.py", "module") == "module.py"
    assert found(root, "run.py", "up.up.up.run") == "up/up/up/run.py"
    for name in ("out", "out.b", "b", "space.inner", "space.inner.b", "msal", "circle", "circle.a"):
        assert found(root, "run.py", name) is None
    assert found(root, "out/b.py", "", 1) is None
    assert found(root, "out/b.py", "run") is None


@links
def test_unreadable_ends_hide_nothing_else(tmp_path: Path) -> None:
    lay(tmp_path, "scripts/run.py", "a.py")
    (tmp_path / "scripts" / "a.py").symlink_to(tmp_path / "nowhere")
    assert found(tmp_path, "scripts/run.py", "a") == "a.py"


def test_one_check_sees_folders_as_they_were_first(tmp_path: Path) -> None:
    lay(tmp_path, "run.py", "a.py")
    importer = str(tmp_path / "run.py")
    first = lookup(tmp_path / "run.py")
    assert first.find(importer, "a") is not None
    assert first.find(importer, "b") is None
    (tmp_path / "a.py").unlink()
    write(tmp_path, {"b.py": "", "a.py/x": ""})
    assert first.find(importer, "a") is not None
    assert first.find(importer, "b") is None
    second = lookup(tmp_path / "run.py")
    assert second.find(importer, "a") is None
    assert second.find(importer, "b") is not None


def test_names_of_modules(tmp_path: Path) -> None:
    lay(tmp_path, "src/a/__init__.py", "src/a/b/__init__.py", "src/a/b/c.py", "src/a/d.py", "e.py")
    modules = lookup(tmp_path / "e.py")
    importer = str(tmp_path / "src" / "a" / "b" / "c.py")
    for name, level, expected in [
        ("a.d", 0, "a.d"),
        ("d", 2, "a.d"),
        ("", 1, "a.b"),
        ("", 2, "a"),
        ("src.a.d", 0, "src.a.d"),
    ]:
        module = modules.find(importer, name, level)
        assert module is not None
        assert module.name == expected
    assert modules.module_at(importer).name == "a.b.c"
    assert modules.module_at(str(tmp_path / "src" / "a" / "__init__.py")).name == "a"
    assert modules.module_at(str(tmp_path / "e.py")).name == "e"


def test_same_module_has_the_same_key(tmp_path: Path) -> None:
    lay(tmp_path, "src/a/__init__.py", "src/a/d.py", "src/a/n/x.py")
    modules = lookup(tmp_path / "src" / "a" / "d.py")
    importer = str(tmp_path / "src" / "a" / "d.py")
    ways = [("a.d", 0), ("src.a.d", 0), ("d", 1)]
    keys = {module.key for way in ways if (module := modules.find(importer, *way))}
    assert keys == {importer, modules.module_at(importer).key}
    package = modules.find(importer, "a")
    assert package is not None
    below = modules.below(package, "d")
    assert below is not None
    assert (below.name, below.key) == ("a.d", importer)
    inner = modules.below(package, "n")
    assert inner == modules.find(importer, "n", 1)
    for name in ("e", "", "d.py", "../a"):
        assert modules.below(package, name) is None
    assert modules.below(below, "a") is None


def test_given_sources_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"on_disk.py": ""})
    reader = GivenReader(
        {"app.py": "", "src/pkg/__init__.py": "", "src/pkg/a.py": "", "ns/b.py": ""}
    )
    modules = resolver.ModuleLookup(project_of("app.py", (), reader), reader)
    for name, file in [("pkg.a", "src/pkg/a.py"), ("ns.b", "ns/b.py"), ("on_disk", None)]:
        module = modules.find("app.py", name)
        assert (None if module is None else module.file) == (
            None if file is None else str(Path(file).absolute())
        )
    relative = modules.find("src/pkg/a.py", "", 1)
    assert relative is not None
    assert relative.file == str(Path("src/pkg/__init__.py").absolute())
