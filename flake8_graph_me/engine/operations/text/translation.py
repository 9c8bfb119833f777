"""Characters of a text that are replaced one by one, by a table."""

from collections.abc import Hashable

from flake8_graph_me.engine.domain import text_slices, texts
from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.values import ABSENT, NONE, Dict, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import get_item, new_dict
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.engine.operations.text.strings import blurred, constant_text, receiver_text

HIGHEST = 0x110000
"""One more than the highest number of a character."""


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
    old, removed = constant_text(first), constant_text(call.argument(2))
    new = second[0][1] if len(second) == 1 else None
    if old is None or not isinstance(new, Text) or len(texts.flat(new)) != len(old):
        return call.unknown()
    items = {_number(letter): just(texts.cut(new, at, at + 1)) for at, letter in enumerate(old)}
    items |= {_number(letter): just(NONE) for letter in removed or ""}
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
        found[letter] = Text(()) if value[0][1] == NONE else call.text(value[0][1])
    return just(text_slices.translated(receiver_text(call), found))


TRANSLATION_OPERATIONS: dict[str, Implementation] = {
    "str.maketrans": _table,
    "str.translate": _translated,
}
