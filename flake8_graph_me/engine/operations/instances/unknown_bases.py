"""What a base that is not known may make of a class's body."""

import re
import sys

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import chosen_by
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import Atom, Class, Constant, External, Text
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.class_bodies import assigned_names

_TEXTS = (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString)
_WORD = re.compile(r"[\w -]*")
_NUMBERS = (cst.Integer, cst.Float, cst.UnaryOperation)


def doubt_constants(run: Run, node: cst.ClassDef, cls: Class, state: State) -> None:
    """Let numbers and words in the body of a class be something else where one of its bases is not
    known: members of an enumeration, or what a configuration says. Texts that may be part of a URL
    stay what they are.
    """
    if is_known(run, cls):
        return
    for name, value in assigned_names(node):
        location = (cls.number, name.value)
        stored = state.read(location)
        if isinstance(value, _NUMBERS + _TEXTS) and len(stored) == 1 and _is_plain(stored[0][1]):
            symbol = run.symbols.number(("made of", *location))
            state.write(location, chosen_by(symbol, stored, run.unknown()))


def is_known(run: Run, cls: Class) -> bool:
    """Whether all bases of a class are classes of the analysed code, of the standard library, or
    such as there are rows for.
    """
    return all(_is_known(run, ancestor) for ancestor in lineage(cls))


def may_have_member(run: Run, cls: Class, *, text: bool) -> bool:
    """Whether a text or a number may be what stands for a member of a class: one of an enumeration,
    or of a class that may be one.
    """
    if cls.node is None or (cls.style != "enum" and is_known(run, cls)):
        return False
    kinds = _TEXTS if text else _NUMBERS
    return any(isinstance(value, kinds) for _, value in assigned_names(cls.node))


def _is_known(run: Run, ancestor: Atom) -> bool:
    if isinstance(ancestor, External):
        own = ancestor.name.partition(".")[0]
        return own in sys.stdlib_module_names or run.rows.type(ancestor.name) is not None
    return isinstance(ancestor, Class)


def _is_plain(atom: Atom) -> bool:
    if isinstance(atom, Text):
        text = known(atom)
        return text is not None and _WORD.fullmatch(text) is not None and text.lower() != "me"
    return isinstance(atom, Constant) and isinstance(atom.value, int | float)
