"""Library objects whose attributes build a text step by step.

Rows name these types and the text that each step adds. A step stands for its part of the text like
a literal, so it can be found and changed.
"""

import re
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.texts import concatenated, flat
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    External,
    Instance,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.rows import Chain
from flake8_graph_me.terms.text import Literal

ARGUMENT = "{}"


def chain_step(
    run: Run, atom: Instance, chain: Chain, name: str, node: cst.CSTNode, state: State
) -> Value:
    """An attribute of such an object: the next object, or the method that returns it."""
    template = chain.step(name)
    if ARGUMENT in template:
        return just(Bound(External(f"{chain.type}.{name}"), atom))
    return _next(run, atom, chain, [just(_written(template, node))], state)


def chain_called(call: Invocation, atom: Instance, chain: Chain, name: str) -> Value:
    """The next object, returned by a method that takes arguments."""
    first, *others = chain.step(name).split(ARGUMENT)
    given = [*call.arguments.positional, *call.arguments.keywords.values()]
    parts = [just(_written(first, call.node))]
    for index, template in enumerate(others):
        parts.append(given[index] if index < len(given) else call.unknown())
        parts.append(just(_written(template, call.node)))
    call.note_arguments()
    texts = [mapped(part, lambda given: just(call.text(given))) for part in parts]
    return _next(call.run, atom, chain, texts, call.state)


def _written(template: str, node: cst.CSTNode) -> Text:
    """The text that a step stands for, located at the name of the attribute."""
    link = node.func if isinstance(node, cst.Call) else node
    if isinstance(link, cst.Attribute):
        return Text((Literal(template, link.attr, 0, exact=True),))
    return Text((Literal(template),))


def _next(run: Run, atom: Instance, chain: Chain, parts: list[Value], state: State) -> Value:
    text = state.read((atom.number, chain.text))
    if text == NOTHING:
        text = just(Text(()))
    for part in parts:
        text = paired(text, part, _joined)
    if chain.ends:
        text = mapped(text, lambda each: just(_as_it_ends(chain, each)))
    _note_spelling(run, chain, text)
    following = Instance(run.number(), chain.type)
    state.write((following.number, chain.text), text)
    for name in chain.keep:
        kept = state.read((atom.number, name))
        if kept == NOTHING:
            kept = just(Unknown(run.key("attribute", atom.number, name)))
        state.write((following.number, name), kept)
    return just(following)


def _as_it_ends(chain: Chain, atom: Atom) -> Atom:
    """The text, with its last step spelled as the chain requires at the end."""
    last = atom.pieces[-1] if isinstance(atom, Text) and atom.pieces else None
    if not isinstance(atom, Text) or not isinstance(last, Literal):
        return atom
    for step, end, instead in chain.ends:
        if last.text == step and re.search(f"{end}$", flat(atom)):
            return replace(atom, pieces=(*atom.pieces[:-1], replace(last, text=instead)))
    return atom


def _joined(first: Atom, second: Atom) -> Value:
    if isinstance(first, Text) and isinstance(second, Text):
        return just(concatenated([first, second]))
    return just(first)


def _note_spelling(run: Run, chain: Chain, text: Value) -> None:
    """Note how the last step can be changed, if the chain's row says so for this ending."""
    for _, atom in text:
        if not isinstance(atom, Text) or not atom.pieces:
            continue
        last = atom.pieces[-1]
        if isinstance(last, Literal) and isinstance(last.origin, cst.Name):
            whole = flat(atom)
            for end, spelling in chain.spellings:
                if whole.endswith(end):
                    run.events.spellings.setdefault(last.origin, spelling)
                    break
