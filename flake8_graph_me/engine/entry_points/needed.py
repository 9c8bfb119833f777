"""What functions that are entered need: classes, and what other modules give."""

from collections.abc import Set
from dataclasses import dataclass

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Class, Module
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.modules import load, settled


@dataclass(frozen=True, slots=True)
class Needed:
    """Which classes functions need: those that they name (None stands for all), and those of which
    they are methods.
    """

    names: Set[str] | None
    owners: Set[Class]

    def includes(self, cls: Class) -> bool:
        """Whether they need this class."""
        return self.mentions(cls.name) or not self.owners.isdisjoint(lineage(cls))

    def mentions(self, name: str) -> bool:
        """Whether they name this."""
        return self.names is None or name in self.names


def load_named(run: Run, frame: Frame, state: State, needed: Needed) -> None:
    """Run the bodies of the modules from which the needed names are imported."""
    number = frame.scope.number
    for (owner, name), value in state.written_since(None).items():
        if owner != number or not isinstance(name, str) or not needed.mentions(name):
            continue
        for _, atom in settled(run, value, state):
            if isinstance(atom, Module):
                load(run, atom)


def needed_bases(run: Run, file: str, needed: Needed) -> frozenset[Class]:
    """The classes of a file that are named, and that others there are derived from."""
    named = {cls for cls in run.classes.values() if cls.file == file and needed.mentions(cls.name)}
    if not named:
        return frozenset()
    every = list(run.classes.values())
    return frozenset(cls for cls in named if any(cls in lineage(each)[1:] for each in every))
