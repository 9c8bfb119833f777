"""The protocol's side of the server: what the client says, and what it is told."""

import asyncio
from collections.abc import Iterable

from lsprotocol import types
from pygls.lsp.server import LanguageServer

import flake8_graph_me
from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.editors.checking import Checked
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.editors.folders import FILES
from flake8_graph_me.frontends.server import hover, offering
from flake8_graph_me.frontends.server.actions import FIX_ALL, Client
from flake8_graph_me.frontends.server.session import Session, roots_of, settings_in
from flake8_graph_me.frontends.server.texts import Texts
from flake8_graph_me.frontends.server.work import Work
from flake8_graph_me.pipeline.garbage import rarely_collected

NAME = "flake8-graph-me"
CODE_ACTIONS = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL])
PULL = types.DiagnosticOptions(
    inter_file_dependencies=True, workspace_diagnostics=False, identifier=NAME
)
_WATCHED = ("**/*.py", *(f"**/{name}" for name in FILES))


class Server(LanguageServer):
    """The server, with its session and its work."""

    def __init__(self, notebooks: types.NotebookDocumentSyncOptions) -> None:
        # Whole texts: the protocol's library splits lines at more characters than the protocol.
        super().__init__(
            NAME,
            flake8_graph_me.__version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            notebook_document_sync=notebooks,
        )
        self.session = Session()
        self.work = Work(self.check)
        self.told: str | None = None
        self.is_shut_down = False
        self.running: asyncio.Task[None] | None = None

    async def check(self, uri: str) -> bool:
        """Check a document, and tell the client unless it asks by itself; whether the document was
        still as it had been at the end.
        """
        session = self.session
        document = session.documents.get(uri)
        if document is None:
            return True
        others = tuple(session.documents.values())
        try:
            # Garbage is looked for when the user sees what was found.
            with rarely_collected():
                found, problem = await self.work.in_thread(session.check, document, others)
                self._tell(problem)
                if session.documents.get(uri) is not document:
                    return False
                session.checked[uri] = found
                if not session.pulls:
                    self._publish(document, found)
        except Exception as failure:  # noqa: BLE001 - one check must not end all later ones
            self._log(failures.describe(failure))
        return True

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Log what a client's odd message led to: nobody wants a window for it."""
        del source
        self._log(failures.describe(error))

    def _log(self, text: str) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"{NAME}: {text}"))

    def _publish(self, document: Document, found: Checked) -> None:
        for part in document.parts:
            shown = self.session.shown(document, found, part)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(part.uri, shown, version=part.version)
            )

    def clear(self, uris: Iterable[str]) -> None:
        """Take back what was shown in documents, unless the client asks for that by itself."""
        for uri in () if self.session.pulls else uris:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def _tell(self, problem: str | None) -> None:
        """Show what is wrong with the configuration, once."""
        if problem is not None and problem != self.told:
            self.window_show_message(
                types.ShowMessageParams(types.MessageType.Error, f"{NAME}: {problem}")
            )
        self.told = problem

    def changed(self, path: str) -> None:
        """Check again what reaches a file that has changed."""
        users = self.session.users(path)
        self.work.ask(*users)
        if users:
            self._refresh()

    def check_all(self) -> None:
        """Check all documents again."""
        self.work.ask(*self.session.documents)
        self._refresh()

    def _refresh(self) -> None:
        """Have a client that asks for diagnostics ask again, if it knows how to be told so."""
        workspace = self.client_capabilities.workspace
        diagnostics = workspace.diagnostics if workspace is not None else None
        if self.session.pulls and diagnostics is not None and diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)


def _initialize(ls: Server, params: types.InitializeParams) -> None:
    folders = ls.workspace.folders.values()
    ls.session.roots = roots_of(
        tuple(each.uri for each in folders) or tuple(filter(None, (ls.workspace.root_uri,)))
    )
    ls.session.settings = settings_in(params.initialization_options)
    ls.session.encoding = _encoding(ls.workspace.position_encoding)
    document, workspace = params.capabilities.text_document, params.capabilities.workspace
    published = document.publish_diagnostics if document is not None else None
    edit = workspace.workspace_edit if workspace is not None else None
    ls.session.client = Client(
        related=bool(published is not None and published.related_information),
        versions=bool(edit is not None and edit.document_changes),
        snippets=bool(edit is not None and edit.snippet_edit_support),
    )
    ls.session.pulls = document is not None and document.diagnostic is not None


def _encoding(given: types.PositionEncodingKind | str | None) -> str:
    return types.PositionEncodingKind(given or types.PositionEncodingKind.Utf16).value


async def _initialized(ls: Server, params: types.InitializedParams) -> None:
    del params
    ls.running = asyncio.get_running_loop().create_task(ls.work.run())
    workspace = ls.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace is not None else None
    if watched is not None and watched.dynamic_registration:
        patterns = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(patterns)
        name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        await ls.client_register_capability_async(
            types.RegistrationParams([types.Registration(name, name, options)])
        )
    await _read_settings(ls)


async def _read_settings(ls: Server) -> None:
    """Ask the client for our settings, if it answers such questions."""
    workspace = ls.client_capabilities.workspace
    if workspace is None or not workspace.configuration:
        return
    item = types.ConfigurationItem(section=NAME)
    given = await ls.workspace_configuration_async(types.ConfigurationParams([item]))
    if given and given[0] is not None:
        ls.session.settings = settings_in(given[0])
        ls.check_all()


async def _settings_changed(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    if params.settings:
        ls.session.settings = settings_in(params.settings)
        ls.check_all()
    else:
        await _read_settings(ls)


def _opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    given = params.text_document
    if ls.session.takes(given.uri, str(given.language_id)):
        _took(ls, given.uri, given.version, given.text)


def _changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    if uri in ls.session.documents:
        _took(ls, uri, params.text_document.version, ls.workspace.get_text_document(uri).source)


def _took(ls: Server, uri: str, version: int | None, text: str) -> None:
    document = ls.session.open(uri, version, text)
    ls.work.ask(uri)
    ls.changed(document.path)


def _saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    if params.text_document.uri in ls.session.documents:
        ls.work.ask(params.text_document.uri)


def _closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    ls.work.drop(uri)
    document = ls.session.close(uri)
    ls.clear([uri])
    if document is not None:
        # What others import is what is on disk again.
        ls.changed(document.path)


def _files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    del params
    ls.check_all()


def _folders_changed(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    del params
    ls.session.roots = roots_of(tuple(each.uri for each in ls.workspace.folders.values()))
    ls.check_all()


def _shut_down(ls: Server, params: None) -> None:
    del params
    ls.is_shut_down = True
    if ls.running is not None:
        ls.running.cancel()
    ls.work.close()


async def pulled(
    ls: Server, params: types.DocumentDiagnosticParams
) -> types.DocumentDiagnosticReport:
    """Answer the request for the diagnostics of a document."""
    uri, session = params.text_document.uri, ls.session
    document = session.holder(uri)
    if document is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    await ls.work.settled(document.uri)
    found = session.checked.get(document.uri)
    if found is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    part = next((each for each in document.parts if each.uri == uri), None)
    told = [] if part is None else session.shown(document, found, part)
    return types.RelatedFullDocumentDiagnosticReport(told)


async def code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Answer the request for code actions."""
    uri, session = params.text_document.uri, ls.session
    document = session.holder(uri)
    if document is None:
        return []
    await ls.work.settled(document.uri)
    asked = session.asked(uri, params)
    if asked is None:
        return []
    found = await ls.work.in_thread(session.found_for, asked)
    if session.documents.get(asked.document.uri) is not asked.document:
        # It has changed, and so have the places: the client will ask again.
        return []
    return offering.offered(asked, found, session.client)


async def _hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
    session = ls.session
    uri = params.text_document.uri
    document = session.holder(uri)
    if document is None:
        return None
    texts = Texts(tuple(session.documents.values()), session.encoding)
    at = texts.at(document, uri, params.position)
    if at is None:
        return None
    found = await ls.work.in_thread(session.requests, document, tuple(texts.documents))
    return hover.hover(found, document.path, at, texts)


HANDLERS = (
    (types.INITIALIZE, _initialize),
    (types.INITIALIZED, _initialized),
    (types.TEXT_DOCUMENT_DID_OPEN, _opened),
    (types.TEXT_DOCUMENT_DID_CHANGE, _changed),
    (types.TEXT_DOCUMENT_DID_SAVE, _saved),
    (types.TEXT_DOCUMENT_DID_CLOSE, _closed),
    (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _settings_changed),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _files_changed),
    (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, _folders_changed),
    (types.TEXT_DOCUMENT_HOVER, _hovered),
    (types.SHUTDOWN, _shut_down),
)
