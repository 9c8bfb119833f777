"""Literals with odd characters, and operands made of them.

Each function takes the source of randomness and gives Python source text of one expression.
"""

import random
import string
from collections.abc import Callable, Sequence

FRAGMENTS = (
    *("me", "/me", "/me/messages", "users", "/v1.0", "graph.microsoft.com", "https://", "Bearer "),
    *("%s", "%d", "%%", "%", "%(k)s", "%2F", "%ZZ", "%E2%82%AC", "{}", "{0}", "{k}", "{{", "}}"),
    *("{", "}", "$k", "${k}", "$$", "$", "\\", "\\1", "\\n", "\n", "\r\n", "\t", " ", "\0", "\x1c"),
    *(
        "é",
        "ß",
        "İ",
        "\u2028",
        "\ufffc",
        "ǆ",
        "\U0001f600",
        "\u0661",
        "²",
        "e\u0301",
        "ﬁ",
        "\ud800",
    ),
    *("?", "&", "=", ";", "#", ":", "@", ",", "..", ".", "//", "/", "[", "]", "(", ")", "|", "*"),
    *(
        "'",
        '"',
        "0",
        "-1",
        "1_0",
        "1e3",
        "true",
        "null",
        "#EXT#",
        "<",
        ">",
        "+",
        "~",
        "_",
        "a",
        "B",
    ),
)
ESCAPES = (
    *(r"\n", r"\x41", r"\101", r"\u00e9", r"\N{BULLET}", r"\N{bullet}", r"\U0001F600", r"\0"),
    *("\\\n", r"\\", r"\'", r"\"", r"\d", r"\7", r"\x2f", r"\u2028", r"\ud83d", r"\400", r"\r"),
)
NUMBERS = ("0", "1", "2", "3", "-1", "-2", "-5", "7", "40", "True", "-0", "10 ** 20", "-(2 ** 70)")
Choose = Callable[[random.Random], str]


def mutated(text: str, chance: random.Random, fragments: Sequence[str] = FRAGMENTS) -> str:
    """The text with up to three changes: parts taken out, doubled, put in or exchanged."""
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.randint(0, 3))
        part = text[start:end]
        new = chance.choice(("", part * 2, chance.choice(fragments), part[::-1], part.swapcase()))
        text = text[:start] + new + text[end:]
    return text


def content(chance: random.Random) -> str:
    """The characters of a text."""
    return mutated("".join(chance.choices(FRAGMENTS, k=chance.randint(0, 4))), chance)


def spelled(text: str, chance: random.Random) -> str:
    """The literal of a text, in one of the ways in which it may be written."""
    way = chance.randrange(6)
    middle = chance.randint(0, len(text))
    if way == 0:
        return f"({text[:middle]!r} {text[middle:]!r})"
    if way == 1 and text.isprintable() and '"' not in text and not text.endswith("\\"):
        return f'r"{text}"'
    if way == 2:
        escaped = "".join(f"\\x{ord(c):02x}" if ord(c) < 256 else c for c in text)
        return f'"{escaped}"' if text.isprintable() else repr(text)
    if way == 3:
        return f"({text[:middle]!r} + {text[middle:]!r})"
    return repr(text)


def literal(chance: random.Random) -> str:
    """A literal text."""
    if chance.random() < 0.15:
        return escaped_literal(chance)
    return spelled(content(chance), chance)


def escaped_literal(chance: random.Random) -> str:
    """A literal with mutated escapes, which Python may refuse."""
    inside = "".join(chance.choices((*ESCAPES, "me", "/", "a", "{", "%"), k=chance.randint(1, 4)))
    inside = mutated(inside, chance, ESCAPES)
    quote = chance.choice(('"', "'", '"""'))
    return chance.choice(("", "", "r", "R", "u", "")) + quote + inside + quote


def number(chance: random.Random) -> str:
    """A whole number, small for the most part."""
    return chance.choice(NUMBERS)


def binary(chance: random.Random) -> str:
    """Bytes."""
    return repr(content(chance).encode("utf-8", "surrogatepass"))


def operand(chance: random.Random) -> str:
    """A text: a literal, one that is not known, or both together."""
    way = chance.randrange(10)
    if way == 0:
        return "h"
    if way == 1:
        return f"(h + {literal(chance)})"
    if way == 2:
        return f"({literal(chance)} + h)"
    if way == 3:
        return f"({literal(chance)} + h + {literal(chance)})"
    return literal(chance)


def anything(chance: random.Random) -> str:
    """A value of any kind."""
    ways: tuple[Choose, ...] = (
        *(operand, operand, number, binary),
        lambda _: chance.choice(("None", "True", "1.5", "-0.0", "1e300", "[]", "()", "{}", "...")),
        lambda _: f"({operand(chance)},)",
        lambda _: f"[{operand(chance)}, {number(chance)}]",
        lambda _: f"{{{chance.choice(string.ascii_letters)!r}: {operand(chance)}}}",
    )
    return chance.choice(ways)(chance)
