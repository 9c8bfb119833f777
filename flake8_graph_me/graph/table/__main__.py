"""Rewrites ``permissions.json`` from Microsoft's files in a folder: the same bytes for equal
data.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from flake8_graph_me.graph.permission_rows import TABLE
from flake8_graph_me.graph.table.microsoft_data import read
from flake8_graph_me.graph.table.writing import written

FILES = ("permissions.json", "provisioningInfo.json", "permissions-descriptions.json")
SOURCE = (
    "the permission data of microsoftgraph/microsoft-graph-devx-content 6cbd6bbd, "
    "Weekly Permissions sync 2026-08-07"
)
"""Which version of Microsoft's files the table was made from: to be changed with the file."""
LICENCE = (
    "Derived from data under the MIT License. Copyright (c) 2020 Microsoft Graph. "
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software "
    'and associated documentation files (the "Software"), to deal in the Software without '
    "restriction, including without limitation the rights to use, copy, modify, merge, publish, "
    "distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the "
    "Software is furnished to do so, subject to the following conditions: The above copyright "
    "notice and this permission notice shall be included in all copies or substantial portions of "
    'the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR '
    "IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A "
    "PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE "
    "LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR "
    "OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER "
    "DEALINGS IN THE SOFTWARE."
)


class MalformedError(Exception):
    """Files without the structure of Microsoft's; the text is one line."""


def table(permissions: str, provisioning: str, descriptions: str) -> str:
    """The text of the table made from the texts of Microsoft's files; raises MalformedError."""
    try:
        data = read(*map(json.loads, (permissions, provisioning, descriptions)))
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as reason:
        raise MalformedError(f"not of the form of Microsoft's files: {reason!r}") from None
    if ("users", "{}") not in data.rows:
        raise MalformedError("the files name no path below /users")
    return written(data, SOURCE, LICENCE)


def main(arguments: Sequence[str]) -> int:
    """Rewrite the table from the files in the named folder and return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write(f"usage: python -m {__package__} FOLDER (with {', '.join(FILES)})\n")
        return 2
    folder = Path(arguments[0])
    try:
        made = table(*((folder / name).read_text(encoding="utf-8-sig") for name in FILES))
        TABLE.write_text(made, encoding="utf-8", newline="\n")
    except (MalformedError, OSError, UnicodeDecodeError) as reason:
        sys.stderr.write(f"{folder}: {reason}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
