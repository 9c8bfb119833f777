"""Notebooks as Jupyter writes them."""

import json

SETUP = """\
%pip install msal requests
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
"""
TOKEN = """\
%%time
!date
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
auth = {"Authorization": "Bearer " + token}
who = !whoami"""
REQUEST = 'requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=auth)'
OUTPUT = "printed by the é cell"


def cell(source: str, kind: str = "code", *, number: int = 0) -> dict[str, object]:
    """A cell, with an output if it is one of code."""
    found: dict[str, object] = {"cell_type": kind, "id": f"id{number}", "metadata": {}}
    found["source"] = source.splitlines(keepends=True)
    if kind == "code":
        stream = {"name": "stdout", "output_type": "stream", "text": [OUTPUT]}
        found |= {"execution_count": 1, "outputs": [stream]}
    return found


def notebook(*cells: str, language: str = "python") -> str:
    """A notebook of code cells; those that begin with a hash and a space are Markdown."""
    made = [
        cell(text, "markdown" if text.startswith("# ") else "code", number=number)
        for number, text in enumerate(cells)
    ]
    metadata = {
        "kernelspec": {"display_name": language, "language": language, "name": language},
        "language_info": {"name": language},
    }
    whole = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


MAIL = notebook("# Mail", SETUP, "%%bash\nls", TOKEN, f"for _ in 'é':\n    {REQUEST}\n")
"""A notebook with a finding in the second line of cell 5."""
