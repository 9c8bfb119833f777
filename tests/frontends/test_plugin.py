"""The flake8 plugin, run by flake8 itself in this process."""

import argparse
import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from flake8.main import cli

from flake8_graph_me import api
from flake8_graph_me.frontends import plugin_runs
from flake8_graph_me.frontends.plugin import Plugin
from flake8_graph_me.frontends.plugin_runs import TRUSTED_SECONDS, PluginRuns
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.support import stand_in_check

SOURCE = 'import requests\n\nrequests.get("/me/messages")\n'


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "check_source", stand_in_check.check_source)


def flake8(
    capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str
) -> tuple[int, list[str]]:
    code = cli.main(["-j1", "--isolated", "--select=GME", *arguments, str(folder)])
    out = capsys.readouterr().out.replace(f"{folder}/", "")
    return code, out.splitlines()


@pytest.mark.usefixtures("stand_in")
class TestInFlake8:
    """What flake8 makes of the plugin's findings."""

    def test_reports_with_column_from_one(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "a.py").write_text(SOURCE)
        expected = "a.py:3:16: GME001 GET '/me' needs a signed-in user"
        assert flake8(capsys, tmp_path) == (1, [expected])

    @pytest.mark.parametrize("comment", ["# noqa", "# noqa: GME001", "# noqa:E501,GME0"])
    def test_noqa_silences(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], comment: str
    ) -> None:
        (tmp_path / "a.py").write_text(SOURCE.rstrip() + f"  {comment}\n")
        assert flake8(capsys, tmp_path) == (0, [])

    @pytest.mark.parametrize(
        "source",
        [
            b'x = "\xc3\xa9", "/me"\n',
            b'# coding: latin-1\nx = "\xe9", "/me"\n',
            b'x = "\xe9", "/me"\n',
            b'\xef\xbb\xbfx = "\xc3\xa9", "/me"\r\n',
            b'# \x0c\nx = 1\n\x0cx = "\x0c", "/me"',
            b'a = 1\ry = "\xe2\x80\xa8"\rx = "_", "/me"\r',
        ],
        ids=["utf-8", "latin-1", "undeclared", "mark-and-crlf", "form-feeds", "cr"],
    )
    def test_columns_count_characters_and_lines_are_those_of_python(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], source: bytes
    ) -> None:
        path = tmp_path / "a.py"
        path.write_bytes(source)
        code, lines = flake8(capsys, tmp_path)
        # The file without declaration is read as latin-1 by flake8, so it has a finding, too.
        assert code == 1
        (line,) = lines
        row = max(source.count(end) for end in (b"\n", b"\r")) + (
            not source.endswith((b"\n", b"\r"))
        )
        column = 12 + source.count(b"\x0cx")
        assert line.startswith(f"a.py:{row}:{column}: GME001")

    def test_failure_of_the_analysis_is_one_line_and_the_run_goes_on(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "a.py").write_text('x = "/me!"\n')
        (tmp_path / "b.py").write_text(SOURCE)
        code, lines = flake8(capsys, tmp_path)
        assert code == 1
        assert lines[0] == (
            "a.py:1:1: GME900 the analysis failed: RuntimeError: the stand-in broke"
        )
        assert lines[1].startswith("b.py:3:16: GME001")

    def test_options_reach_the_check(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[tuple[str, str, Options]] = []

        def check(
            source: str, path: str, *, options: Options, tree: ast.Module | None, run: str
        ) -> Sequence[Finding]:
            assert isinstance(tree, ast.Module)
            assert run
            seen.append((source, path, options))
            return ()

        monkeypatch.setattr(api, "check_source", check)
        config = tmp_path / "flake8.cfg"
        config.write_text(
            "[flake8]\ngraph-me-hosts =\n  a.example,\n  b.example\n"
            "graph_me_source_roots = ./lib\ngraph-me-ambiguous = app-only\n"
        )
        (tmp_path / "a.py").write_text(SOURCE)
        (tmp_path / "lib").mkdir()
        command = ["-j1", "--config", str(config), "--graph-me-upn=a@b.c"]
        assert cli.main([*command, str(tmp_path / "a.py")]) == 0
        options = Options(
            upn="a@b.c",
            hosts=("a.example", "b.example"),
            source_roots=(str(tmp_path / "lib"),),
            ambiguous_app_only=True,
        )
        assert seen == [(SOURCE, str(tmp_path / "a.py"), options)]
        assert capsys.readouterr().out == ""


def _plugin(source: str) -> Plugin:
    lines = source.splitlines(keepends=True)
    return Plugin(ast.parse(source), "a.py", lines, argparse.Namespace())


def test_interrupt_leaves_the_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(*_: object, **__: object) -> tuple[Finding, ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "check_source", check)
    with pytest.raises(KeyboardInterrupt):
        list(_plugin(SOURCE).run())


@pytest.mark.usefixtures("stand_in")
def test_options_set_after_parsing_are_checked_as_well() -> None:
    namespace = argparse.Namespace(graph_me_upn="a b")
    ((line, column, text, kind),) = Plugin(ast.parse(SOURCE), "a.py", [SOURCE], namespace).run()
    assert (line, column, kind) == (1, 0, Plugin)
    assert text.startswith("GME900 ")
    assert "--graph-me-upn" in text


@pytest.mark.usefixtures("stand_in")
def test_worker_processes_report_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(4):
        (tmp_path / f"m{number}.py").write_text(SOURCE)
    serial = flake8(capsys, tmp_path)
    assert serial[0] == 1
    assert flake8(capsys, tmp_path, "-j2") == serial


def test_loading_the_plugin_loads_no_analysis() -> None:
    code = (
        "import sys, flake8_graph_me.frontends.plugin\n"
        "print(sorted({'libcst', 'jwt', 'flake8', 'flake8_graph_me.api'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_run_asks_once_for_each_file() -> None:
    runs = PluginRuns(clock=lambda: 0.0)
    first = runs.run_for("a.py")
    assert runs.run_for("b.py") == first
    again = runs.run_for("a.py")
    assert again != first
    assert runs.run_for("b.py") == again


def test_a_run_does_not_last_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 7.0
    runs = PluginRuns(clock=lambda: now)
    first = runs.run_for("a.py")
    now += TRUSTED_SECONDS / 2
    assert runs.run_for("b.py") == first
    now += TRUSTED_SECONDS / 2
    last = runs.run_for("c.py")
    assert last != first
    monkeypatch.setattr(plugin_runs, "MAX_FILES", 2)
    assert runs.run_for("d.py") == last
    assert runs.run_for("e.py") != last
