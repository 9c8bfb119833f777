"""What the files of a project have in what they reach by imports, answered for all of them at once.

Files that import each other in a circle reach the same. So the answer is found once for each circle
and handed on along the imports, where a walk from each file would go the same ways again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from flake8_graph_me.project.files.reader import fingerprint
from flake8_graph_me.project.modules.import_closure import Steps
from flake8_graph_me.project.modules.import_scan import Import, imports_of

Mark = TypeVar("Mark")
See = Callable[[str, tuple[Import, ...]], frozenset[Mark]]
"""What is sought in a text with these imports."""

MAX_FILES = 100_000
"""How many files of one project a process remembers between runs, and of all projects during one.
Past it the next run looks at all of them again, and a run that comes back to a project.
"""


class Node(NamedTuple):
    """A file of the graph: its state, what is in it (None if it cannot be read), the files that it
    imports, and what tells its text in this process. Where the graph ``keeps`` them, also its
    imports and the fingerprint of its text.
    """

    state: object
    own: frozenset[Any] | None
    reached: tuple[str, ...]
    imports: tuple[Import, ...] = ()
    text: bytes = b""
    told: tuple[int, int] | None = None


NOT_READABLE = Node(None, None, ())


def told_by(source: str) -> tuple[int, int]:
    """What tells a text from others in this process."""
    return len(source), hash(source)


@dataclass(slots=True, eq=False)
class ImportGraph(Generic[Mark]):
    """The files of one project on disk with what ``see`` finds in them. Each file is read once, and
    counts as unchanged until ``refresh``. ``run`` is the run that asked for the last one. With
    ``keeps``, nodes hold all that is needed to use them in another process. ``look`` replaces the
    look at a file on disk.
    """

    steps: Steps
    see: See[Mark]
    look: Callable[[str], Node] | None = None
    run: str | None = None
    keeps: bool = False
    _nodes: dict[str, Node] = field(default_factory=dict, init=False)
    _around: dict[str, frozenset[Mark]] = field(default_factory=dict, init=False)

    def refresh(self) -> None:
        """Forget what no longer holds because files have changed."""
        if len(self._nodes) > MAX_FILES:
            self._nodes.clear()
        state = self.steps.lookup.reader.state
        changed = [path for path, node in self._nodes.items() if state(path) != node.state]
        for path in changed:
            del self._nodes[path]
        if changed or not self._nodes:
            self._around.clear()

    @property
    def nodes(self) -> Mapping[str, Node]:
        """The files that were looked at, by their absolute paths."""
        return self._nodes

    def restore(self, nodes: Mapping[str, Node]) -> None:
        """Take over nodes that another graph of the same files has kept, and that still hold."""
        self._nodes.update(nodes)
        self._around.clear()

    def own(self, path: str) -> frozenset[Mark] | None:
        """What is in the file at an absolute path; None if it cannot be read."""
        return self._node(path).own

    def around(self, path: str) -> frozenset[Mark]:
        """What is in the file at an absolute path and in all that it reaches; nothing in files that
        cannot be read.
        """
        found = self._around.get(path)
        if found is None:
            self._settle(path)
            found = self._around[path]
        return found

    def around_text(self, path: str, source: str) -> tuple[frozenset[Mark], frozenset[Mark]]:
        """What is in a text that replaces the file at an absolute path, and the same with all that
        it reaches.
        """
        node = self._node(path)
        if node.own is not None and node.told == told_by(source):
            return node.own, self.around(path)
        imports = imports_of(source)
        own = self.see(source, imports)
        return own, own.union(*map(self.around, self.steps.of(path, imports)))

    def _node(self, path: str) -> Node:
        node = self._nodes.get(path)
        if node is None:
            node = self._nodes[path] = (self.look or self._on_disk)(path)
        return node

    def _on_disk(self, path: str) -> Node:
        reader = self.steps.lookup.reader
        content = reader.content(path)
        if content is None:
            return Node(reader.state(path), None, ())
        imports = imports_of(content.text)
        own = self.see(content.text, imports)
        reached = self.steps.of(path, imports)
        node = Node(content.state, own, reached, told=told_by(content.text))
        if self.keeps:
            return node._replace(imports=imports, text=fingerprint(content.text))
        return node

    def _settle(self, first: str) -> None:
        """Find what is around a file, and around all that it reaches (Tarjan's algorithm)."""
        entered: dict[str, int] = {}
        lowest: dict[str, int] = {}
        found: dict[str, frozenset[Mark]] = {}
        unsettled: list[str] = []
        way: list[tuple[str, Iterator[str]]] = []

        def enter(path: str) -> None:
            node = self._node(path)
            entered[path] = lowest[path] = len(entered)
            found[path] = frozenset() if node.own is None else node.own
            unsettled.append(path)
            way.append((path, iter(node.reached)))

        enter(first)
        while way:
            path, rest = way[-1]
            for each in rest:
                around = self._around.get(each)
                if around is not None:
                    found[path] |= around
                elif each not in entered:
                    enter(each)
                    break
                else:
                    lowest[path] = min(lowest[path], entered[each])
            else:
                way.pop()
                if lowest[path] == entered[path]:
                    # The circle of files of which this one was entered first.
                    each = ""
                    while each != path:
                        each = unsettled.pop()
                        self._around[each] = found[path]
                if way:
                    above = way[-1][0]
                    lowest[above] = min(lowest[above], lowest[path])
                    found[above] |= found[path]
