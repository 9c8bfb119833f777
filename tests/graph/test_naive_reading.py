"""The least privileged permissions, those that are needed beside others, and how each is granted,
against Microsoft's data as a reader of their files would work them out by hand.

Skipped unless GRAPH_PERMISSIONS names the folder of Microsoft's files. Must not use what builds the
table.
"""

import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.permission_rows import Grant, permission_names
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, SCHEMES, WORK, Scheme
from tests.graph.test_whole_table import FOLDER, NAMES, all_rows, is_me, spelt, with_data

Row = dict[str, list[str]]
"""The marks of each permission that a method on a path takes in one scheme."""


def parsed(name: str) -> Any:  # noqa: ANN401 - any of Microsoft's files
    return json.loads((Path(FOLDER) / name).read_text(encoding="utf-8-sig"))


@cache
def permissions() -> dict[str, Any]:
    found: dict[str, Any] = parsed("permissions.json")["permissions"]
    return found


@cache
def rows() -> dict[tuple[str, str, str], Row]:
    """What the file says, by path, method and the name of the scheme."""
    found: defaultdict[tuple[str, str, str], Row] = defaultdict(dict)
    for name, permission in permissions().items():
        for each in permission["pathSets"]:
            for path, marks in each["paths"].items():
                for method in each["methods"]:
                    for scheme in each["schemeKeys"]:
                        row = found[spelt(path), method, scheme]
                        row.setdefault(name, []).append(marks)
    return dict(found)


@cache
def deployed() -> dict[tuple[str, bool], list[dict[str, Any]]]:
    """What the other two files say of a permission, as that of an application or not."""
    found: defaultdict[tuple[str, bool], list[dict[str, Any]]] = defaultdict(list)
    for name, deployments in parsed("provisioningInfo.json")["permissionDeployments"].items():
        for each in deployments:
            found[name, each["scheme"] == "Application"].append(each)
    texts = parsed("permissions-descriptions.json")
    for key, application in (("delegatedScopesList", False), ("applicationScopesList", True)):
        for each in texts[key]:
            found[each["value"], application].append(each)
    return found


def identifiers(name: str, scheme: str) -> set[str]:
    found = deployed().get((name, scheme == "Application"), [])
    return {each["id"].lower() for each in found if each.get("id")}


def is_hidden(name: str, scheme: str) -> bool:
    found = deployed().get((name, scheme == "Application"), [])
    return any(each.get("isHidden") and each["scheme"] == scheme for each in found)


def is_specific(name: str, scheme: str) -> bool:
    suffixes = (".Group", ".Chat", ".User", "WhereInstalled")
    kind = permissions()[name]["authorizationType"]
    return kind == "RSC" or (scheme == "Application" and name.endswith(suffixes))


def is_grantable(name: str, scheme: str) -> bool:
    hidden, specific = is_hidden(name, scheme), is_specific(name, scheme)
    return bool(identifiers(name, scheme)) and not hidden and not specific


def least(path: str, method: str, scheme: str) -> str | None:
    """The least privileged permission of a row, by the rules of the data."""
    row = rows()[path, method, scheme]
    grantable = [name for name in row if is_grantable(name, scheme)]
    left = [name for name in grantable if any(marked(each, scheme) for each in row[name])]
    reading = [name for name in grantable if "Write" not in name and ".Read" in name]
    if left and method == "GET" and reading:
        left = [name for name in left if name in reading] or reading

    def breadth(name: str) -> int:
        return sum(name in rows().get((path, each, scheme), ()) for each in METHODS)

    def level(name: str) -> int:
        found: int = permissions()[name]["schemes"][scheme].get("privilegeLevel", 9)
        return found

    return min(left, key=lambda name: (breadth(name), level(name), name), default=None)


METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")


def marked(marks: str, scheme: str) -> bool:
    found = re.search(r"least=([^;]*)", marks)
    return found is not None and scheme in found[1].split(",")


def own_rows() -> dict[tuple[str, str], Grant]:
    return {(spelt(path), method): grant for (path, method), grant in all_rows().items()}


@with_data
def test_the_rows_of_the_file_are_those_that_were_counted() -> None:
    pairs: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for path, method, scheme in rows():
        pairs[path, method].add(scheme)
    counts = Counter(
        ("Application" in schemes, "DelegatedWork" in schemes) for schemes in pairs.values()
    )
    assert counts == {
        (True, True): 8_460,
        (False, True): 2_418,
        (True, False): 245,
        # With a personal account only.
        (False, False): 21,
    }
    # The table has none of what 420 rows of /me say of applications; three have nothing else that
    # concerns a work account.
    of_me = [schemes for (path, _), schemes in pairs.items() if is_me(path)]
    dropped = Counter("DelegatedWork" in schemes for schemes in of_me if "Application" in schemes)
    assert dropped == {True: 8_460 - 8_043, False: 245 - 242}


@with_data
def test_the_least_privileged_one_is_that_of_the_rules() -> None:
    found = own_rows()
    wrong, compared = [], 0
    for path, method, scheme in rows():
        if scheme == "Application" and is_me(path):
            continue
        expected, own = least(path, method, scheme), found[path, method].of(NAMES[scheme]).least
        compared += 1
        if own != expected:
            wrong.append((method, path, scheme, own, expected))
    assert compared > 20_000
    assert wrong == []


@with_data
def test_what_is_needed_beside_a_permission_is_that_of_the_marks() -> None:
    found = own_rows()
    several = 0
    for (path, method, scheme), row in rows().items():
        if scheme == "Application" and is_me(path):
            continue
        alternatives = found[path, method].of(NAMES[scheme])
        for name, marks in row.items():
            needed = {
                other
                for each in marks
                for mark in re.findall(r"AlsoRequires=([^;]*)", each)
                for other in mark.split(",")
            }
            assert set(alternatives.more(name)) == needed, (method, path, name)
            several += len(needed) > 1
    assert several == 94


@with_data
def test_each_permission_is_granted_as_the_files_say() -> None:
    assert set(permission_names()) == set(permissions())
    unknown = Counter[str]()
    for name, permission in permissions().items():
        of = permission["schemes"]
        for scheme in SCHEMES:
            written = names_of(scheme)
            about = granting(name, scheme)
            assert (about is not None) is (written in of), (name, scheme)
            if about is None:
                continue
            known = identifiers(name, written)
            assert about.identifier == (next(iter(known)) if len(known) == 1 else None), name
            assert about.level == of[written].get("privilegeLevel"), name
            assert about.admin is of[written]["requiresAdminConsent"], name
            assert about.grantable is is_grantable(name, written), (name, scheme)
            unknown["none"] += not known
            unknown["several"] += len(known) > 1
    assert unknown == {"none": 75, "several": 8}


def names_of(scheme: Scheme) -> str:
    return {
        APPLICATION: "Application",
        WORK: "DelegatedWork",
        PERSONAL: "DelegatedPersonal",
    }[scheme]
