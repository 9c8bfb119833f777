"""The protocol's side of notebooks, whose cells are documents of their own."""

from lsprotocol import types

from flake8_graph_me.frontends.editors.cells import Cell
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.server.server import Server

KINDS = ("jupyter-notebook", "interactive")
"""The kinds of notebooks that clients tell of. All cells of these are, markdown too: they count."""
SYNC = types.NotebookDocumentSyncOptions(
    [
        types.NotebookDocumentFilterWithNotebook(types.NotebookDocumentFilterNotebookType(kind))
        for kind in KINDS
    ],
    save=True,
)
_PYTHON = "python"


def opened(ls: Server, params: types.DidOpenNotebookDocumentParams) -> None:
    """Take in a notebook that the client has opened."""
    _take(ls, params.notebook_document.uri)


def changed(ls: Server, params: types.DidChangeNotebookDocumentParams) -> None:
    """Take in a new state of a notebook."""
    _take(ls, params.notebook_document.uri)


def saved(ls: Server, params: types.DidSaveNotebookDocumentParams) -> None:
    """Check a notebook again that the client has saved."""
    if params.notebook_document.uri in ls.session.documents:
        ls.work.ask(params.notebook_document.uri)


def closed(ls: Server, params: types.DidCloseNotebookDocumentParams) -> None:
    """Forget a notebook that the client has closed."""
    uri = params.notebook_document.uri
    ls.work.drop(uri)
    document = ls.session.close(uri)
    if document is not None and document.cells is not None:
        ls.clear([each.uri for each in document.cells.all])


def _take(ls: Server, uri: str) -> None:
    notebook = ls.workspace.get_notebook_document(notebook_uri=uri)
    if notebook is None:
        return
    before = ls.session.documents.get(uri)
    document = ls.session.open_notebook(
        uri, notebook.version, [_cell(ls, each) for each in notebook.cells]
    )
    ls.work.ask(uri)
    if before is not None and before.cells is not None:
        # A cell that is gone, or holds no code any more, keeps nothing of it.
        ls.clear([each.uri for each in before.cells.code if not _is_told(document, each.uri)])


def _is_told(document: Document, uri: str) -> bool:
    return document.cells is not None and any(each.uri == uri for each in document.cells.code)


def _cell(ls: Server, cell: types.NotebookCell) -> Cell:
    document = ls.workspace.get_text_document(cell.document)
    is_code = cell.kind == types.NotebookCellKind.Code and document.language_id == _PYTHON
    return Cell(cell.document, document.version, document.source, is_code)


HANDLERS = (
    (types.NOTEBOOK_DOCUMENT_DID_OPEN, opened),
    (types.NOTEBOOK_DOCUMENT_DID_CHANGE, changed),
    (types.NOTEBOOK_DOCUMENT_DID_SAVE, saved),
    (types.NOTEBOOK_DOCUMENT_DID_CLOSE, closed),
)
