"""The first test of a file: it misses no word, sees files that change, and lets given texts win."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.gates import first_look, words
from flake8_graph_me.gates.signs import acquiring, shown
from flake8_graph_me.terms.options import Options
from tests.support.local_files import write

HARMLESS = "def token():\n    return ''\n"
TOKEN = """\
import msal

app = msal.ConfidentialClientApplication("id", client_credential="secret")


def token():
    scopes = ["https://graph.microsoft.com/.default"]
    return app.acquire_token_for_client(scopes=scopes)["access_token"]
"""
REQUEST = """\
import requests
from app.between import token

headers = {"Authorization": f"Bearer {token()}"}
requests.get("https://graph.microsoft.com/v1.0/me", headers=headers)
"""
BETWEEN = "from app.tokens import token\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose request carries no token of an application yet."""
    texts = {"tokens": HARMLESS, "between": BETWEEN, "request": REQUEST, "__init__": ""}
    modules = {f"app/{name}.py": text for name, text in texts.items()}
    return write(tmp_path, {"pyproject.toml": "", **modules})


def codes(
    project: Path, sources: Mapping[str, str] | None = None, run: str | None = None
) -> list[str]:
    found = api.check_source(
        REQUEST, str(project / "app/request.py"), options=Options(), sources=sources, run=run
    )
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    "word",
    [
        *(words.JWT, *words.GRANTS, words.HEADER, words.HEADER.upper(), "X-Identity-heADER"),
        *(*words.ACQUIRING, *words.ASKING, *words.BY_ANYTHING),
    ],
)
def test_each_word_is_found(word: str) -> None:
    assert acquiring(f"x = '{word}'", ())
    assert acquiring(f"x = '{word}'", ()) <= shown(f"x = '{word}'", ())


def test_a_file_that_changes_is_seen_by_the_next_call(project: Path) -> None:
    assert codes(project) == []
    write(project, {"app/tokens.py": TOKEN})
    assert codes(project) == ["GME001"]
    write(project, {"app/tokens.py": HARMLESS})
    assert codes(project) == []


def test_a_file_that_comes_or_goes_is_seen_by_the_next_call(project: Path) -> None:
    (project / "app/tokens.py").unlink()
    assert codes(project) == []
    write(project, {"app/tokens.py": TOKEN})
    assert codes(project) == ["GME001"]
    write(project, {"app/between.py": HARMLESS})
    assert codes(project) == []
    write(project, {"app/between/__init__.py": BETWEEN})
    assert codes(project) == ["GME001"]


def test_given_texts_win_over_files(project: Path) -> None:
    tokens = str(project / "app/tokens.py")
    assert codes(project, {tokens: TOKEN}) == ["GME001"]
    assert codes(project) == []
    write(project, {"app/tokens.py": TOKEN})
    assert codes(project) == ["GME001"]
    assert codes(project, {tokens: HARMLESS}) == []


def test_the_text_of_the_file_itself_wins(project: Path) -> None:
    path = str(project / "app/request.py")
    alone = f'{TOKEN}\nimport requests\nheaders = {{"Authorization": f"Bearer {{token()}}"}}\n'
    request = REQUEST.splitlines()[-1]
    found = api.check_source(f"{alone}{request}\n", path, options=Options())
    assert [finding.code for finding in found] == ["GME001"]


def test_a_run_sees_each_file_once(project: Path) -> None:
    assert codes(project, run="one") == []
    write(project, {"app/tokens.py": TOKEN})
    assert codes(project, run="one") == []
    assert codes(project, run="two") == ["GME001"]


def test_a_file_that_is_not_on_disk_is_never_ruled_out(project: Path) -> None:
    missing = str(project / "app/missing.py")
    assert not first_look.rules_out(missing, Options(), "run")
    assert not first_look.rules_out(missing, Options(), "run", source="x = 1\n")
    assert first_look.rules_out(str(project / "app/between.py"), Options(), "run")
    assert not first_look.rules_out(
        str(project / "app/between.py"), Options(app_only=("app.*",)), "run"
    )


def test_files_that_cannot_be_decoded_are_reported(project: Path) -> None:
    path = project / "app/broken.py"
    path.write_bytes(b"x = '\xff'\n")
    found = api.check_paths([path, project / "app/between.py"], options=Options())
    assert [[each.code for each in findings] for findings in found.values()] == [["GME900"], []]
