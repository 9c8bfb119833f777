"""The arguments of a call as a row's predicate sees them."""

from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.texts import flat, known
from flake8_graph_me.engine.domain.values import ABSENT, NONE, Instance, Text, Tuple, Unknown, Value
from flake8_graph_me.engine.machine.branching import truth
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.objects.containers import elements


class View:
    """What a predicate may ask; see ``terms.results.ArgumentView``."""

    def __init__(self, call: Invocation) -> None:
        self._call = call
        self.undecided: list[Condition] = []
        """The conditions of a text that was asked for and is not the same under all of them."""

    def _value(self, path: str) -> Value:
        """The value at an access path; absent if the call does not provide it."""
        found = resolve(self._call, path)
        return NOTHING if found is None else self._call.state.possible(found)

    def given(self, path: str) -> bool | None:
        """Whether there is a value other than None."""
        value = self._value(path)
        nones = [atom == NONE or atom is ABSENT for _, atom in value]
        if all(nones):
            return False
        # What is got out of something unknown may as well not be there.
        owner = self._value(path.rpartition(".")[0]) if "." in path else ()
        derived = any(isinstance(atom, Unknown) for _, atom in owner)
        return None if derived or any(nones) else True

    def flag(self, path: str) -> bool | None:
        """Whether the value there is true."""
        found = {truth(self._call.run, atom, self._call.state) for _, atom in self._value(path)}
        return found.pop() if len(found) == 1 else None

    def text(self, path: str) -> str | None:
        """The text there, with marks for holes."""
        value = self._value(path)
        found = {flat(atom) for _, atom in value if isinstance(atom, Text)}
        if not found:
            return self._among_pairs(path)
        if len(found) == 1 and all(isinstance(atom, Text) for _, atom in value):
            return found.pop()
        self.undecided = self.undecided or [condition for condition, _ in value if condition]
        return None

    def _among_pairs(self, path: str) -> str | None:
        """The text for a name in a sequence of (name, text) pairs."""
        owner, _, name = path.rpartition(".")
        for _, atom in self._value(owner) if owner else ():
            for pair in elements(self._call.state, atom) or ():
                found = _second_of(pair, name, self._call.state)
                if found is not None:
                    return found
        return None

    def type(self, path: str) -> str | None:
        """The name of the modelled type of the instance there."""
        found = {
            atom.type if isinstance(atom, Instance) and isinstance(atom.type, str) else None
            for _, atom in self._value(path)
        }
        return found.pop() if len(found) == 1 else None

    def environment(self, name: str) -> str | None:
        """The value to which the program set an environment variable."""
        key = self._call.run.key("environment", name)
        found = self._call.state.read((-key, "set"))
        if len(found) == 1 and isinstance(found[0][1], Text):
            return known(found[0][1])
        return None


def _second_of(pair: Value, name: str, state: State) -> str | None:
    for _, atom in pair:
        parts = elements(state, atom) if isinstance(atom, Tuple) else None
        if parts is not None and len(parts) == 2:
            first = [known(a) for _, a in parts[0] if isinstance(a, Text)]
            second = [flat(a) for _, a in parts[1] if isinstance(a, Text)]
            if first == [name] and len(second) == 1:
                return second[0]
    return None
