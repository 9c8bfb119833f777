"""Many changes, many documents, and requests that nobody waits for any more."""

import shutil
from pathlib import Path

from tests.frontends.editors.client import server
from tests.frontends.editors.test_server import PROGRAM, codes


def test_a_storm_of_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(PROGRAM)
    with server(tmp_path) as client:
        uri = client.open(path)
        client.published(uri, 1)
        for number in range(2, 1_002):
            client.change(uri, number, f"{PROGRAM}x = {number}\n")
        assert codes(client.published(uri, 1_001)) == ["GME001"]
        # Far fewer were looked at than were made.
        assert len(client.so_far("textDocument/publishDiagnostics")) < 500


def test_two_hundred_documents(tmp_path: Path) -> None:
    with server(tmp_path) as client:
        found = []
        for number in range(200):
            path = tmp_path / f"a{number}.py"
            path.write_text(PROGRAM)
            found.append(client.open(path))
        assert all(codes(client.published(uri, 1)) == ["GME001"] for uri in found)


def test_a_request_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(PROGRAM)
    with server(tmp_path) as client:
        uri = client.open(path)
        place = {"line": 6, "character": 0}
        number = client.ask(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": uri},
                "range": {"start": place, "end": place},
                "context": {"diagnostics": []},
            },
        )
        client.notify("$/cancelRequest", {"id": number})
        answer = client.answer(number)
        assert answer.get("error", {}).get("code", -32800) == -32800
        assert codes(client.published(uri, 1)) == ["GME001"]


def test_a_folder_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    gone, kept = tmp_path / "gone", tmp_path / "kept"
    for folder in (gone, kept):
        folder.mkdir()
        (folder / "a.py").write_text(PROGRAM)
    with server(gone) as client:
        first, second = client.open(gone / "a.py"), client.open(kept / "a.py")
        assert codes(client.published(first, 1)) == codes(client.published(second, 1)) == ["GME001"]
        shutil.rmtree(gone)
        client.change(first, 2, f"{PROGRAM}x = 1\n")
        assert codes(client.published(first, 2)) == ["GME001"]
        client.change(second, 2, f"{PROGRAM}x = 1\n")
        assert codes(client.published(second, 2)) == ["GME001"]


def test_what_is_not_python_is_not_looked_at(tmp_path: Path) -> None:
    with server(tmp_path) as client:
        for number, (uri, language) in enumerate(
            [("git:/a.py?x", "python"), (f"{tmp_path.as_uri()}/a.md", "markdown")]
        ):
            item = {"uri": uri, "languageId": language, "version": 1, "text": PROGRAM}
            client.notify("textDocument/didOpen", {"textDocument": item})
            client.change(uri, 2, f"{PROGRAM}x = {number}\n")
        client.change(f"{tmp_path.as_uri()}/never_opened.py", 2, PROGRAM)
        path = tmp_path / "own.py"
        path.write_text(PROGRAM)
        assert codes(client.published(client.open(path), 1)) == ["GME001"]
        assert client.so_far("textDocument/publishDiagnostics") == []
        assert client.so_far("window/showMessage") == []
