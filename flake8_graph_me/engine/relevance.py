"""Which functions are worth entering, told by the names that they mention.

Worth entering is a function that can come by a text of interest or by what makes a label: because
such a text stands in it, because it mentions a name that may hold one, or because it mentions such
a function. And so is one that writes a name which those functions mention. Names are taken for
what they are anywhere in the module, so that it is said of too many functions, never of too few.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import libcst as cst

from flake8_graph_me.engine.literals import evaluated
from flake8_graph_me.engine.syntax_walk import children
from flake8_graph_me.terms.lookup import Rows
from flake8_graph_me.terms.rows import Call, Either, Equipped, Labelled, Made, Result

Interest = Callable[[str], bool]


@dataclass(slots=True)
class Mentions:
    """What one function, or the code outside of all functions, mentions and writes."""

    names: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    texts: bool = False


@dataclass(slots=True)
class Survey:
    """What a module mentions: by function, and by the name that an assignment writes."""

    functions: dict[cst.FunctionDef, Mentions] = field(default_factory=dict)
    classes: dict[cst.FunctionDef, str] = field(default_factory=dict)
    assigned: list[tuple[set[str], Mentions]] = field(default_factory=list)
    interest: Interest = field(default=bool)


def worth_entering(
    module: cst.Module, rows: Rows, interest: Interest, others: frozenset[str] = frozenset()
) -> frozenset[cst.FunctionDef]:
    """The functions of a module to enter; ``interest`` says which texts matter, and ``others`` are
    names that stand for something of another module that matters.
    """
    survey = Survey(interest=interest)
    for statement in module.body:
        _survey(survey, statement, (), "")
    names = label_makers(rows) | _meant(survey, rows)
    names |= _telling_steps(survey, rows) | others
    anything = any(not name.strip("*?[]!") for name in names)
    found = set(survey.functions) if anything else _closure(survey, names)
    mentioned = set().union(*(survey.functions[f].names for f in found)) if found else set()
    writers = {f for f, mentions in survey.functions.items() if mentions.written & mentioned}
    return frozenset(found | writers)


def label_makers(rows: Rows) -> set[str]:
    """The last names of all callables whose result may have a label, or which stand for a text.

    Of other sinks the texts that they are given decide, and those are of interest themselves.
    """
    telling = [row.name for row in rows.calls.values() if _tells(row)]
    telling += [name for name, row in rows.types.items() if row.results]
    return {name.rpartition(".")[2] for name in telling}


def _tells(row: Call) -> bool:
    if row.sink is not None:
        return bool(row.sink.written or row.sink.carried)
    return row.decide is not None or _telling(row.returns)


def _telling_steps(survey: Survey, rows: Rows) -> set[str]:
    """The names that, as attributes of a library's objects, stand for a text of interest."""
    chains = {row.chain.step for row in rows.types.values() if row.chain is not None}
    mentioned = (mentions.names for mentions in survey.functions.values())
    names = set().union(*mentioned, *(mentions.names for _, mentions in survey.assigned))
    return {name for name in names if any(survey.interest(step(name)) for step in chains)}


def _telling(result: Result) -> bool:
    """Whether what comes out may have a label, or stand for a text."""
    if isinstance(result, Either):
        return any(map(_telling, result.results))
    if isinstance(result, Equipped):
        return _telling(result.result)
    return isinstance(result, Labelled) or (isinstance(result, Made) and bool(result.written))


def _meant(survey: Survey, rows: Rows) -> set[str]:
    """The names that patterns end in, and those mentioned that they match."""
    found = {glob.rpartition(".")[2] for glob, _ in rows.patterns}
    mentioned = (mentions.names for mentions in survey.functions.values())
    return found | {
        n for names in mentioned for n in names if any(fnmatchcase(n, g) for g in found)
    }


def _closure(survey: Survey, names: set[str]) -> set[cst.FunctionDef]:
    """The functions that can come by something of interest, directly or by a name."""
    found: set[cst.FunctionDef] = set()
    holding = set(names)
    changed = True
    while changed:
        changed = False
        for targets, mentions in survey.assigned:
            if (mentions.texts or mentions.names & holding) and not targets <= holding:
                holding |= targets
                changed = True
        for function, mentions in survey.functions.items():
            if function in found or not (mentions.texts or mentions.names & holding):
                continue
            found.add(function)
            name = function.name.value
            holding.add(survey.classes.get(function, name) if name.startswith("__") else name)
            changed = True
    return found


def _survey(survey: Survey, node: cst.CSTNode, around: tuple[Mentions, ...], owner: str) -> None:
    """Note what a node mentions, in all that stands around it."""
    pending: list[tuple[cst.CSTNode, tuple[Mentions, ...], str]] = [(node, around, owner)]
    while pending:
        current, outer, cls = pending.pop()
        if isinstance(current, cst.FunctionDef):
            own = survey.functions.setdefault(current, Mentions())
            survey.classes[current] = cls
            outer = (*outer, own)
        elif isinstance(current, cst.ClassDef):
            cls = current.name.value
        elif isinstance(current, cst.Assign | cst.AnnAssign | cst.AugAssign | cst.NamedExpr):
            outer = _assignment(survey, current, outer)
        elif isinstance(current, cst.Global | cst.Nonlocal):
            for mentions in outer:
                mentions.written.update(item.name.value for item in current.names)
        else:
            _note(survey, current, outer)
        pending.extend((child, outer, cls) for child in children(current))


def _assignment(
    survey: Survey,
    node: cst.Assign | cst.AnnAssign | cst.AugAssign | cst.NamedExpr,
    outer: tuple[Mentions, ...],
) -> tuple[Mentions, ...]:
    """Note an assignment; what stands in it is mentioned by the names that it writes, too."""
    targets = [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]
    written: set[str] = set()
    lasting: set[str] = set()
    for target in targets:
        _written_names(target, written, lasting)
    for mentions in outer:
        mentions.written |= lasting
    own = Mentions()
    survey.assigned.append((written, own))
    return (*outer, own)


def _written_names(target: cst.BaseExpression, written: set[str], lasting: set[str]) -> None:
    """The names that an assignment writes, and those among them that outlive a function."""
    if isinstance(target, cst.Name):
        written.add(target.value)
    elif isinstance(target, cst.Attribute):
        written.add(target.attr.value)
        lasting.add(target.attr.value)
    elif isinstance(target, cst.Subscript):
        inner: set[str] = set()
        _written_names(target.value, inner, lasting)
        written |= inner
        lasting |= inner
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _written_names(element.value, written, lasting)


def _note(survey: Survey, node: cst.CSTNode, outer: Sequence[Mentions]) -> None:
    name: str | None = None
    if isinstance(node, cst.Name):
        name = node.value
    elif isinstance(node, cst.FormattedString):
        if any(_interests(survey, part, node) for part in node.parts):
            for mentions in outer:
                mentions.texts = True
    elif isinstance(node, cst.SimpleString) and survey.interest(evaluated(node)):
        for mentions in outer:
            mentions.texts = True
    if name is not None:
        for mentions in outer:
            mentions.names.add(name)


def _interests(
    survey: Survey, part: cst.BaseFormattedStringContent, node: cst.FormattedString
) -> bool:
    return isinstance(part, cst.FormattedStringText) and survey.interest(evaluated(part, node))
