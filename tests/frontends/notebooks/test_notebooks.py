"""Notebooks through the command: found, reported by cell, fixed in place."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from flake8_graph_me import api
from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends import flake8_bridge
from flake8_graph_me.frontends.fix_runs.edit_rights import EditRights
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.notebooks.places import own_line
from flake8_graph_me.pipeline.cell_places import in_cells, out_of_cells
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Applicability, Edit, Finding, Fix
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place, Position, Span
from tests.frontends.notebooks.made_notebooks import MAIL, OUTPUT, REQUEST, SETUP, TOKEN, notebook
from tests.frontends.notebooks.runs import FOUND, SOURCE, UPN, check
from tests.support.command_runner import grant
from tests.support.local_files import write


def changed_lines(before: Path, after: Path) -> list[str]:
    """The lines that git shows as changed."""
    done = subprocess.run(
        ["git", "diff", "--no-index", "--no-color", "--ignore-cr-at-eol", str(before), str(after)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = done.stdout.splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.usefixtures("folder")
class TestReports:
    """What is said of a notebook."""

    def test_by_cell(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        for paths, shown in ((("nb.ipynb",), ""), ((), "./"), ((".",), "./")):
            code, out, err = check(capfdbinary, *paths)
            assert (code, err) == (1, "")
            assert out.startswith(f"{shown}nb.ipynb:{FOUND} token ({SOURCE}); use")
            assert out.count("\n") == 1

    def test_json(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        _, out, _ = check(capfdbinary, "--output-format=json", UPN, "nb.ipynb")
        (found,) = json.loads(out)
        places = [found, *found["evidence"], *found["fix"]["edits"]]
        assert {place["cell"] for place in places} == {4, 5}
        lines = {4: TOKEN.split("\n"), 5: ["for _ in 'é':", f"    {REQUEST}"]}
        for place in places:
            text = lines[place["cell"]][place["line"] - 1]
            assert text[place["column"] - 1 : place["end_column"] - 1]
        assert (found["cell"], found["line"], found["end_line"]) == (5, 2, 2)
        (edit,) = found["fix"]["edits"]
        line = lines[5][edit["line"] - 1]
        assert line[edit["column"] - 1 : edit["end_column"] - 1] == "me"
        Path("a.py").write_text("x = (", encoding="utf-8")
        _, out, _ = check(capfdbinary, "--output-format=json", "a.py")
        assert "cell" not in out

    def test_formats_that_know_lines_of_files_only(
        self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        lines = (folder / "nb.ipynb").read_text(encoding="utf-8").split("\n")
        _, out, _ = check(capfdbinary, "--output-format=sarif", UPN, "nb.ipynb")
        (result,) = json.loads(out)["runs"][0]["results"]
        assert "fixes" not in result
        assert result["message"]["text"].startswith("cell 5:2:18: GET '/me/messages'")
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert REQUEST in lines[region["startLine"] - 1].replace('\\"', '"')
        flow = result["codeFlows"][0]["threadFlows"][0]["locations"]
        told = [step["location"]["message"]["text"] for step in flow]
        assert told[0].startswith("cell 4:3:9: an app-only token comes from")
        _, out, _ = check(capfdbinary, "--output-format=rdjson", UPN, "nb.ipynb")
        (diagnostic,) = json.loads(out)["diagnostics"]
        assert not diagnostic.get("suggestions")
        assert diagnostic["message"].startswith("cell 5:2:18: ")
        start = diagnostic["location"]["range"]["start"]
        assert REQUEST in lines[start["line"] - 1].replace('\\"', '"')

    def test_full(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        _, out, _ = check(capfdbinary, "--output-format=full", UPN, "nb.ipynb")
        assert "--> nb.ipynb:cell 5:2:18\n" in out
        assert f"\n2 |     {REQUEST}\n" in out
        assert "--> nb.ipynb:cell 4:3:9\n" in out
        assert "\n3 | token = app.acquire_token_for_client" in out
        assert f"2 +     {REQUEST.replace('me/', 'users/a@b.c/')}" in out
        assert OUTPUT not in out

    def test_diff(self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        code, out, err = check(capfdbinary, "--diff", UPN, "nb.ipynb")
        assert code == 1
        assert out == (
            "--- nb.ipynb:cell 5\n+++ nb.ipynb:cell 5\n@@ -1,2 +1,2 @@\n for _ in 'é':\n"
            f"-    {REQUEST}\n+    {REQUEST.replace('me/', 'users/a@b.c/')}\n"
        )
        assert "the diff shows cells of notebooks and is not meant for git apply\n" in err
        assert (folder / "nb.ipynb").read_text(encoding="utf-8") == MAIL

    def test_the_files_own_lines(self, folder: Path) -> None:
        path = str(folder / "nb.ipynb")
        found = api.check_paths([path], options=Options())[path]
        source = writing.read(path)
        lines = MAIL.splitlines()
        assert [finding.place.cell for finding in found] == [5]
        for place in (found[0].place, *(step.place for step in found[0].evidence)):
            text = json.loads(lines[own_line(place, source) - 1].rstrip(","))
            assert text.rstrip("\n") in (f"    {REQUEST}", *TOKEN.split("\n"))
        plain = Place("a.py", Span(Position(7, 0), Position(7, 0)))
        assert own_line(plain, writing.decode(b"")) == own_line(plain, None) == 7

    def test_comments_and_ignores(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        assert check(capfdbinary, "--per-file-ignores=*.ipynb:GME001")[:2] == (0, "")
        assert check(capfdbinary, "--per-file-ignores=*.py:GME001")[0] == 1
        for quiet in ("  # noqa", "  # noqa: GME001", r"\n# flake8: noqa"):
            write(Path(), {"nb.ipynb": MAIL.replace("headers=auth)", f"headers=auth){quiet}")})
            assert check(capfdbinary)[:2] == (0, "")
        write(Path(), {"nb.ipynb": notebook(SETUP, TOKEN, REQUEST, "# flake8: noqa")})
        assert check(capfdbinary)[0] == 1, "that cell is Markdown"
        write(Path(), {"nb.ipynb": notebook(SETUP, TOKEN, REQUEST, "\n# flake8: noqa")})
        assert check(capfdbinary)[:2] == (0, "")

    def test_a_syntax_error_names_its_cell(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        write(Path(), {"nb.ipynb": notebook(SETUP, TOKEN, f"x = 1\n{REQUEST} (")})
        code, out, err = check(capfdbinary)
        assert (code, err) == (1, "")
        assert out.startswith("./nb.ipynb:1:1: GME900 the analysis failed: not valid ")
        assert out.endswith("'(' was never closed (cell 3, line 2)\n")


@pytest.mark.usefixtures("folder")
class TestFixes:
    """Only the strings that change are written."""

    @pytest.mark.parametrize("ends", ["\n", "\r\n"])
    def test_nothing_else_changes(
        self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes], ends: str
    ) -> None:
        path = folder / "nb.ipynb"
        path.write_bytes(MAIL.replace("\n", ends).encode())
        path.with_name("old").write_bytes(path.read_bytes())
        code, out, err = check(capfdbinary, "--fix", UPN)
        assert (code, out, err) == (0, "", f"./nb.ipynb: 1 finding fixed\n{grant('.')}")
        expected = MAIL.replace("v1.0/me/", "v1.0/users/a@b.c/").replace("\n", ends)
        assert path.read_bytes() == expected.encode()
        nbformat.validate(json.loads(path.read_text(encoding="utf-8")))
        assert len(changed_lines(path.with_name("old"), path)) == 2
        assert check(capfdbinary, "--fix", UPN)[:2] == (0, "")
        assert path.read_bytes() == expected.encode()

    def test_an_import_is_a_string_of_its_own(
        self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        path = folder / "nb.ipynb"
        path.with_name("old").write_bytes(path.read_bytes())
        expression = "--user-expression=os.environ['MAILBOX']"
        assert check(capfdbinary, "--fix", expression)[0] == 0
        nbformat.validate(json.loads(path.read_text(encoding="utf-8")))
        lines = changed_lines(path.with_name("old"), path)
        assert r'+    "import os\n",' in lines
        # An empty line stands between it and imports of other packages.
        assert r'+    "\n",' in lines
        assert len(lines) == 4

    def test_standard_input(self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        named = ("--stdin-display-name=nb.ipynb", "-")
        given = MAIL.encode()
        code, out, _ = check(capfdbinary, *named, stdin=given)
        assert code == 1
        assert out.startswith(f"nb.ipynb:{FOUND}")
        code, out, _ = check(capfdbinary, "--fix", UPN, *named, stdin=given)
        assert (code, out) == (0, MAIL.replace("v1.0/me/", "v1.0/users/a@b.c/"))
        assert (folder / "nb.ipynb").read_text(encoding="utf-8") == MAIL

    def test_a_use_in_another_cell_counts(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        path = "https://graph.microsoft.com/v1.0/me/messages"
        texts = {
            "paths.py": f'MAIL = "{path}"\n',
            "right.ipynb": notebook(
                "from paths import MAIL\nimport requests, msal",
                "%pip x\npublic = msal.PublicClientApplication('id')\n"
                "token = public.acquire_token_interactive(['Mail.Read'])['access_token']",
                "requests.get(MAIL, headers={'Authorization': 'Bearer ' + token})",
            ),
            "nb.ipynb": notebook(
                SETUP, TOKEN, "from paths import MAIL", "requests.get(MAIL, headers=auth)"
            ),
        }
        write(Path(), texts)
        _, out, _ = check(capfdbinary, "--fix", UPN)
        assert "./nb.ipynb:cell 4:1:14: GME001" in out
        assert "used in a request where '/me' is correct (right.ipynb:cell 3:1)" in out
        assert Path("paths.py").read_text(encoding="utf-8") == texts["paths.py"]
        write(Path(), {"right.ipynb": notebook("from paths import MAIL")})
        assert check(capfdbinary, "--fix", UPN)[0] == 0
        assert "users/a@b.c" in Path("paths.py").read_text(encoding="utf-8")

    def test_comments_are_added_and_removed(
        self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        path = folder / "nb.ipynb"
        assert check(capfdbinary, "--add-noqa")[0] == 0
        assert path.read_text(encoding="utf-8") == MAIL.replace(
            "headers=auth)", "headers=auth)  # noqa: GME001"
        )
        assert check(capfdbinary)[:2] == (0, "")
        right = MAIL.replace("v1.0/me", "v1.0/users/x@y.z")
        write(folder, {"nb.ipynb": right.replace("=auth)", "=auth)  # noqa: GME001")})
        assert check(capfdbinary, "--remove-unused-noqa")[0] == 0
        assert path.read_text(encoding="utf-8") == right


def test_a_silenced_line_of_another_cell_is_named_by_it() -> None:
    source = writing.decode(notebook("x", "y\nz  # noqa").encode(), "nb.ipynb")
    namespace = flake8_bridge.parse(("--isolated",), prog="check")
    rights = EditRights(Judge(namespace), {absolute("nb.ipynb")}, lambda _: source)
    here, there = (Place("nb.ipynb", Span(Position(n, 0), Position(n, 1))) for n in (1, 3))
    fix = Fix(Applicability.SAFE, "", (Edit(there, "a"),))
    finding = Finding("GME001", "", "", here, fix=fix)
    withheld = rights.granted(finding).withheld
    assert withheld == "GME001 is silenced on the line of the text (nb.ipynb:cell 2:2)"
    (placed,) = in_cells([finding], "nb.ipynb", source.notebook)
    assert placed.place == replace(here, cell=1)
    assert placed.fix is not None
    assert placed.fix.edits[0].place == Place("nb.ipynb", Span(Position(2, 0), Position(2, 1)), 2)
    assert out_of_cells(placed, "nb.ipynb", source.notebook) == finding
