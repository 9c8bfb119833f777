"""No gate hides a finding of a file that comes to its path or its token by way of other files."""

from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.terms.options import Options
from tests.gates.indirect_programs import WAYS
from tests.gates.test_first_look import TOKEN
from tests.support.local_files import write

CLIENT = """\
import requests
from app.tokens import token

BASE = "https://graph.microsoft.com/v1.0"


def get(path):
    return requests.get(BASE + path, headers={"Authorization": "Bearer " + token()})


class Client:
    path = "/users"

    def get(self):
        return get(self.path)

    def fetch(self, path):
        return get(path)
"""
PATHS = """\
MINE = "/me"


def mine():
    return "/me"


class Paths:
    mine = "/me"

    def of(self):
        return "/me"

    @property
    def own(self):
        return "/me"
"""
NOT_FOUND = {
    *("the dictionary of a module", "a module's own hook", "an annotation"),
    *("a subclass", "a class that is patched when a module runs"),
}
"""The ways in which nothing is found in ``user``, with the gates or without."""
CIRCLE = "import app.circle\n\n\ndef other(value):\n    return value\n"


def found(root: Path, names: list[str], *, gates: bool, run: str | None) -> dict[str, list[str]]:
    """The codes and places in each file."""
    return {
        name: [
            f"{each.code} {each.place.span.start}"
            for each in api.check_source(
                (root / name).read_text(encoding="utf-8"),
                str(root / name),
                options=Options(),
                gates=gates,
                run=run,
            )
        ]
        for name in names
    }


@pytest.mark.parametrize("circular", [False, True], ids=["", "in a circle"])
@pytest.mark.parametrize("way", WAYS)
def test_what_matters_by_way_of_others(tmp_path: Path, way: str, *, circular: bool) -> None:
    modules = {"tokens": TOKEN, "client": CLIENT, "paths": PATHS, **WAYS[way]}
    if circular:
        every = "".join(f"import app.{name}\n" for name in modules)
        modules = {name: f"import app.circle\n{text}" for name, text in modules.items()}
        modules |= {"circle": every, "other": CIRCLE}
    sources = {f"app/{name}.py": text for name, text in modules.items()}
    write(tmp_path, {"pyproject.toml": "", "app/__init__.py": "", **sources})
    names = list(sources)
    without = found(tmp_path, names, gates=False, run=None)
    assert bool(without["app/user.py"]) is (way not in NOT_FOUND)
    assert found(tmp_path, names, gates=True, run=None) == without
    assert found(tmp_path, names, gates=True, run=api.new_run()) == without
