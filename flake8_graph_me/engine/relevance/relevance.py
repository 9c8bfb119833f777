"""Which functions are worth entering or following, judged by the names that they mention.

A function can reach a sought text, or something that makes a label, in three ways: it contains such
a text, it mentions a name that may hold one, or it mentions such a function. Names are not resolved
by scope, so the answer includes too many functions, never too few.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache

import libcst as cst

from flake8_graph_me.engine.relevance.effects import Effects, add_handed_on, effects_in
from flake8_graph_me.engine.relevance.label_makers import making, mentioning, untold
from flake8_graph_me.engine.relevance.mention_index import index_of
from flake8_graph_me.engine.relevance.mentions import (
    KEPT_INTERESTS,
    Interest,
    MentionIndex,
    Pair,
)
from flake8_graph_me.engine.relevance.slicing import slice_from
from flake8_graph_me.engine.relevance.writers import reading, writers_for
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.terms.lookup import Rows
from flake8_graph_me.terms.results import (
    Decided,
    Either,
    Equipped,
    Labelled,
    Made,
    Nothing,
    Operation,
    Passed,
    Result,
    UnknownResult,
)
from flake8_graph_me.terms.rows import Call, Mark

Functions = frozenset[cst.FunctionDef]
COMPUTED = Nothing | Operation | Passed | UnknownResult
"""Results that have no label of their own."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """What the syntax of a module says about its functions.

    ``standing`` are names that stand for a sought text; ``labelling`` are those of label makers,
    None for any.
    """

    index: MentionIndex
    standing: set[str]
    labelling: set[str] | None
    effects: dict[cst.FunctionDef, Effects]

    def wanted(self, holders: Sequence[Pair]) -> Functions:
        """The functions that can reach a sought text, and those that make labels; ``holders`` says
        what names are known to hold.
        """
        index = self.index
        pairs = [*index.outside, *holders]
        found = _seeking(index, self.standing, pairs)
        inner = {
            function for function in index.around if not found.isdisjoint(index.outer(function))
        }
        makers = (
            frozenset(index.functions)
            if self.labelling is None
            else making(index, self.effects, self.labelling, holders)
        )
        return makers | found | inner

    def sought_in(self, node: cst.ClassDef, wanted: Functions) -> frozenset[str]:
        """The names of a class's ``wanted`` methods, and those outside of functions, in its body or
        another, that stand for something of what is sought.
        """
        labelling = self.labelling or set()
        found = {each.name.value for each in wanted if self.index.classes[each] == node.name.value}
        for targets, held in self.index.outside:
            if held.sought or held.telling or held.free & (self.standing | labelling):
                found |= targets
        return frozenset(found)

    def told_by(self, functions: Functions, made: Set[object]) -> Functions:
        """The functions that may receive a label-making text from others, in which none was
        ``made``.
        """
        return mentioning(self.index, untold(self.index, functions, made))

    def writers_for(self, functions: Functions) -> Functions:
        """The functions that may change what the given ones and their callees can read, and those
        that call them with arguments.
        """
        return writers_for(self.index, self.effects, functions)

    def unneeded(self) -> Functions:
        """The functions that have no part in what is sought, as far as the syntax tells."""
        if self.labelling is None:
            return frozenset()
        leading = self.standing | self.labelling
        needed = slice_from(self.index, self.effects, self.wanted(()), leading)
        return frozenset() if needed is None else frozenset(self.index.functions) - needed

    def named_by(self, functions: Functions) -> set[str]:
        """The names that functions and their callees mention."""
        return reading(self.index, functions)[1]


def relevance_of(
    module: ParsedModule, rows: Rows, interest: Interest, others: frozenset[str] = frozenset()
) -> Relevance:
    """What the syntax of a module says; ``others`` are names that stand for something relevant in
    another module.
    """
    index = index_of(module, interest if rows.marks is None else _with_marks(interest, rows.marks))
    standing = standing_names(rows, index.packages) | _telling_steps(index, rows) | others
    meant = _meant(index, rows)
    own = module.once(effects_in)
    effects = {function: own[function].extensible() for function in index.functions}
    named: dict[str, list[Effects]] = {}
    for function, of in effects.items():
        named.setdefault(index.called(function), []).append(of)
    add_handed_on(named, effects.values())
    # A pattern of wildcards alone may mean anything.
    anything = any(not name.strip("*?[]!") for name in meant)
    makers = label_makers(rows, index.packages) | replacing_names(rows, index)
    labelling = None if anything else makers | meant
    return Relevance(index, standing, labelling, effects)


@lru_cache(KEPT_INTERESTS)
def _with_marks(interest: Interest, marks: Callable[[str], Mark | None]) -> Interest:
    """The interest, extended to texts that carry a label themselves."""
    return replace(interest, telling=lambda text: interest.telling(text) or marks(text) is not None)


def label_makers(rows: Rows, packages: Set[str]) -> set[str]:
    """The last names of all callables of these packages that may return a label or stand for a
    text.

    For other sinks the texts passed to them decide, and those are of interest themselves.
    """
    telling = [name for name, row in rows.calls.items() if _tells(row)]
    telling += [
        name
        for name, row in rows.types.items()
        if not all(isinstance(result, COMPUTED) for _, result in row.results)
    ]
    return _last_names(telling, packages)


def replacing_names(rows: Rows, index: MentionIndex) -> set[str]:
    """The last names of all callables that put something in the place of other code, and that are
    imported, or that are mentioned as something of what is imported.
    """
    mentioned = index.names()
    found = [
        name
        for name, row in rows.calls.items()
        if isinstance(row.returns, Operation) and row.returns.replaces
    ]
    found += [name for name, row in rows.types.items() if row.replaces is not None]
    return {
        name.rpartition(".")[2]
        for name in (*found, *rows.objects)
        if name.startswith("*") or any(_comes_by(name, each, mentioned) for each in index.imported)
    }


def _comes_by(name: str, imported: str, mentioned: Set[str]) -> bool:
    """Whether a dotted name is imported, or mentioned as something of what is."""
    if not f"{name}.".startswith(f"{imported}."):
        return False
    inside = name[len(imported) + 1 :].partition(".")[0]
    return not inside or inside in mentioned


def _last_names(names: Iterable[str], packages: Set[str]) -> set[str]:
    known = {*packages, "*"}
    return {name.rpartition(".")[2] for name in names if name.partition(".")[0] in known}


def standing_names(rows: Rows, packages: Set[str]) -> set[str]:
    """The last names of all callables of these packages that stand for a text themselves."""
    found = [
        name
        for name, row in rows.calls.items()
        if (row.sink is not None and row.sink.written) or _stands(row.returns)
    ]
    found += [
        name for name, row in rows.types.items() if any(_stands(given) for _, given in row.results)
    ]
    return _last_names(found, packages)


def _tells(row: Call) -> bool:
    if row.sink is not None:
        return bool(row.sink.written or row.sink.carried)
    return row.decide is not None or _telling(row.returns)


def _telling_steps(index: MentionIndex, rows: Rows) -> set[str]:
    """The names that stand for a sought text as attributes of library objects."""
    chains = {row.chain.step for row in rows.types.values() if row.chain is not None}
    sought = index.interest.sought
    return {name for name in index.names() if any(sought(step(name)) for step in chains)}


def _telling(result: Result) -> bool:
    """Whether the result may have a label or stand for a text."""
    if isinstance(result, Either):
        return any(map(_telling, result.results))
    if isinstance(result, Equipped):
        return _telling(result.result)
    return isinstance(result, Labelled) or (isinstance(result, Made) and bool(result.written))


def _stands(result: Result) -> bool:
    """Whether the result may stand for a text, as any predicate's result may."""
    if isinstance(result, Either):
        return any(map(_stands, result.results))
    if isinstance(result, Equipped):
        return _stands(result.result)
    return isinstance(result, Decided) or (isinstance(result, Made) and bool(result.written))


def _meant(index: MentionIndex, rows: Rows) -> set[str]:
    """The last names of patterns, and the mentioned names that they match."""
    found = {glob.rpartition(".")[2] for glob, _ in rows.patterns}
    mentioned = (mentions.names for mentions in index.functions.values())
    return found | {
        n for names in mentioned for n in names if any(fnmatchcase(n, g) for g in found)
    }


def _seeking(index: MentionIndex, names: set[str], pairs: Sequence[Pair]) -> set[cst.FunctionDef]:
    """The functions that can reach a sought text, directly or through a name."""
    found: set[cst.FunctionDef] = set()
    holding = set(names)
    changed = True
    while changed:
        changed = False
        for targets, mentions in pairs:
            if targets <= holding:
                continue
            if mentions.sought or not holding.isdisjoint(mentions.free):
                holding |= targets
                changed = True
        for function, mentions in index.functions.items():
            if function in found:
                continue
            if mentions.sought or not holding.isdisjoint(mentions.free):
                found.add(function)
                holding.add(index.called(function))
                changed = True
    return found
