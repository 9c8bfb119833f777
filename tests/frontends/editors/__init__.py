"""Editors' side: the language server, python-lsp-server's plugin, and clients that drive them."""
