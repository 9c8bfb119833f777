"""Copies of objects: shallow ones, and deep ones that keep what is shared shared.

Must not know which libraries copy.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Dict,
    External,
    Function,
    Instance,
    List,
    Partial,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import FACTORY
from flake8_graph_me.engine.objects.elements.list_changes import CONTENT, LIMIT
from flake8_graph_me.engine.objects.may_change import kept_under
from flake8_graph_me.engine.objects.outside import number_of_unknown

MAX_DEPTH = 12
"""How deep nested objects are copied. Past it what they hold is unknown."""


@dataclass(slots=True)
class _Copying:
    """One copy under way; ``made`` are the copies of the objects met so far, by the objects."""

    call: Invocation
    deep: bool
    made: dict[Atom, Atom] = field(default_factory=dict)
    depth: int = 0

    def value(self, value: Value) -> Value:
        """What a copied object holds in the place of a value."""
        if not self.deep:
            return value
        if self.depth > MAX_DEPTH:
            return just(self.call.run.beyond("MAX_DEPTH"))
        if self.call.run.budget.exhausted():
            return just(self.call.run.beyond("MAX_STEPS"))
        self.depth += 1
        try:
            return mapped(value, self.atom)
        finally:
            self.depth -= 1

    def atom(self, atom: Atom) -> Value:
        """The copy of one atom, the same each time that it is asked for."""
        if atom in self.made:
            return just(self.made[atom])
        if isinstance(atom, Dict | List):
            return just(self._container(atom))
        if isinstance(atom, Instance):
            return self._own(atom) or just(self._instance(atom))
        if isinstance(atom, Tuple) and self.deep:
            rest = None if atom.rest is None else self.value(atom.rest)
            return just(Tuple(tuple(map(self.value, atom.items)), rest, atom.unordered))
        if isinstance(atom, Unknown | External):
            return just(self._outside(atom))
        if isinstance(atom, Bound) and self.deep:
            function = atom.function
            return mapped(self.atom(atom.receiver), lambda one: just(Bound(function, one)))
        if isinstance(atom, Partial) and self.deep:
            keywords = tuple((name, self.value(value)) for name, value in atom.keywords)
            return just(Partial(atom.callee, tuple(map(self.value, atom.positional)), keywords))
        return just(atom)

    def _container(self, atom: Dict | List) -> Atom:
        number, state = self.call.run.number(), self.call.state
        if isinstance(atom, List):
            made: Atom = List(number, atom.once)
            keys: list[Hashable] = [CONTENT, LIMIT]
        else:
            made = Dict(number)
            keys = [REST, FACTORY, *(("item", key) for key in state.keys_of(atom.number))]
        self.made[atom] = made
        self._keep(atom.number, number, keys)
        return made

    def _instance(self, atom: Instance) -> Atom:
        made = Instance(self.call.run.number(), atom.type)
        self.made[atom] = made
        self._keep(atom.number, made.number, list(kept_under(self.call.state, atom.number)))
        return made

    def _outside(self, atom: Unknown | External) -> Atom:
        """Something unknown with the same labels, of which the same items are known."""
        run, state = self.call.run, self.call.state
        if isinstance(atom, External):
            if not state.keys_of(-run.key("external", atom.name)):
                return atom
            made, number = run.fresh(), -run.key("external", atom.name)
        else:
            made = Unknown(run.key("copy", run.number()), atom.labels, atom.sure)
            number = number_of_unknown(atom)
        self.made[atom] = made
        self._keep(
            number,
            number_of_unknown(made),
            [REST, *(("item", key) for key in state.keys_of(number))],
        )
        return made

    def _keep(self, old: int, new: int, keys: list[Hashable]) -> None:
        """Write under the new number what is kept under the old one."""
        state = self.call.state
        for key in state.keys_of(old):
            state.add_key(new, key)
        for key in keys:
            location: Location = (old, key)
            held = state.read(location)
            if held != NOTHING or key == REST:
                state.write((new, key), self.value(held))

    def _own(self, atom: Instance) -> Value | None:
        """What the object's own method gives, if its class says how it is copied."""
        call = self.call
        name = "__deepcopy__" if self.deep else "__copy__"
        if isinstance(atom.type, str) and call.run.rows.method(atom.type, name) is None:
            return None
        if isinstance(atom.type, Class) and atom.type.style == "enum":
            return just(atom)
        method = call.run.attribute(atom, name, call.node, call.frame, call.state)
        found = method[0][1] if len(method) == 1 else None
        if not isinstance(found, Bound) or not _is_followed(call, found):
            return None
        memo = [call.unknown()] if self.deep else []
        return call.call(method, Arguments(memo))


def _is_followed(call: Invocation, method: Bound) -> bool:
    """Whether a method is code of the program, or a row says what it does."""
    function = method.function
    return isinstance(function, Function) or call.run.rows.call(function.name) is not None


def _copy(*, deep: bool) -> Implementation:
    def operation(call: Invocation) -> Value:
        given = call.argument(0, "x")
        return call.unknown() if given is None else mapped(given, _Copying(call, deep).atom)

    return operation


COPY_OPERATIONS: dict[str, Implementation] = {
    "copy": _copy(deep=False),
    "deep-copy": _copy(deep=True),
}
