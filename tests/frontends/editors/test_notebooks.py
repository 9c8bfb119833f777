"""Notebooks that an editor has open, each cell a document of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flake8_graph_me.frontends.editors.cells import Cell, cells_of
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Place, Position, Span
from tests.frontends.editors.client import FULL_CAPABILITIES, Client, Message, applied, server

SETUP = """\
%pip install msal
import msal, requests
"""
TOKEN = """\
app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
headers = {"Authorization": "Bearer " + token}"""
WRONG = """\
!date
é = "a"; requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=headers)"""
REQUEST = WRONG.splitlines()[1]
RIGHT = WRONG.replace("/me/", "/users/adele@contoso.com/")
CAPABILITIES: Message = {**FULL_CAPABILITIES, "notebookDocument": {"synchronization": {}}}
UPN = {"upn": "adele@contoso.com"}
CODE, MARKDOWN = 2, 1


class Opened:
    """A notebook that a client has open, with its cells by number."""

    def __init__(
        self,
        client: Client,
        path: Path,
        cells: Sequence[tuple[int, str, str]],
    ) -> None:
        self.client, self.path, self.uri, self.version = client, path, path.as_uri(), 1
        self.texts = {self.cell(n): text for n, (_, _, text) in enumerate(cells, 1)}
        client.notify(
            "notebookDocument/didOpen",
            {
                "notebookDocument": {
                    "uri": self.uri,
                    "notebookType": "jupyter-notebook",
                    "version": 1,
                    "cells": [
                        {"kind": kind, "document": self.cell(n)}
                        for n, (kind, _, _) in enumerate(cells, 1)
                    ],
                },
                "cellTextDocuments": [
                    self.document(self.cell(n), language, text)
                    for n, (_, language, text) in enumerate(cells, 1)
                ],
            },
        )

    def cell(self, number: int) -> str:
        """The URI of a cell."""
        return f"vscode-notebook-cell:{self.path}#c{number}"

    @staticmethod
    def document(uri: str, language: str, text: str) -> Message:
        """A cell as the protocol has it."""
        return {"uri": uri, "languageId": language, "version": 1, "text": text}

    def change(self, cells: Message) -> None:
        """Send a change of cells."""
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        self.client.notify(
            "notebookDocument/didChange", {"notebookDocument": document, "change": {"cells": cells}}
        )

    def type(self, number: int, version: int, text: str) -> None:
        """Replace the text of a cell."""
        document = {"uri": self.cell(number), "version": version}
        self.change({"textContent": [{"document": document, "changes": [{"text": text}]}]})

    def published(self, number: int, version: int = 1) -> list[Message]:
        """The next diagnostics of a cell in a version."""
        return self.client.published(self.cell(number), version)


def python(*texts: str) -> list[tuple[int, str, str]]:
    return [(CODE, "python", text) for text in texts]


CELLS = [
    *python(SETUP),
    (MARKDOWN, "markdown", '# requests.get("https://graph.microsoft.com/v1.0/me")'),
    *python(TOKEN, WRONG),
]


def codes(found: list[Message]) -> list[str]:
    return [each["code"] for each in found]


def test_a_finding_is_shown_in_its_cell(tmp_path: Path) -> None:
    with server(tmp_path, CAPABILITIES) as client:
        opened = Opened(client, tmp_path / "a.ipynb", CELLS)
        assert opened.published(1) == opened.published(3) == []
        (found,) = opened.published(4)
        assert not [
            each
            for each in client.so_far("textDocument/publishDiagnostics")
            if each["params"]["uri"] in (opened.cell(2), opened.uri)
        ]
    line = WRONG.splitlines()[1]
    assert found["range"] == {
        "start": {"line": 1, "character": line.index('"https')},
        "end": {"line": 1, "character": line.index(", headers")},
    }
    assert "(acquire_token_for_client, cell 3, line 2)" in found["message"]
    first = found["relatedInformation"][0]["location"]
    assert (first["uri"], first["range"]["start"]) == (opened.cell(3), {"line": 1, "character": 8})


def test_a_fix_edits_the_cell(tmp_path: Path) -> None:
    with server(tmp_path, CAPABILITIES, UPN) as client:
        opened = Opened(client, tmp_path / "a.ipynb", CELLS)
        (found,) = opened.published(4)
        assert client.actions(opened.cell(3), 1, ["quickfix"]) == []
        fix, silencer = client.actions(opened.cell(4), 1, ["quickfix"])
        (everything,) = client.actions(opened.cell(4), 0, ["source.fixAll"])
        for action in (fix, everything):
            (change,) = action["edit"]["documentChanges"]
            assert change["textDocument"] == {"uri": opened.cell(4), "version": 1}
            assert applied(WRONG, change["edits"]) == RIGHT
        (edit,) = found["data"]["fix"]["edits"]
        assert edit["uri"] == opened.cell(4)
        (change,) = silencer["edit"]["documentChanges"]
        silenced = applied(WRONG, change["edits"])
        assert silenced == f"{WRONG}  # noqa: GME001"
        for version, text in enumerate((RIGHT, WRONG, silenced), 2):
            opened.type(4, version, text)
            assert codes(opened.published(4, version)) == ["GME001"] * (text == WRONG)


def test_a_user_expression_edits_two_cells(tmp_path: Path) -> None:
    with server(tmp_path, CAPABILITIES, {"user-expression": 'os.environ["MAILBOX"]'}) as client:
        opened = Opened(client, tmp_path / "a.ipynb", CELLS)
        assert opened.published(4)
        fix = client.actions(opened.cell(4), 1, ["quickfix"])[0]
        changes = {
            each["textDocument"]["uri"]: each["edits"] for each in fix["edit"]["documentChanges"]
        }
        assert changes.keys() == {opened.cell(1), opened.cell(4)}
        assert "import os\n" in applied(SETUP, changes[opened.cell(1)])
        assert applied(SETUP, changes[opened.cell(1)]).startswith("%pip")
        assert 'f"https://graph.microsoft.com/v1.0/users/{os.environ' in applied(
            WRONG, changes[opened.cell(4)]
        )


def test_what_is_broken_keeps_what_was_found(tmp_path: Path) -> None:
    with server(tmp_path, CAPABILITIES, UPN) as client:
        opened = Opened(client, tmp_path / "a.ipynb", CELLS)
        assert codes(opened.published(4)) == ["GME001"]
        opened.type(3, 2, f"{TOKEN}\nif (")
        assert opened.published(3, 2) == []
        assert codes(opened.published(4)) == ["GME001"]
        assert client.actions(opened.cell(4), 1) == []
        # Cells that are Python only together are no program.
        opened.type(3, 3, f"{TOKEN}\n'''")
        opened.type(4, 2, f"'''\n{WRONG}")
        assert codes(opened.published(4, 2)) == ["GME001"]
        opened.type(3, 4, TOKEN)
        opened.type(4, 3, WRONG)
        assert codes(opened.published(4, 3)) == ["GME001"]


def test_what_was_never_a_program_is_said_in_the_first_cell(tmp_path: Path) -> None:
    with server(tmp_path, CAPABILITIES) as client:
        opened = Opened(
            client, tmp_path / "a.ipynb", python(f"{SETUP}{TOKEN}\nx = '''", f"'''\n{REQUEST}")
        )
        (found,) = opened.published(1)
        assert opened.published(2) == []
    assert (found["code"], found["range"]["start"]) == ("GME900", {"line": 0, "character": 0})
    assert "the notebook has cell 1, which is no Python by itself" in found["message"]


def test_cells_come_and_go(tmp_path: Path) -> None:
    with server(tmp_path, CAPABILITIES) as client:
        opened = Opened(client, tmp_path / "a.ipynb", CELLS)
        assert codes(opened.published(4)) == ["GME001"]
        # A cell in front of it, and it is gone.
        new = opened.document(opened.cell(5), "python", WRONG)
        array: dict[str, Any] = {
            "start": 3,
            "deleteCount": 1,
            "cells": [{"kind": CODE, "document": opened.cell(5)}],
        }
        gone = [{"uri": opened.cell(4)}]
        opened.change({"structure": {"array": array, "didOpen": [new], "didClose": gone}})
        assert client.published(opened.cell(4)) == []
        assert codes(opened.published(5)) == ["GME001"]
        # The token's cell goes behind the request.
        opened.change({"structure": {"array": {"start": 2, "deleteCount": 1, "cells": []}}})
        assert opened.published(5) == []
        opened.client.notify(
            "notebookDocument/didClose",
            {"notebookDocument": {"uri": opened.uri}, "cellTextDocuments": []},
        )
        assert client.published(opened.cell(5)) == []
        assert client.actions(opened.cell(5), 1) == []


def test_other_languages_are_none_of_ours(tmp_path: Path) -> None:
    cells = [*python(SETUP, TOKEN), (CODE, "r", WRONG)]
    with server(tmp_path, CAPABILITIES) as client:
        opened = Opened(client, tmp_path / "a.ipynb", cells)
        assert opened.published(2) == []
        client.notify("notebookDocument/didSave", {"notebookDocument": {"uri": opened.uri}})
        assert opened.published(2) == []
        assert not [
            each
            for each in client.so_far("textDocument/publishDiagnostics")
            if each["params"]["uri"] == opened.cell(3)
        ]


def test_clients_that_ask_are_answered_by_cell(tmp_path: Path) -> None:
    asking = {**CAPABILITIES, "textDocument": {"diagnostic": {}}}
    with server(tmp_path, asking) as client:
        opened = Opened(client, tmp_path / "a.ipynb", CELLS)
        answers = [
            client.request("textDocument/diagnostic", {"textDocument": {"uri": opened.cell(n)}})
            for n in (3, 4, 2)
        ]
        assert [codes(each["items"]) for each in answers] == [[], ["GME001"], []]
        assert client.so_far("textDocument/publishDiagnostics") == []


def test_a_request_is_explained_in_its_cell(tmp_path: Path) -> None:
    with server(tmp_path, CAPABILITIES) as client:
        opened = Opened(client, tmp_path / "a.ipynb", CELLS)
        at = {"line": 1, "character": WRONG.splitlines()[1].index("/me")}

        def hover(number: int) -> Any:  # noqa: ANN401 - as the method says
            document = {"uri": opened.cell(number)}
            return client.request("textDocument/hover", {"textDocument": document, "position": at})

        shown = hover(4)
        assert "Token of the request here: app-only" in shown["contents"]["value"]
        assert shown["range"]["start"]["line"] == 1
        assert hover(3) is None
        assert hover(2) is None


class TestEdits:
    """Which edits of the joined source can be made in cells."""

    CELLS = cells_of(
        [
            Cell("a", 1, "%%time\nx = 1\n", is_code=True),
            Cell("b", 1, "# text", is_code=False),
            Cell("c", 1, "y = 2\n!ls\nz = 3", is_code=True),
        ]
    )

    def edit(self, start: tuple[int, int], end: tuple[int, int]) -> Edit:
        return Edit(Place("a.ipynb", Span(Position(*start), Position(*end))), "new")

    def test_in_one_cell(self) -> None:
        for number, cell in ((1, "a"), (3, "c")):
            found = self.CELLS.notebook.cell(number)
            assert found is not None
            line = found.first + 2 * (cell == "c") + (cell == "a")
            assert self.CELLS.allows([self.edit((line, 0), (line, 1))]) is None
            located = self.CELLS.located(Span(Position(line, 0), Position(line, 1)))
            assert located is not None
            assert located[0].uri == cell
            assert self.CELLS.joined(cell, located[1].start) == Position(line, 0)

    def test_not_over_cells_nor_in_what_is_no_python(self) -> None:
        found = self.CELLS.notebook.cell(3)
        assert found is not None
        first = found.first
        assert self.CELLS.allows([self.edit((first - 2, 0), (first, 1))]) is not None
        assert self.CELLS.allows([self.edit((first, 0), (first + 2, 1))]) is not None

    def test_no_cells(self) -> None:
        empty = cells_of([])
        assert (empty.problem, empty.notebook.text, empty.code) == (None, "", [])
        assert empty.located(Span(Position(1, 0), Position(1, 0))) is None
        assert empty.joined("a", Position(1, 0)) is None
