"""A reader that remembers which files were asked for, so that an answer can be kept with them."""

from dataclasses import dataclass, field

from flake8_graph_me.project.files.reader import Content, Listing, Reader


@dataclass(frozen=True, slots=True, eq=False)
class RecordingReader:
    """Another reader's files. ``states`` are those of the files whose state or content was asked
    for, by path, as they were first seen; None for files that are not there.
    """

    over: Reader
    states: dict[str, object] = field(default_factory=dict, init=False)

    def is_file(self, path: str) -> bool:
        """As the other reader."""
        return self.over.is_file(path)

    def is_folder(self, path: str) -> bool:
        """As the other reader."""
        return self.over.is_folder(path)

    def listing(self, folder: str) -> Listing:
        """As the other reader."""
        return self.over.listing(folder)

    def real(self, path: str) -> str:
        """As the other reader."""
        return self.over.real(path)

    def is_as_on_disk(self) -> bool:
        """As the other reader."""
        return self.over.is_as_on_disk()

    def state(self, path: str) -> object:
        """As the other reader."""
        state = self.over.state(path)
        self.states.setdefault(path, state)
        return state

    def content(self, path: str) -> Content | None:
        """As the other reader."""
        content = self.over.content(path)
        self.states.setdefault(path, None if content is None else content.state)
        return content
