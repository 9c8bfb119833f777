"""Reading TOML text that is written in the program.

Its strings remain parts of the literal that contains them.
"""

import re
import tomllib

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.numbers import is_huge
from flake8_graph_me.engine.domain.texts import cut, flat
from flake8_graph_me.engine.domain.values import Atom, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import new_dict, new_list, set_item
from flake8_graph_me.engine.operations.text.json_text import MAX_DEPTH, MAX_TOKENS
from flake8_graph_me.terms.text import HOLE_MARK, Literal

TOKEN = re.compile(
    r""""{3}(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}|\'{3}(?:[^']|'{1,2}(?!'))*'{3,5}"""
    r"""|"(?P<basic>(?:[^"\\\n]|\\.)*)"|'(?P<plain>[^'\n]*)'|(?P<comment>\#[^\n]*)|(?P<open>["'].*)""",
    re.DOTALL,
)
"""A string of TOML text, a comment, or a string without an end."""
BEFORE_KEY, BEHIND_KEY = re.compile(r"^[ \t]*\[{1,2}[ \t]*$|\.[ \t]*$"), re.compile(r"[ \t]*[=.]")
"""What stands on a line before a key or behind it: equal ones have one number."""
MARK = "\ue000"
"""What stands before a number in the place of a string."""


def _loads(call: Invocation) -> Value:
    given = call.argument(0, "s")
    return call.unknown() if given is None else mapped(given, lambda atom: _parsed(call, atom))


def _parsed(call: Invocation, atom: Atom) -> Value:
    """The value of TOML text; unknown if it is none, and for anything else."""
    if not isinstance(atom, Text) or atom.binary:
        return call.unknown()
    tokens: list[re.Match[str]] = []
    keys: dict[str, int] = {}

    def numbered(token: re.Match[str]) -> str:
        if token["comment"] is not None:
            return ""
        if token["open"] is not None:
            # Without an end it is no TOML.
            return token[0]
        number = keys.get(token[0]) if _is_key(token) else None
        if number is None:
            number = len(tokens)
            tokens.append(token)
        if _is_key(token):
            keys[token[0]] = number
        return f'"{MARK}{number}"'

    skeleton = TOKEN.sub(numbered, flat(atom))
    if len(tokens) <= MAX_TOKENS and HOLE_MARK not in skeleton and MARK not in flat(atom):
        try:
            document = tomllib.loads(skeleton)
        except (tomllib.TOMLDecodeError, RecursionError):
            pass
        else:
            return _built(call, document, [_text(call, atom, token) for token in tokens], MAX_DEPTH)
    call.run.events.note_escapes((just(atom),), call.node)
    return call.unknown()


def _is_key(token: re.Match[str]) -> bool:
    """Whether a string is a key, or a part of one, by what stands around it."""
    line = token.string[token.string.rfind("\n", 0, token.start()) + 1 : token.start()]
    return (
        BEFORE_KEY.search(line) is not None
        or BEHIND_KEY.match(token.string, token.end()) is not None
    )


def _text(call: Invocation, whole: Text, token: re.Match[str]) -> Value:
    """The value of a string."""
    name = "plain" if token["basic"] is None else "basic"
    if token[name] is not None and (name == "plain" or "\\" not in token[name]):
        part = cut(whole, *token.span(name))
        return just(Text(part.pieces, steps=part.steps))
    if HOLE_MARK in token[0]:
        return call.unknown()
    try:
        said = tomllib.loads(f"said = {token[0]}")["said"]
    except tomllib.TOMLDecodeError:
        return call.unknown()
    return just(Text((Literal(said),)))


def _built(call: Invocation, part: object, texts: list[Value], depth: int) -> Value:
    """The value of a part of a document, where strings are numbers."""
    if isinstance(part, str) and part.startswith(MARK):
        return texts[int(part[1:])]
    if isinstance(part, bool | int) and not is_huge(part):
        return just(constant(part))
    if depth == 0 or not isinstance(part, list | dict):
        return call.unknown()
    if isinstance(part, list):
        items = [_built(call, item, texts, depth - 1) for item in part]
        return just(new_list(call.run, call.state, items))
    mapping, keys = new_dict(call.run, call.state), set[str]()
    for name, item in part.items():
        key = _key(name, texts)
        if key is None or key in keys:
            # Strings that are written otherwise have numbers of their own.
            call.run.events.note_escapes(texts, call.node)
            return call.unknown()
        keys.add(key)
        set_item(call.state, mapping.number, key, _built(call, item, texts, depth - 1))
    return just(mapping)


def _key(name: str, texts: list[Value]) -> str | None:
    """A key as it is written; None if it is not known."""
    if not name.startswith(MARK):
        return name
    atom = texts[int(name[1:])][0][1]
    said = flat(atom) if isinstance(atom, Text) else HOLE_MARK
    return None if HOLE_MARK in said else said


TOML_OPERATIONS: dict[str, Implementation] = {"read-toml": _loads}
