"""Files that are given as texts: an editor's buffers, standard input, the sources of a test."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flake8_graph_me.project.files.paths import absolute, joined, parent
from flake8_graph_me.project.files.reader import Content, Listing, Reader, fingerprint


@dataclass(frozen=True, slots=True, eq=False)
class GivenReader:
    """Given texts by path (relative paths start at the current folder), on top of another reader's
    files. Without another reader, nothing else exists.
    """

    sources: Mapping[str, str]
    over: Reader | None = None
    _texts: dict[str, str] = field(default_factory=dict, init=False)
    _folders: dict[str, Listing] = field(default_factory=dict, init=False)
    _states: dict[str, bytes] = field(default_factory=dict, init=False)
    _joined: dict[str, tuple[Listing, Listing]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for path, text in self.sources.items():
            full = absolute(path)
            self._texts[full] = text.removeprefix("\ufeff")
            self._enter(full)

    def _enter(self, path: str) -> None:
        """Write a file, and the folders that it needs, into the listings."""
        files, folders = {path.removeprefix(joined(parent(path), ""))}, set[str]()
        folder = parent(path)
        while True:
            known = self._folders.get(folder, Listing())
            self._folders[folder] = Listing(known.files | files, known.folders | folders)
            above = parent(folder)
            if above == folder:
                return
            files, folders = set(), {folder.removeprefix(joined(above, ""))}
            folder = above

    def is_file(self, path: str) -> bool:
        """Whether a text is given for a path, or the other reader has a file there."""
        return path in self._texts or (self.over is not None and self.over.is_file(path))

    def is_folder(self, path: str) -> bool:
        """Whether a folder contains a given text, or the other reader has such a folder."""
        return path in self._folders or (self.over is not None and self.over.is_folder(path))

    def listing(self, folder: str) -> Listing:
        """The given names in a folder, with those of the other reader."""
        given = self._folders.get(folder)
        if self.over is None:
            return Listing() if given is None else given
        below = self.over.listing(folder)
        if given is None:
            return below
        known = self._joined.get(folder)
        # It is asked for at each step of a look-up, and to join large ones takes long.
        if known is None or known[0] is not below:
            files = given.files | (below.files - given.folders)
            folders = given.folders | (below.folders - given.files)
            known = self._joined[folder] = below, Listing(files, folders, below.links)
        return known[1]

    def real(self, path: str) -> str:
        """The path with the other reader's symbolic links resolved."""
        return path if self.over is None else self.over.real(path)

    def is_as_on_disk(self) -> bool:
        """Whether each given text stands for a file that exists on disk."""
        over = self.over
        if over is None or not over.is_as_on_disk():
            return False
        return all(over.is_file(path) for path in self._texts)

    def state(self, path: str) -> object:
        """The fingerprint of a given text, else the other reader's state."""
        text = self._texts.get(path)
        if text is None:
            return None if self.over is None else self.over.state(path)
        state = self._states.get(path)
        if state is None:
            state = self._states[path] = fingerprint(text)
        return state

    def content(self, path: str) -> Content | None:
        """The given text, else the other reader's text."""
        text = self._texts.get(path)
        if text is None:
            return None if self.over is None else self.over.content(path)
        return Content(text, self.state(path))
