"""All rows of the shipped table, and the table against Microsoft's data.

With GRAPH_PERMISSIONS naming the folder of Microsoft's files, in the version that the table states,
the shipped table is rebuilt from them and compared with a reading of its own.
"""

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from flake8_graph_me.graph.granting import granting, is_grantable
from flake8_graph_me.graph.permission_rows import (
    TABLE,
    Grant,
    Node,
    area,
    areas,
    permission_names,
)
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, SCHEMES, WORK
from flake8_graph_me.graph.table import __main__ as building

FOLDER = os.environ.get("GRAPH_PERMISSIONS", "")
with_data = pytest.mark.skipif(
    not FOLDER, reason="GRAPH_PERMISSIONS names no folder of Microsoft's permission data"
)
NAMES = {"Application": APPLICATION, "DelegatedWork": WORK, "DelegatedPersonal": PERSONAL}
READS = re.compile(r"\.Read(?!\w*Write)")


def below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children.values():
        yield from below(child)


@cache
def all_rows() -> dict[tuple[str, str], Grant]:
    """All rows by path and method."""
    return {
        (node.path, method): grant
        for name in areas()
        if (root := area(name)) is not None
        for node in below(root)
        for method, grant in node.grants().items()
    }


def schemes_of(grant: Grant) -> tuple[bool, ...]:
    return tuple(bool(grant.of(scheme).permissions) for scheme in SCHEMES)


def is_me(path: str) -> bool:
    return path == "/me" or path.startswith(("/me/", "/education/me"))


def test_the_rows_are_those_that_were_counted() -> None:
    assert len(all_rows()) == 11_144
    counts = Counter(
        (is_me(path), *schemes_of(grant)[:2]) for (path, _), grant in all_rows().items()
    )
    # Of the rows that are nobody's own 8,043 take applications and users with a work account.
    assert counts[False, True, True] == 8_043
    assert counts[False, False, True] == 1_405
    assert counts[False, True, False] == 242
    # An application has no /me: what the data say of it there is left out.
    assert not any(application for (me, application, _), _ in counts.items() if me)


def test_what_is_least_privileged_can_be_granted() -> None:
    leasts = 0
    for grant in all_rows().values():
        for scheme in SCHEMES:
            alternatives = grant.of(scheme)
            if alternatives.least is not None:
                assert alternatives.permissions[0] == alternatives.least
                assert is_grantable(alternatives.least, scheme), alternatives
                leasts += 1
    assert leasts > 15_000


def test_reading_asks_no_permission_to_write_where_one_to_read_does() -> None:
    found = 0
    for (_, method), grant in all_rows().items():
        for scheme in SCHEMES:
            least = grant.of(scheme).least
            if method == "GET" and least is not None and not READS.search(least):
                others = [name for name in grant.of(scheme).permissions if READS.search(name)]
                assert not any(is_grantable(name, scheme) for name in others), (least, others)
                found += 1
    # Those that nothing but a permission to write lets read, as most of Excel.
    assert found == 1_409


def test_no_permission_for_resource_specific_consent_is_grantable() -> None:
    for name in permission_names():
        if re.search(r"\.(?:Group|Chat)$|WhereInstalled$", name):
            assert not is_grantable(name, APPLICATION), name
    known = granting("Mail.Read", APPLICATION)
    assert known is not None
    assert (known.level, known.admin, known.grantable) == (3, True, True)
    assert known.identifier == "810c84a8-4a9e-49e6-bf7d-12d183f40d01"
    assert granting("Mail.Read", WORK) != known
    assert granting("Mail.Fetch", WORK) is None


@with_data
def test_the_shipped_table_is_made_from_the_files_that_it_names() -> None:
    texts = [(Path(FOLDER) / name).read_text(encoding="utf-8-sig") for name in building.FILES]
    assert building.table(*texts) == TABLE.read_text(encoding="utf-8")


@with_data
def test_each_row_takes_what_the_data_say() -> None:
    data = json.loads((Path(FOLDER) / building.FILES[0]).read_text(encoding="utf-8-sig"))
    expected: defaultdict[tuple[str, str], set[tuple[object, str]]] = defaultdict(set)
    for name, permission in data["permissions"].items():
        for each in permission["pathSets"]:
            for path in each["paths"]:
                for method in each["methods"]:
                    row = expected[spelt(path), method]
                    row.update((NAMES[scheme], name) for scheme in each["schemeKeys"])
    found = {
        (spelt(path), method): {
            (scheme, name) for scheme in SCHEMES for name in grant.of(scheme).permissions
        }
        for (path, method), grant in all_rows().items()
    }
    assert found.keys() == expected.keys()
    for (path, method), row in expected.items():
        own = {pair for pair in row if pair[0] is not APPLICATION} if is_me(path) else row
        assert found[path, method] == own, (path, method)


def spelt(path: str) -> str:
    """A path of the data in one spelling, read as simply as can be: ``{}`` for each template, no
    slash at the end, no space, no quotes, no empty parentheses, a key in parentheses as a segment,
    the arguments of a function in order, and a colon at the end of an item's path.
    """
    text = re.sub(r"\{[^{}]*\}", "{}", path.lower()).rstrip("/").replace(" ", "").replace("'", "")
    text = re.sub(r"/root:/(\{\}|[^:{}]*[^:{}/])(?::|(?=/)|$)", "/root:/{}:", text)
    text = text.replace("({})", "/{}").replace("/graph.", "/microsoft.graph.")
    text = re.sub(r"\(([^()]*)\)", lambda match: f"({','.join(sorted(match[1].split(',')))})", text)
    return text.replace("()", "").split("?")[0]
