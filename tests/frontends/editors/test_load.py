"""Many changes, many documents, and requests that nobody waits for any more."""

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
