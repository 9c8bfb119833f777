"""The file that contains a node, after an analysis that read several files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.project.files.paths import as_given
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk


@dataclass(frozen=True, slots=True)
class Files:
    """The checked file, and the other files that were read, with their sources and trees."""

    checked: str
    others: Mapping[str, ParsedModule] = field(default_factory=dict)
    _nodes: Mapping[int, str] = field(default_factory=dict)

    def of(self, node: object) -> str:
        """The file that contains a node."""
        return self._nodes.get(id(node), self.checked)

    def is_checked(self, node: object) -> bool:
        """Whether a node is in the checked file."""
        return id(node) not in self._nodes


def files_of(run: Run, checked: str) -> Files:
    """The files of an analysis of the file ``checked``."""
    others: dict[str, ParsedModule] = {}
    nodes: dict[int, str] = {}
    for key, parsed in run.sources.items():
        file = run.modules[key].place.file
        if parsed is not None and file is not None:
            others[file] = parsed
            nodes.update((id(node), file) for node in walk(parsed.module))
    return Files(checked, others, nodes)


def shown_path(path: str, checked: str) -> str:
    """The path of another file as a message shows it, with slashes: relative to the current folder
    if the checked file's path is, else to the folder that both files share.
    """
    if not Path(checked).is_absolute():
        return as_given(path, os.path.normpath(checked)).replace(os.sep, "/")
    try:
        shared = os.path.commonpath([Path(path).absolute(), Path(checked).absolute()])
    except ValueError:
        # Two drives.
        return path
    return os.path.relpath(path, shared).replace(os.sep, "/")
