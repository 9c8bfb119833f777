"""The second section of a document: what a run needs to go on from where something has changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flake8_graph_me.frontends.run_cache.records import FolderRecord, Records, list_of
from flake8_graph_me.frontends.run_cache.stamps import Stamps
from flake8_graph_me.gates.signs import Sign
from flake8_graph_me.project.modules.import_graph import Node
from flake8_graph_me.project.modules.import_scan import Import
from flake8_graph_me.project.modules.layout import Project

_SIGNS = tuple(Sign)
_UNREADABLE = -1
_DIGEST = 40
"""How many hexadecimal digits a fingerprint has."""


def plain_details(
    records: Records, files: Mapping[str, str | None], folders: Sequence[str]
) -> dict[str, object]:
    """The values of the second section, in the order of the columns of the first."""
    places = {file: at for at, file in enumerate(files)}
    nodes = {path: node for each in records.nodes.values() for path, node in each.items()}
    table: dict[Import, int] = {}
    columns: dict[str, list[object]] = {"texts": [], "signs": [], "imported": []}
    for file in files:
        node = nodes.get(file)
        readable = node is not None and node.own is not None
        columns["texts"].append(node.text.hex() if node is not None and readable else "")
        columns["signs"].append(
            _bits(node.own) if node is not None and node.own is not None else _UNREADABLE
        )
        imports = node.imports if node is not None else ()
        columns["imported"].append([table.setdefault(each, len(table)) for each in imports])
    projects = list(records.nodes)
    numbers = {project: at for at, project in enumerate(projects)}
    numbered = {folder: at for at, folder in enumerate(folders)}
    answers = [None if given is None else records.answers.get(given) for given in files.values()]
    return {
        **columns,
        "imports": [list(each) for each in table],
        "names": [records.folders[folder].names for folder in folders],
        "roots": [records.folders[folder].is_root for folder in folders],
        "links": dict(records.links),
        "projects": [
            [each.root, each.source_roots, _plain_nodes(records.nodes[each], places)]
            for each in projects
        ],
        "of": [-1 if each is None else numbers[each.project] for each in answers],
        "looked": {
            at: [numbered[folder] for folder in each.looked]
            for at, each in enumerate(answers)
            if each is not None and each.looked
        },
        "beyond": {
            at: [places[file] for file in each.beyond]
            for at, each in enumerate(answers)
            if each is not None and each.beyond
        },
    }


def _plain_nodes(nodes: Mapping[str, Node], places: Mapping[str, int]) -> list[object]:
    return [[places[path], [places[each] for each in node.reached]] for path, node in nodes.items()]


def _bits(signs: frozenset[Any] | None) -> int:
    return sum(1 << at for at, sign in enumerate(_SIGNS) if sign in (signs or ()))


class Details:
    """The second section, read; may raise what a wrong kind of value raises."""

    def __init__(self, value: Any, stamps: Stamps) -> None:  # noqa: ANN401 - what JSON holds
        self._stamps = stamps
        self._texts: list[str] = list_of(str, value["texts"])
        self._signs: list[int] = list_of(int, value["signs"])
        self._imported: list[list[int]] = list_of(list, value["imported"])
        self._imports = [_import(each) for each in value["imports"]]
        self._projects = [(_project(each), each[2]) for each in value["projects"]]
        self.of: list[int] = list_of(int, value["of"])
        self.beyond: dict[int, list[int]] = {
            int(at): list_of(int, each) for at, each in value["beyond"].items()
        }
        self.looked: dict[int, list[int]] = {
            int(at): list_of(int, each) for at, each in value["looked"].items()
        }
        self.links: dict[str, str] = value["links"]
        list_of(str, list(self.links.values()))
        names = list_of(str | None, value["names"])
        roots = list_of(bool | None, value["roots"])
        self.folders = [FolderRecord(None, *each) for each in zip(names, roots, strict=True)]
        if len(self.folders) != len(stamps.folders) or not (
            len(self._texts) == len(self._signs) == len(self._imported) == len(stamps.files)
        ):
            raise ValueError

    def text(self, at: int) -> bytes:
        """The fingerprint of the text of a file, by its number; empty if it was unreadable."""
        return bytes.fromhex(self._texts[at])

    def projects(self) -> list[tuple[Project, list[tuple[int, list[int]]]]]:
        """The projects, each with the numbers of its files and of those that they import."""
        return self._projects

    def node(self, at: int, state: object, reached: Sequence[int]) -> Node:
        """The node of a file, which now has a state."""
        files = self._stamps.files
        bits = self._signs[at]
        own = None if bits == _UNREADABLE else _of_bits(bits)
        imports = tuple([self._imports[each] for each in self._imported[at]])
        return Node(state, own, tuple([files[each] for each in reached]), imports, self.text(at))


def _import(value: Any) -> Import:  # noqa: ANN401 - as above
    name, level, names = value
    if not isinstance(name, str) or not isinstance(level, int):
        raise TypeError
    return Import(name, level, tuple(list_of(str, names)))


def _project(value: Any) -> Project:  # noqa: ANN401 - as above
    root, source_roots, _ = value
    if not isinstance(root, str):
        raise TypeError
    return Project(root, tuple(list_of(str, source_roots)))


def _of_bits(bits: int) -> frozenset[Sign]:
    found = _KNOWN.get(bits)
    if found is None:
        found = frozenset(sign for at, sign in enumerate(_SIGNS) if bits >> at & 1)
        _KNOWN[bits] = found
    return found


# A few combinations for thousands of files; bounded by the number of signs.
_KNOWN: dict[int, frozenset[Sign]] = {}
