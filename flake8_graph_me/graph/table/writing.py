"""The text of ``permissions.json``.

It is one JSON object, and each of its parts begins on a line of its own, so that a reader needs to
parse only the parts that it wants. A row stands on a line, so that changes of the data can be read.

- ``permissions``: a name, and for each scheme, after a bar, its privilege level (0 if it has none),
  its marks and its identifier. The marks: ``a`` an administrator has to consent, ``h`` hidden,
  ``s`` for resource-specific consent.
- ``grants``: for each scheme, after a bar, the numbers of the permissions of which one is needed.
  The least privileged one stands before a colon. ``7+8+9`` is 7 and one of 8 and 9.
- For each first segment of a path its rows: a path, and for each method the number of its grant.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from flake8_graph_me.graph.schemes import SCHEMES, Scheme
from flake8_graph_me.graph.table.least_privileged import ranked, supplements
from flake8_graph_me.graph.table.microsoft_data import (
    Accepted,
    Granting,
    MicrosoftData,
    Row,
    in_order,
)


def written(data: MicrosoftData, source: str, licence: str) -> str:
    """The text of the table."""
    numbers = {name: number for number, name in enumerate(sorted(data.permissions))}
    grants = {
        (path, method): "|".join(
            _grant(data, path, method, scheme, accepted, numbers)
            for scheme, accepted in in_order(row)
        )
        for path, method, row in _rows(data)
    }
    order = {grant: number for number, grant in enumerate(sorted(set(grants.values())))}
    areas: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(data.rows):
        methods = sorted(data.rows[path])
        row = ", ".join(f"{method} {order[grants[path, method]]}" for method in methods)
        areas[path[0]]["/".join(path)] = row
    parts = (
        f'"source": {json.dumps(source)}',
        f'"licence": {json.dumps(licence)}',
        f'"permissions": {_list(_permission(data, name) for name in sorted(data.permissions))}',
        f'"grants": {_list(order)}',
        *(f'"/{area}": {_object(areas[area])}' for area in sorted(areas)),
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _rows(data: MicrosoftData) -> Iterator[tuple[tuple[str, ...], str, Row]]:
    for path, methods in data.rows.items():
        for method, row in methods.items():
            yield path, method, row


def _permission(data: MicrosoftData, name: str) -> str:
    of = data.permissions[name]
    return "|".join((name, *(_granting(of.get(scheme)) for scheme in SCHEMES)))


def _granting(about: Granting | None) -> str:
    if about is None:
        return ""
    marks = "a" * about.admin + "h" * about.hidden + "s" * about.specific
    # Several that contradict each other are one that is not known.
    several = "?" if about.identifiers else ""
    identifier = about.identifiers[0] if len(about.identifiers) == 1 else several
    return f"{about.level or 0}{marks} {identifier}".strip()


def _grant(
    data: MicrosoftData,
    path: tuple[str, ...],
    method: str,
    scheme: Scheme,
    accepted: Mapping[str, Accepted],
    numbers: Mapping[str, int],
) -> str:
    if not accepted:
        return ""
    least, others = ranked(data, path, method, scheme, accepted)

    def shown(name: str) -> str:
        names = (name, *supplements(data, scheme, accepted[name].also))
        return "+".join(str(numbers[each]) for each in names)

    return f"{shown(least) if least else ''}:{' '.join(map(shown, others))}"


def _list(texts: Iterable[str]) -> str:
    return "[\n" + ",\n".join(map(json.dumps, texts)) + "\n]"


def _object(rows: Mapping[str, str]) -> str:
    lines = (f"{json.dumps(path)}: {json.dumps(row)}" for path, row in rows.items())
    return "{\n" + ",\n".join(lines) + "\n}"
