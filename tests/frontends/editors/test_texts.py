"""How documents are named: URIs of clients, and paths."""

import ntpath
import os
from types import SimpleNamespace

import pytest
from pygls import uris

from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.server import texts
from flake8_graph_me.frontends.server.texts import Texts, path_of
from flake8_graph_me.project.files import paths
from flake8_graph_me.terms.places import Position, Span

SPELT = (
    "file:///c%3A/project/a%20b.py",
    "file:///C%3A/project/a%20b.py",
    "file:///c:/project/a%20b.py",
    "file:///C:/project/a%20b.py",
)
PATH = r"c:\project\a b.py"
FOLDER = r"d:\home"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are those of Windows."""
    there = SimpleNamespace(path=ntpath, sep=ntpath.sep)
    monkeypatch.setattr(uris, "IS_WIN", True)
    monkeypatch.setattr(paths, "os", there)
    monkeypatch.setattr(texts, "os", there)


@pytest.mark.usefixtures("windows")
class TestDrives:
    """A drive has the same path however a client spells it, and clients get their own spelling."""

    @pytest.mark.parametrize("uri", SPELT)
    def test_all_spellings_have_one_path(self, uri: str) -> None:
        assert path_of(uri, FOLDER) == PATH

    @pytest.mark.parametrize("uri", SPELT)
    @pytest.mark.parametrize("path", [PATH, PATH.capitalize(), PATH.upper()])
    def test_the_answer_has_the_spelling_of_the_client(self, uri: str, path: str) -> None:
        document = Document(uri, path_of(uri, FOLDER), 1, "é = 1\n")
        known = Texts([document], "utf-8")
        assert known.uri(path) == uri
        # Columns are counted in the text that the client has.
        end = known.positions(path).range_of(Span(Position(1, 0), Position(1, 1))).end
        assert (end.line, end.character) == (0, 2)

    def test_other_files_have_other_uris(self) -> None:
        known = Texts([Document(SPELT[0], PATH, 1, "")], "utf-16")
        assert known.uri(r"C:\project\other.py") == "file:///c:/project/other.py"
        assert known.uri(r"d:\project\a b.py") == "file:///d:/project/a%20b.py"

    def test_what_is_on_another_machine(self) -> None:
        uri = "file://server/share/a.py"
        path = path_of(uri, FOLDER)
        assert path == r"\\server\share\a.py"
        assert Texts([Document(uri, path, 1, "")], "utf-16").uri(path.upper()) == uri

    def test_what_is_in_no_file_yet(self) -> None:
        assert path_of("untitled:Untitled-1", FOLDER) == r"d:\home\Untitled-1"


@pytest.mark.skipif(ntpath.sep == os.sep, reason="cases do not count on Windows")
def test_cases_count_elsewhere() -> None:
    known = Texts([Document("file:///data/a.py", "/data/a.py", 1, "")], "utf-16")
    assert known.uri("/data/a.py") == "file:///data/a.py"
    assert known.uri("/data/A.py") == "file:///data/A.py"
