"""Characters of a text that are replaced one by one: by a table, or by an encoding."""

import codecs
import re
from collections.abc import Hashable
from dataclasses import replace

from flake8_graph_me.engine.domain import text_slices, texts
from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.values import ABSENT, NONE, Atom, Constant, Dict, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import get_item, new_dict
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.engine.operations.text.strings import blurred, constant_text, receiver_text
from flake8_graph_me.terms.text import HOLE_MARK, Literal

HIGHEST = 0x110000
"""One more than the highest number of a character."""
ENCODINGS = frozenset({"utf-8", "ascii", "iso8859-1"})
"""Encodings in which ASCII characters stand for themselves, and which Python needs no table for."""
BYTES = "latin-1"
"""The encoding in which a text stands for bytes."""
RUN = re.compile(rf"[\x00-\x7f]+|{HOLE_MARK}|[^\x00-\x7f{HOLE_MARK}]+")
MAX_RUNS = 32
"""How often ASCII and other characters may take turns in a text that is encoded. Past it no part of
it can be edited in place, and it is unknown if it has holes.
"""


def _number(letter: str) -> Hashable:
    """The key that the number of a character is."""
    return key_of(constant(ord(letter)))


def _letter(key: Hashable) -> str | None:
    """The character of whose number this is the key."""
    number = key[1] if isinstance(key, tuple) and len(key) == 2 else None
    return chr(number) if isinstance(number, int) and 0 <= number < HIGHEST else None


def _table(call: Invocation) -> Value:
    """What ``maketrans`` makes: a dictionary of what stands for the numbers of characters."""
    first, second = call.argument(0), call.argument(1)
    if second is None:
        return _numbered(call, first)
    old, deleted = constant_text(first), call.argument(2)
    removed = "" if deleted is None else constant_text(deleted)
    new = second[0][1] if len(second) == 1 else None
    if (
        old is None
        or removed is None
        or not isinstance(new, Text)
        or len(texts.flat(new)) != len(old)
    ):
        return call.unknown()
    items = {_number(letter): just(texts.cut(new, at, at + 1)) for at, letter in enumerate(old)}
    items |= {_number(letter): just(NONE) for letter in removed}
    return just(new_dict(call.run, call.state, items.items()))


def _numbered(call: Invocation, table: Value | None) -> Value:
    """A table with the numbers of characters in place of these."""
    atom = table[0][1] if table is not None and len(table) == 1 else None
    if not isinstance(atom, Dict) or call.state.read((atom.number, REST)) != NOTHING:
        return call.unknown()
    items = {
        _number(key) if isinstance(key, str) and len(key) == 1 else key: get_item(
            call.run, call.state, atom.number, key
        )
        for key in call.state.keys_of(atom.number)
    }
    return just(new_dict(call.run, call.state, items.items()))


def _translated(call: Invocation) -> Value:
    """Each character that a table has replaced by its text, or removed."""
    table = call.argument(0)
    atom = table[0][1] if table is not None and len(table) == 1 else None
    if not isinstance(atom, Dict) or call.state.read((atom.number, REST)) != NOTHING:
        return blurred(call)
    found: dict[str, Text] = {}
    for key in call.state.keys_of(atom.number):
        value = call.state.possible(get_item(call.run, call.state, atom.number, key))
        letter = _letter(key)
        if letter is None or len(value) != 1 or value[0][1] is ABSENT:
            return blurred(call)
        written = _written(call, value[0][1])
        if written is None:
            return blurred(call)
        found[letter] = written
    return just(text_slices.translated(receiver_text(call), found))


def _written(call: Invocation, atom: Atom) -> Text | None:
    """What ``translate`` puts in the place of a character: a text, the character of a number, or
    nothing; None if the number is that of none.
    """
    if atom == NONE:
        return Text(())
    if not isinstance(atom, Constant):
        return call.text(atom)
    character = _letter(key_of(atom))
    return None if character is None else Text((Literal(character),))


def _encoded(call: Invocation) -> Value:
    """What ``encode`` makes of a text, and ``decode`` of bytes."""
    given = receiver_text(call)
    found = reencoded(given, call.argument(0, "encoding"), call.argument(1, "errors"))
    if found is not None:
        return just(found)
    return mapped(blurred(call), lambda atom: just(_of_other_kind(call.text(atom), given)))


def _of_other_kind(text: Text, given: Text) -> Text:
    return Text(text.pieces, not given.binary, text.steps)


def reencoded(text: Text, encoding: Value | None, errors: Value | None) -> Text | None:
    """A text as bytes, or bytes as a text; None if it is not known what comes out."""
    name = "utf-8" if encoding is None else constant_text(encoding)
    how = "strict" if errors is None else constant_text(errors)
    if name is None or how is None or not _is_plain(name):
        return None
    if all(piece.text.isascii() for piece in text.pieces if isinstance(piece, Literal)):
        return _of_other_kind(text, text)
    try:
        if not text.binary:
            found = [_as_bytes(part, name, how) for part in _runs(text)]
            return replace(texts.concatenated(found), binary=True, steps=text.steps)
        characters = texts.known(text)
        if characters is None:
            return None
        decoded = characters.encode(BYTES).decode(name, how)
    except (UnicodeError, LookupError):
        return None
    return Text((Literal(decoded),), steps=text.steps)


def _runs(text: Text) -> list[Text]:
    """The text in parts, each of which is a hole, in ASCII, or without it."""
    found = list(RUN.finditer(texts.flat(text)))
    return [text] if len(found) > MAX_RUNS else [texts.cut(text, *run.span()) for run in found]


def _as_bytes(part: Text, name: str, how: str) -> Text:
    if texts.flat(part).isascii() or not texts.known(part):
        return part
    return texts.recased(part, lambda written: written.encode(name, how).decode(BYTES))


def _is_plain(name: str) -> bool:
    try:
        return codecs.lookup(name).name in ENCODINGS
    except (LookupError, ValueError):
        return False


TRANSLATION_OPERATIONS: dict[str, Implementation] = {
    "str.maketrans": _table,
    "str.translate": _translated,
    "str.encode": _encoded,
    "str.decode": _encoded,
}
