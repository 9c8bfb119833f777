"""What happens while the thread works: no action is made of one state of a document for another."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from lsprotocol import types

from flake8_graph_me.frontends.server import features
from flake8_graph_me.frontends.server import server as served
from flake8_graph_me.frontends.server.offering import Asked, Found
from flake8_graph_me.frontends.server.session import Session
from tests.frontends.editors.test_server import PROGRAM

Meanwhile = Callable[[served.Server, str], object]


def change(server: served.Server, uri: str) -> None:
    server.session.open(uri, 2, f"# on top\n{PROGRAM}")


def close(server: served.Server, uri: str) -> None:
    server.session.close(uri)


def nothing(server: served.Server, uri: str) -> None:
    del server, uri


async def actions_while(folder: Path, meanwhile: Meanwhile) -> list[types.CodeAction]:
    """The actions for the finding, if something happens while they are looked for."""
    server = features.create()
    server.session.roots = (str(folder),)
    begun, goes_on = threading.Event(), threading.Event()
    found_for = Session.found_for

    def slowly(self: Session, asked: Asked) -> Found:
        begun.set()
        goes_on.wait()
        return found_for(self, asked)

    uri = (folder / "a.py").as_uri()
    place = types.Position(6, 0)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), types.Range(place, place), types.CodeActionContext([])
    )
    with (
        mock.patch.object(Session, "found_for", slowly),
        mock.patch.object(server, "text_document_publish_diagnostics"),
    ):
        running = asyncio.create_task(server.work.run())
        server.session.open(uri, 1, PROGRAM)
        server.work.ask(uri)
        await server.work.settled(uri)
        asking = asyncio.create_task(served.code_actions(server, params))
        while not begun.is_set():
            await asyncio.sleep(0)
        meanwhile(server, uri)
        goes_on.set()
        answer = await asking
        running.cancel()
        server.work.close()
    return answer


@pytest.mark.parametrize(("meanwhile", "offers"), [(nothing, 2), (change, 0), (close, 0)])
def test_actions_are_of_the_state_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Meanwhile, offers: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(asyncio.run(actions_while(tmp_path, meanwhile))) == offers


def test_a_check_that_breaks_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def session() -> int:
        server = features.create()
        server.session.roots = (str(tmp_path),)
        published = mock.Mock(side_effect=[RuntimeError("no"), None])
        uri = (tmp_path / "a.py").as_uri()
        with (
            mock.patch.object(server, "text_document_publish_diagnostics", published),
            mock.patch.object(server, "window_log_message"),
        ):
            running = asyncio.create_task(server.work.run())
            for version in (1, 2):
                server.session.open(uri, version, PROGRAM)
                server.work.ask(uri)
                await server.work.settled(uri)
            running.cancel()
            server.work.close()
        return published.call_count

    assert asyncio.run(session()) == 2
