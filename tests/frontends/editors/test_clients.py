"""The server with clients that others wrote: pytest-lsp's, in the roles of editors, and Neovim."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from tests.frontends.editors.test_server import PROGRAM

COMMAND = [sys.executable, "-m", "flake8_graph_me", "server"]
NEOVIM = shutil.which("nvim")
# Opens the file named on the command line, waits for its diagnostics, applies the preferred action
# to the line of the first, saves, waits until the diagnostics have gone, and prints what it saw.
SCRIPT = """\

local id = vim.lsp.start_client({
  name = "flake8-graph-me",
  cmd = vim.json.decode(vim.env.SERVER),
  root_dir = vim.fn.getcwd(),
  init_options = { upn = "adele@contoso.com" },
})
local buffer = vim.api.nvim_get_current_buf()
vim.lsp.buf_attach_client(buffer, id)
local function wait(what, test)
  if not vim.wait(60000, test, 20) then
    io.stdout:write("NOT SEEN: " .. what .. "\\n")
    vim.cmd("cquit 1")
  end
end
wait("a diagnostic", function() return #vim.diagnostic.get(buffer) == 1 end)
local seen = vim.diagnostic.get(buffer)[1]
io.stdout:write(string.format("%d:%d %s %s\\n", seen.lnum, seen.col, seen.code, seen.message))
vim.api.nvim_win_set_cursor(0, { seen.lnum + 1, seen.col })
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = {}, only = { "quickfix" } }
local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", params, 60000)
for _, answer in pairs(answers) do
  for _, action in ipairs(answer.result) do
    io.stdout:write(action.kind .. ": " .. action.title .. "\\n")
    if action.isPreferred then
      vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
    end
  end
end
wait("no diagnostic", function() return #vim.diagnostic.get(buffer) == 0 end)
vim.cmd("write")
vim.lsp.stop_client(id)
vim.wait(5000, function() return vim.lsp.client_is_stopped(id) end, 20)
io.stdout:write("saved\\n")
vim.cmd("quit")
"""


@pytest.mark.parametrize("editor", ["visual-studio-code", "neovim", "emacs"])
def test_as_editors_present_themselves(tmp_path: Path, editor: str) -> None:
    path = tmp_path / "a.py"
    path.write_text(PROGRAM)
    capabilities = client_capabilities(editor)
    pulls = capabilities.text_document is not None and (
        capabilities.text_document.diagnostic is not None
    )

    async def session() -> list[types.Diagnostic]:
        client = await ClientServerConfig(COMMAND).start()
        assert isinstance(client, LanguageClient)
        root = tmp_path.as_uri()
        folder = types.WorkspaceFolder(root, "root")
        await client.initialize_session(
            types.InitializeParams(capabilities, root_uri=root, workspace_folders=[folder])
        )
        item = types.TextDocumentItem(path.as_uri(), "python", 1, PROGRAM)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        if pulls:
            identifier = types.TextDocumentIdentifier(path.as_uri())
            report = await client.text_document_diagnostic_async(
                types.DocumentDiagnosticParams(identifier)
            )
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            found = list(report.items)
        else:
            await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            found = list(client.diagnostics[path.as_uri()])
        await client.shutdown_session()
        return found

    (found,) = asyncio.run(session())
    assert found.code == "GME001"
    assert found.range.start.line == 6


@pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed")
def test_neovim_sees_mends_and_saves(tmp_path: Path) -> None:
    assert NEOVIM is not None
    path = tmp_path / "a.py"
    path.write_text(PROGRAM)
    (tmp_path / "drive.lua").write_text(SCRIPT)
    command = [NEOVIM, "--headless", "--clean", "-n", "a.py", "-c", "luafile drive.lua"]
    environment = {**os.environ, "SERVER": json.dumps(COMMAND), "HOME": str(tmp_path)}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    seen, action, other, last = done.stdout.splitlines()
    assert seen.startswith("6:13 GME001 GET '/me/messages' needs a signed-in user")
    assert action == "quickfix: Replace `me` with `users/adele@contoso.com`"
    assert other.startswith("quickfix: Silence GME001")
    assert last == "saved"
    assert path.read_text() == PROGRAM.replace("/me/", "/users/adele@contoso.com/")
