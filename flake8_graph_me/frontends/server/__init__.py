"""The language server. Only this package imports pygls and lsprotocol, which the extra ``lsp``
brings.

Protocol and documents are handled on the event loop; whatever reads files or analyses runs in the
one thread of ``work.py``.
"""
