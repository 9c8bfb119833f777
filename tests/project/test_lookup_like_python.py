"""Module lookup agrees with Python's own import system, in all kinds of layouts."""

import json
import random
import subprocess
import sys
from pathlib import Path

from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.modules.layout import Territory, project_of
from flake8_graph_me.project.modules.resolver import FoundModule, ModuleLookup
from tests.support.local_files import lay

LAYOUTS = 150
NAMES = ("aa", "bb", "cc")

# Prints, for each list of folders and names, what Python finds: a file, or folders.
ASK_PYTHON = """
import importlib, importlib.util, json, sys

def origin(name):
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return None
    if spec is None:
        return None
    return [spec.origin] if spec.has_location else list(spec.submodule_search_locations)

own = list(sys.path)
modules = set(sys.modules)
answers = []
for folders, names in json.load(sys.stdin):
    sys.path[:] = [*folders, *own]
    importlib.invalidate_caches()
    answers.append([origin(name) for name in names])
    for name in set(sys.modules) - modules:
        if name.split(".")[0] in ("aa", "bb", "cc", "src"):
            del sys.modules[name]
json.dump(answers, sys.stdout)
"""


def layout(chance: random.Random, root: Path) -> list[Path]:
    """A project of a few random files; those of them that are Python's."""
    depths = [chance.choice((1, 1, 2, 2, 3, 4)) for _ in range(chance.randint(2, 9))]
    names = []
    for depth in depths:
        parts = [chance.choice((*NAMES, *NAMES, "src")) for _ in range(depth)]
        last = chance.choice(("__init__.py", "__init__.py", "aa.py", "bb.py", "cc.py", "aa.pyi"))
        names.append("/".join([*parts[1:], last]))
    lay(root, *(name for name in names if not (root / name).is_dir()))
    return sorted(root.rglob("*.py"))


def paths(module: FoundModule | None) -> list[str] | None:
    if module is None:
        return None
    return [module.file] if module.file is not None else list(module.folders)


def python_says(questions: list[tuple[list[str], list[str]]]) -> list[list[list[str] | None]]:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", ASK_PYTHON],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[list[list[str] | None]] = json.loads(done.stdout)
    return answers


def asked(chance: random.Random) -> list[str]:
    whole = [".".join(chance.choices((*NAMES, "src"), k=depth)) for depth in (2, 2, 3, 3, 4)]
    return [*NAMES, *whole]


def test_absolute_names(tmp_path: Path) -> None:
    chance = random.Random(1)
    questions: list[tuple[list[str], list[str]]] = []
    lookups: list[tuple[ModuleLookup, str]] = []
    for number in range(LAYOUTS):
        root = tmp_path / str(number)
        for file in chance.sample(files := layout(chance, root), min(2, len(files))):
            reader = DiskReader()
            project = project_of(str(file), (), reader)
            folders = Territory(project, reader).search_folders(str(file.parent))
            questions.append((list(folders), asked(chance)))
            lookups.append((ModuleLookup(project, reader), str(file)))
    found = 0
    for (modules, importer), (searched, names), answers in zip(
        lookups, questions, python_says(questions), strict=True
    ):
        for name, answer in zip(names, answers, strict=True):
            module = modules.find(importer, name)
            where = f"{name} in {importer} by {searched}"
            if module is None and answer is not None:
                # A namespace package in which there is no module to import.
                assert all(Path(each).is_dir() for each in answer), where
                assert not any(path for each in answer for path in Path(each).rglob("*.py")), where
            else:
                assert paths(module) == answer, where
                found += answer is not None
    assert found > LAYOUTS


def test_relative_names(tmp_path: Path) -> None:
    chance = random.Random(2)
    questions: list[tuple[list[str], list[str]]] = []
    ours: list[tuple[str, list[list[str] | None]]] = []
    for number in range(LAYOUTS):
        root = tmp_path / str(number)
        for file in layout(chance, root):
            reader = DiskReader()
            project = project_of(str(file), (), reader)
            top = Territory(project, reader).top(str(file.parent))
            package = list(file.parent.relative_to(top).parts)
            if not package:
                continue
            modules = ModuleLookup(project, reader)
            level = chance.randint(1, len(package))
            base = package[: len(package) - level + 1]
            names = ["", *asked(chance)]
            questions.append(([top], [".".join([*base, name]).rstrip(".") for name in names]))
            ours.append(
                (str(file), [paths(modules.find(str(file), name, level)) for name in names])
            )
    found = 0
    for (importer, given), (_, names), answers in zip(
        ours, questions, python_says(questions), strict=True
    ):
        assert dict(zip(names, given, strict=True)) == dict(zip(names, answers, strict=True)), (
            importer
        )
        found += sum(answer is not None for answer in answers)
    assert found > LAYOUTS
