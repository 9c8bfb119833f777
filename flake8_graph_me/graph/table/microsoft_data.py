"""What Microsoft's files say of permissions, and of the paths that take them.

They stand in microsoftgraph/microsoft-graph-devx-content: ``permissions.json`` and
``provisioningInfo.json`` in the folder ``permissions/new``, ``permissions-descriptions.json`` in
``permissions``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flake8_graph_me.graph.endpoint_paths import path_key
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, SCHEMES, WORK, Scheme

Json = Any
"""Parsed JSON of any form: what is not of Microsoft's raises LookupError, TypeError or the like."""

_NAMES: Mapping[str, Scheme] = {
    "Application": APPLICATION,
    "DelegatedWork": WORK,
    "DelegatedPersonal": PERSONAL,
}
_UNCLOSED = re.compile(r"/root:/(\{[^{}]*\})(?=/)", re.IGNORECASE)
_LEAST = re.compile(r"least=([\w,]*)")
_ALSO = re.compile(r"AlsoRequires=([\w.,-]*)")
# Resource-specific consent is given in a team, a chat or by a user, not in the registration.
_SPECIFIC = re.compile(r"\.(?:Group|Chat|User)$|WhereInstalled$")


@dataclass(frozen=True, slots=True)
class Granting:
    """How a permission is granted in one scheme: ``level`` is its privilege from 1 to 5 (None if
    the data do not say), ``admin`` whether an administrator has to consent. ``identifiers`` are
    those that the files give: none, or several if they contradict each other.
    """

    level: int | None
    admin: bool
    identifiers: tuple[str, ...]
    hidden: bool
    specific: bool

    @property
    def advisable(self) -> bool:
        """Whether an administrator finds it in the registration of an application."""
        return bool(self.identifiers) and not self.hidden and not self.specific


@dataclass(slots=True)
class Accepted:
    """One permission on a path in one scheme, for one method: whether it is marked as the least
    privileged, and the permissions of which one more is needed.
    """

    least: bool = False
    also: tuple[str, ...] = ()


Row = dict[Scheme, dict[str, Accepted]]
"""The permissions that a method on a path takes, by scheme."""


@dataclass(slots=True)
class MicrosoftData:
    """All permissions by name, and all rows by path, as the segments of its normal form, and
    method. ``breadth`` counts the methods that a permission opens on a path in a scheme.
    """

    permissions: dict[str, dict[Scheme, Granting]] = field(default_factory=dict)
    rows: dict[tuple[str, ...], dict[str, Row]] = field(default_factory=dict)
    breadth: dict[tuple[tuple[str, ...], Scheme, str], int] = field(default_factory=dict)


def read(permissions: Json, provisioning: Json, descriptions: Json) -> MicrosoftData:
    """Microsoft's three files, as parsed JSON."""
    identifiers, hidden = _identifiers(provisioning, descriptions)
    data = MicrosoftData()
    methods: defaultdict[tuple[tuple[str, ...], Scheme, str], set[str]] = defaultdict(set)
    for name, permission in permissions["permissions"].items():
        data.permissions[name] = {
            _NAMES[scheme]: Granting(
                about.get("privilegeLevel"),
                about["requiresAdminConsent"],
                tuple(sorted(identifiers[name, _NAMES[scheme] is APPLICATION])),
                (name, _NAMES[scheme]) in hidden,
                _is_specific(name, permission["authorizationType"], _NAMES[scheme]),
            )
            for scheme, about in permission["schemes"].items()
        }
        for path, method, scheme, marks in _pairs(permission["pathSets"]):
            row = data.rows.setdefault(path, {}).setdefault(method, {})
            # An app-only token has no /me, whatever the file says.
            if scheme is not APPLICATION or not _is_me(path):
                _add(row, scheme, name, marks)
                methods[path, scheme, name].add(method)
    data.breadth = {where: len(found) for where, found in methods.items()}
    return data


def _identifiers(
    provisioning: Json, descriptions: Json
) -> tuple[Mapping[tuple[str, bool], set[str]], set[tuple[str, Scheme]]]:
    """The identifiers of permissions, application ones or others, and which are hidden."""
    found: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    hidden: set[tuple[str, Scheme]] = set()
    for name, deployments in provisioning["permissionDeployments"].items():
        for each in deployments:
            scheme = _NAMES[each["scheme"]]
            if each.get("id"):
                found[name, scheme is APPLICATION].add(each["id"].lower())
            if each["isHidden"]:
                hidden.add((name, scheme))
    for key, application in (("delegatedScopesList", False), ("applicationScopesList", True)):
        for each in descriptions[key]:
            if each.get("id"):
                found[each["value"], application].add(each["id"].lower())
    return found, hidden


def _is_specific(name: str, kind: str, scheme: Scheme) -> bool:
    return kind == "RSC" or (scheme is APPLICATION and _SPECIFIC.search(name) is not None)


def _pairs(path_sets: Json) -> Iterator[tuple[tuple[str, ...], str, Scheme, str]]:
    """Each path, method and scheme of a permission, with the marks that the path has there."""
    for paths in path_sets:
        schemes: Sequence[Scheme] = [_NAMES[scheme] for scheme in paths["schemeKeys"]]
        for path, marks in paths["paths"].items():
            key = path_key(_UNCLOSED.sub(r"/root:/\1:", path))
            for method in paths["methods"]:
                for scheme in schemes:
                    yield key, method.upper(), scheme, marks


def _is_me(key: Sequence[str]) -> bool:
    return tuple(key[:1]) == ("me",) or tuple(key[:2]) == ("education", "me")


def _add(row: Row, scheme: Scheme, name: str, marks: str) -> None:
    accepted = row.setdefault(scheme, {}).setdefault(name, Accepted())
    least, also = _LEAST.search(marks), _ALSO.search(marks)
    if least is not None and any(_NAMES.get(each) is scheme for each in least[1].split(",")):
        accepted.least = True
    if also is not None:
        # Of what several marks name, one is enough as well.
        accepted.also = tuple(dict.fromkeys((*accepted.also, *also[1].split(","))))


def in_order(row: Row) -> Iterator[tuple[Scheme, dict[str, Accepted]]]:
    """The schemes of a row, each with what it accepts, in a fixed order."""
    for scheme in SCHEMES:
        yield scheme, row.get(scheme, {})
