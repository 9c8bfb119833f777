"""Which functions of a module may have a part in what is sought, judged by syntax alone.

The answer is a backward slice over names: from the functions that are wanted and those that change
what these read, to all that they mention, and to the statements outside of functions that set or
mention any of it. Names are not resolved by scope, so it includes too many functions, never too
few.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import compress

import libcst as cst

from flake8_graph_me.engine.relevance.mentions import MentionIndex, Mentions
from flake8_graph_me.engine.relevance.reach import BY_UNSEEN_NAME
from flake8_graph_me.engine.relevance.writers import EffectsOf, changing


@dataclass(slots=True)
class _Slice:
    """A slice that grows: the functions in it, the ``known`` names that its parts mention, and all
    names by which they read something.
    """

    index: MentionIndex
    known: frozenset[str]
    functions: set[cst.FunctionDef] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)

    def add(self, functions: Iterable[cst.FunctionDef]) -> None:
        """Add functions, with what they mention."""
        for function in functions:
            self.functions.add(function)
            self.names |= {self.index.called(function), self.index.classes[function]} - {""}
            self.mention(self.index.functions[function])

    def mention(self, mentions: Mentions) -> None:
        """Add what a part of the slice mentions."""
        self.names |= self.index.own_names(mentions) & self.known
        self.read |= mentions.free

    def mentioned(self) -> list[cst.FunctionDef]:
        """The functions not in the slice that are mentioned, or methods of a class that is."""
        index = self.index
        return [
            function
            for function in index.functions
            if function not in self.functions
            and (index.called(function) in self.names or index.classes[function] in self.names)
        ]


def slice_from(
    index: MentionIndex,
    effects: EffectsOf,
    functions: Iterable[cst.FunctionDef],
    leading: Set[str],
) -> frozenset[cst.FunctionDef] | None:
    """The functions that may have a part in what these do, or in a statement outside of functions
    that mentions one of the ``leading`` names or a text of interest; None if it may be any.
    """
    called = {index.called(function) for function in index.functions}
    known = index.targets() | called | index.bound | set(index.classes.values())
    grown = _Slice(index, frozenset(known))
    grown.add(with_all_callers(index, functions))
    pending = list(index.statements)
    seen: list[Mentions] = []
    while True:
        size = len(grown.functions) + len(seen)
        grown.add(grown.mentioned())
        grown.add(with_all_callers(index, changing(index, effects, grown.read, grown.names)))
        names = grown.names | leading
        taking = [_takes_part(part, names) for part in pending]
        for part in compress(pending, taking):
            seen.append(part)
            grown.mention(part)
        pending = [part for part, takes in zip(pending, taking, strict=True) if not takes]
        if len(grown.functions) + len(seen) == size:
            break
    seen += [index.functions[each] for each in grown.functions]
    if any(not mentions.names.isdisjoint(BY_UNSEEN_NAME) for mentions in seen):
        return None
    return frozenset(grown.functions)


def with_all_callers(
    index: MentionIndex, functions: Iterable[cst.FunctionDef]
) -> set[cst.FunctionDef]:
    """Functions, and those that mention them, directly or indirectly."""
    found = set(functions)
    size = -1
    while size < len(found):
        size = len(found)
        names = {index.called(function) for function in found}
        found |= {each for each, own in index.functions.items() if not own.free.isdisjoint(names)}
    return found


def _takes_part(part: Mentions, names: Set[str]) -> bool:
    return part.sought or part.telling or not part.free.isdisjoint(names)
