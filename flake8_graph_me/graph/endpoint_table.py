"""Makes ``endpoints.json``, the package's knowledge of Graph endpoints, from Microsoft's data.

``python -m flake8_graph_me.graph.endpoint_table PERMISSIONS_JSON`` rewrites the file from
``permissions/new/permissions.json`` of microsoftgraph/microsoft-graph-devx-content. The output is
reproducible byte by byte.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from flake8_graph_me.graph.endpoint_paths import CAST, target

SOURCE = (
    "permissions/new/permissions.json of microsoftgraph/microsoft-graph-devx-content 6cbd6bbd, "
    "Weekly Permissions sync 2026-08-07"
)
"""Which version of Microsoft's file the table was made from: to be changed with the file."""
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
TABLE = Path(__file__).with_name("endpoints.json")

_AREAS = re.compile(r"/(?:me|users|education)(?:/|$)", re.IGNORECASE)
# The user was left out, or is a literal.
_MALFORMED = re.compile(
    r"/users/(?:(?:me|security)/.*|onPremisesSyncBehavior)|/education/users/schools", re.IGNORECASE
)
_UNCLOSED = re.compile(r"/root:/(\{[^{}]*\})(?=/)", re.IGNORECASE)
_LEAST = re.compile(r"least=([\w,]*)")
_APPLICATION = "Application"

Pair = tuple[str, str]
"""A path without a slash at the start, and a method."""


class MalformedError(Exception):
    """A file without the structure of Microsoft's; the text is one line."""


def table(text: str) -> str:
    """The text of the table made from the text of Microsoft's file; raises MalformedError."""
    try:
        permissions = json.loads(text)["permissions"]
        users, me = _pairs(permissions)
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError) as reason:
        raise MalformedError(
            f"not of the form of Microsoft's permissions.json: {reason!r}"
        ) from None
    if not users:
        raise MalformedError("names no path below /users")
    return _written(users, me)


def _pairs(permissions: Any) -> tuple[Mapping[Pair, Mapping[str, int]], frozenset[Pair]]:  # noqa: ANN401 - parsed JSON of any form
    """The application permissions of each pair under /users and the like, and the pairs under /me.

    Each permission comes with the number of methods that share its least-privileged mark, 0 without
    a mark: one mark often covers several methods but fits only some.
    """
    users: defaultdict[Pair, dict[str, int]] = defaultdict(dict)
    me: set[Pair] = set()
    for name, permission in permissions.items():
        for paths in permission["pathSets"]:
            methods, schemes = paths["methods"], paths["schemeKeys"]
            for path, marks in paths["paths"].items():
                read = _read(path)
                if read is None:
                    continue
                for method in methods:
                    pair = ("/".join(read[1]), method.upper())
                    if read[0]:
                        # An app-only token has no /me, whatever the file says.
                        me.add(pair)
                        continue
                    found = users[pair]
                    if _APPLICATION in schemes:
                        mark = len(methods) if _is_marked(marks) else 0
                        found[name] = min(filter(None, (found.get(name), mark)), default=0)
    return users, frozenset(me)


def _read(path: str) -> tuple[bool, Sequence[str]] | None:
    """Whether a path of the file is one of /me, and its normal form; None if it is left out."""
    if not _AREAS.match(path) or _MALFORMED.fullmatch(path):
        return None
    read = target(_UNCLOSED.sub(r"/root:/\1:", path))
    last = len(read.key) - 1
    return read.me, [
        name.removeprefix(CAST)
        for index, name in enumerate(read.key)
        # At the end it is a function's full name, elsewhere a cast.
        if not name.startswith(CAST) or index == last
    ]


def _is_marked(marks: str) -> bool:
    least = _LEAST.search(marks)
    return least is not None and _APPLICATION in least[1].split(",")


def _written(users: Mapping[Pair, Mapping[str, int]], me: frozenset[Pair]) -> str:
    opened = Counter(name for found in users.values() for name in found)
    grants = {pair: _grant(found, opened) for pair, found in users.items()}
    distinct = sorted(set(grants.values()))
    numbers = {grant: number for number, grant in enumerate(distinct)}
    rows = ((path, f"{method} {numbers[grants[path, method]]}") for path, method in users)
    parts = (
        f'"source": {json.dumps(SOURCE)}',
        f'"licence": {json.dumps(LICENCE)}',
        f'"grants": {_list(json.dumps(grant) for grant in distinct)}',
        f'"rows": {_object(rows)}',
        f'"me only": {_object(me - users.keys())}',
        f'"users only": {_object(users.keys() - me)}',
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _grant(found: Mapping[str, int], opened: Mapping[str, int]) -> str:
    """The permissions, with the least privileged ones before the bar.

    Of several marks, those that the fewest methods share say most. Permissions that open the fewest
    endpoints come first.
    """
    marks = sorted({mark for mark in found.values() if mark})
    order = sorted(found, key=lambda name: (opened[name], name))
    least = [name for name in order if marks and found[name] == marks[0]]
    return f"{' '.join(least)}|{' '.join(name for name in order if name not in least)}"


def _list(lines: Iterable[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]"


def _object(pairs: Iterable[Pair]) -> str:
    """Paths with their methods, one per line, so that changes of the data are readable."""
    by_path: defaultdict[str, list[str]] = defaultdict(list)
    for path, method in sorted(pairs):
        by_path[path].append(method)
    return "{\n" + ",\n".join(_lines(by_path)) + "\n}"


def _lines(by_path: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for path, methods in by_path.items():
        yield f"{json.dumps(path)}: {json.dumps(', '.join(methods))}"


def main(arguments: Sequence[str]) -> int:
    """Rewrite the table from the named file and return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write(f"usage: python -m {__spec__.name} PERMISSIONS_JSON\n")
        return 2
    try:
        made = table(Path(arguments[0]).read_text(encoding="utf-8-sig"))
        TABLE.write_text(made, encoding="utf-8", newline="\n")
    except (MalformedError, OSError, UnicodeDecodeError) as reason:
        sys.stderr.write(f"{arguments[0]}: {reason}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
