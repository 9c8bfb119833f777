"""Reading JSON text that is written in the program.

Its strings remain parts of the literal that contains them.
"""

import json
import re
from collections.abc import Sequence

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.numbers import is_huge
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat, labels_in, plain, recased
from flake8_graph_me.engine.domain.values import Atom, Constant, Text, Tuple, Unknown, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import new_dict, new_list
from flake8_graph_me.engine.objects.elements.updates import update_from
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal

TOKEN = re.compile(rf'"(?P<inner>(?:[^"\\]|\\.)*)"|{HOLE_MARK}', re.DOTALL)
"""A text in JSON text, or what is not known of it."""
MAX_TOKENS = 400
"""How many texts JSON text may hold. Past it the document is not read: the text stands for it."""
OTHERWISE = frozenset(
    {"cls", "object_hook", "object_pairs_hook", "parse_constant", "parse_float", "parse_int"}
)
"""Arguments by which something else is made of the document."""
MAX_DEPTH = 20
"""How deep lists and objects of JSON text may nest. Past it what is further in is unknown."""


def _loads(call: Invocation) -> Value:
    given = call.argument(0, "s")
    if given is None or not OTHERWISE.isdisjoint(call.arguments.keywords):
        call.run.events.note_escapes(call.arguments.all_values(), call.node)
        return call.unknown()
    return mapped(given, lambda atom: _parsed(call, atom))


def _parsed(call: Invocation, atom: Atom) -> Value:
    """The value of JSON text; of any other value its content."""
    if isinstance(atom, Unknown):
        return just(call.run.derived(atom, "content"))
    if not isinstance(atom, Text):
        return just(atom)
    tokens: list[re.Match[str]] = []

    def numbered(token: re.Match[str]) -> str:
        tokens.append(token)
        return f'"{len(tokens) - 1}"'

    skeleton = TOKEN.sub(numbered, flat(atom))
    if len(tokens) > MAX_TOKENS:
        return just(atom)
    try:
        document: object = json.loads(skeleton, object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        # What is not known may make JSON of it.
        return call.unknown() if HOLE_MARK in flat(atom) else just(atom)
    if tokens and tokens[0][0] == flat(atom) == HOLE_MARK:
        return just(atom)
    return _built(call, document, _texts(call, atom, tokens), MAX_DEPTH)


def _texts(call: Invocation, whole: Text, tokens: Sequence[re.Match[str]]) -> list[Value]:
    """The value of each string, in order."""
    found: list[Value] = []
    for token in tokens:
        inner = token["inner"]
        if inner is None or (HOLE_MARK in inner and "\\" in inner):
            found.append(call.unknown())
        elif "\\" in inner:
            found.append(_escaped(call, token[0]))
        else:
            part = cut(whole, *token.span("inner"))
            found.append(just(Text(part.pieces, steps=part.steps)))
    return found


def _escaped(call: Invocation, token: str) -> Value:
    """The value of a text with escapes, which may be odd ones."""
    try:
        return just(Text((Literal(json.loads(token)),)))
    except ValueError:
        return call.unknown()


def _built(call: Invocation, part: object, texts: Sequence[Value], depth: int) -> Value:
    """The value of a part of a document, where strings are numbers and objects are tuples of
    pairs.
    """
    if isinstance(part, str):
        return texts[int(part)]
    if part is None or (isinstance(part, bool | int) and not is_huge(part)):
        return just(constant(part))
    if depth == 0 or not isinstance(part, list | tuple):
        return call.unknown()
    if isinstance(part, list):
        items = [_built(call, item, texts, depth - 1) for item in part]
        return just(new_list(call.run, call.state, items))
    mapping = new_dict(call.run, call.state)
    for name, item in part:
        pair = Tuple((texts[int(name)], _built(call, item, texts, depth - 1)))
        update_from(call.run, call.state, mapping.number, Tuple((just(pair),)))
    return just(mapping)


def _dumps(call: Invocation) -> Value:
    """JSON text; a list, a dictionary and an object stand for theirs."""
    given = call.argument(0, "obj")
    if given is None:
        return call.unknown()
    usual = not call.arguments.keywords and call.arguments.more_keywords is None
    return mapped(given, lambda atom: just(_dumped(atom, usual)))


def _dumped(atom: Atom, usual: bool) -> Atom:
    """The JSON text of an atom; ``usual`` says that nothing else was asked for."""
    if isinstance(atom, Constant):
        return Text((Literal(json.dumps(atom.value)),)) if _is_plain(atom.value) else atom
    if not isinstance(atom, Text) or atom.binary:
        return atom
    if not usual and not flat(atom).replace(HOLE_MARK, "").isascii():
        return Text((Hole(("dumped", plain(atom)), labels_in(atom.pieces)),))
    quote = Text((Literal('"'),))
    return concatenated([quote, recased(atom, lambda part: json.dumps(part)[1:-1]), quote])


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int | float)


JSON_OPERATIONS: dict[str, Implementation] = {"read-json": _loads, "dump-json": _dumps}
