"""Attributes that are read without running any code of the program."""

from flake8_graph_me.engine.domain.alternatives import just, without_absent
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.texts import labels_in, plain
from flake8_graph_me.engine.domain.url_parts import parent_of
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Constant,
    Dict,
    External,
    Function,
    Instance,
    List,
    Names,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.modules import settled
from flake8_graph_me.engine.objects.special_methods import inherited
from flake8_graph_me.syntax.class_bodies import assigned_names
from flake8_graph_me.syntax.parameters import parameters_of
from flake8_graph_me.terms.results import Made
from flake8_graph_me.terms.text import Hole, Literal

DEFAULTS, NAMED_DEFAULTS, CODE = "__defaults__", "__kwdefaults__", "__code__"
PATCHES = frozenset({DEFAULTS, NAMED_DEFAULTS, CODE})
"""The attributes of a function that say what a call of it does."""


def of_names(run: Run, atom: Names, name: str, state: State) -> Value:
    """A method of a mapping of names, or what a module that is got at by its name binds."""
    if not atom.as_module:
        return just(Bound(External(f"names.{name}"), atom))
    if name == "__dict__":
        return just(Names(atom.number))
    return settled(run, without_absent(state.read((atom.number, name))), state) or run.unknown()


def of_builtin(atom: Atom, name: str) -> Value:
    """An attribute of a value of a built-in type: its method."""
    if name == "value" and isinstance(atom, Text):
        # A member of an enumeration of texts.
        return just(atom)
    if name == "parent" and isinstance(atom, Text):
        # Of a URL or a path that is taken for its text.
        hole = Hole(("parent", plain(atom)), labels_in(atom.pieces))
        return just(parent_of(atom) or Text((hole,)))
    kind = {Text: "str", Dict: "dict", List: "list", Tuple: "list", Constant: "object"}
    return just(Bound(External(f"{kind[type(atom)]}.{name}"), atom))


OF_PATHS = frozenset({"name", "parents", "parts", "raw_parts", "stem", "suffixes"})
"""Attributes of what a text may stand for, a path or a URL, that are parts of it."""


def member_of_texts(run: Run, atom: Text, name: str, state: State) -> Value | None:
    """What the class of an enumeration of texts gives its members by a name that texts do not have;
    None if the text is no member of such a class.
    """
    if hasattr(str, name) or name == "value":
        return None
    for cls in run.classes.values():
        if cls.style != "enum" or cls.node is None:
            continue
        for member, _ in assigned_names(cls.node):
            value = state.read((cls.number, member.value))
            held = value[0][1] if len(value) == 1 else None
            if isinstance(held, Text) and held.pieces and held.pieces == atom.pieces:
                if name == "name":
                    return just(Text((Literal(member.value, member, 0, exact=True),)))
                return inherited(cls, name, state)
    return None


def of_function(run: Run, atom: Function, name: str, state: State) -> Value:
    """An attribute of a function: one that was set, or one that each function has."""
    stored = state.read((atom.number, name))
    if stored != NOTHING and stored:
        return stored
    if name == DEFAULTS:
        return just(Tuple(tuple(value for _, value in positional_defaults(atom))))
    if name == NAMED_DEFAULTS:
        # What is set in it counts for each later call.
        run.patched.add(atom.number)
        placed = dict(positional_defaults(atom))
        named = [(key, value) for key, value in atom.defaults if key not in placed]
        made = just(new_dict(run, state, named))
        state.write((atom.number, name), made)
        return made
    return just(Bound(External(f"function.{name}"), atom))


def has_other_code(run: Run, function: Function, state: State) -> bool:
    """Whether the body that is known may not be the one that runs."""
    return function.number in run.patched and state.read((function.number, CODE)) != NOTHING


def positional_defaults(function: Function) -> list[tuple[str, Value]]:
    """The defaults of a function's parameters that have a place, in order."""
    placed = {p.name for p in parameters_of(function.node) if p.kind == "positional"}
    return [(name, value) for name, value in function.defaults if name in placed]


def made_member(run: Run, atom: Instance, made: Made, name: str, state: State) -> Value:
    """An attribute that an instance has from the start, made when it is first read.

    It is made from access paths that are ``self`` or an attribute of ``self``.
    """
    member = Instance(run.number(), made.type)
    state.write((atom.number, name), just(member))
    for attribute, path in made.attributes:
        step = path.partition(".")[2]
        held = state.read((atom.number, step)) if step else just(atom)
        if held == NOTHING:
            held = just(Unknown(run.key("attribute", atom.number, step)))
        state.write((member.number, attribute), held)
    return just(member)
