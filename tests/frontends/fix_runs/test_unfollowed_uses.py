"""Fixes of a text that another file may use in code that was not followed."""

import functools
from pathlib import Path

import pytest

from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.frontends.command import command
from flake8_graph_me.pipeline import text_uses
from tests.frontends.fix_runs.test_fixes_across_files import (
    AUTH,
    MENDED,
    PATHS,
    REPORT,
    contents,
    request,
)

CHECK = ("check", "--isolated", "--upn=adele@contoso.com", "--fix")


def begin(folder: Path, page: str, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Write a project, in which uses elsewhere are looked for in so many steps."""
    files = {"pyproject.toml": b"", "auth.py": AUTH, "paths.py": PATHS, "report.py": REPORT}
    for name, data in {**files, "page.py": page.encode()}.items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(text_uses, "interpret", functools.partial(interpret, steps=steps))


@pytest.mark.parametrize("token", ["user_token()", "app_token()"])
def test_code_that_is_not_followed_keeps_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], token: str
) -> None:
    begin(tmp_path, request(token), monkeypatch, 3)
    before = contents(tmp_path)
    assert command.main((*CHECK, "--unsafe-fixes", "--output-format=full", ".")) == 1
    assert contents(tmp_path) == before
    why = "code that is too complex to analyse completely (page.py:4)"
    assert f"no fix: the text may also be used in {why}" in capfd.readouterr().out


def test_code_that_is_followed_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = request("user_token()").replace("ME", "GRAPH")
    begin(tmp_path, page, monkeypatch, 1000)
    assert command.main((*CHECK, ".")) == 0
    assert (tmp_path / "paths.py").read_bytes() == MENDED
