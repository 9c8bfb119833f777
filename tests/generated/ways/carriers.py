"""All ways in which a value travels from where it is made to where it is used."""

from collections.abc import Callable

from tests.generated.pieces import Maker, Piece, indented
from tests.generated.ways.classes import CLASSES
from tests.generated.ways.functions import FUNCTIONS
from tests.generated.ways.storing import STORES

Carrier = Callable[[Maker, Piece], Piece]

OF_OBJECTS: tuple[Carrier, ...] = (*STORES, *FUNCTIONS, *CLASSES)


def copied(m: Maker, piece: Piece) -> Piece:
    """The text by an operation that leaves it as it is."""
    form = m.pick(
        (
            "str({0})",
            "{0}.strip()",
            '"".join([{0}])',
            '"%s" % ({0},)',
            '"{{}}".format({0})',
            '{0} + ""',
            '{0}.removeprefix(" ")',
            "{0}[:]",
            '{0} or "none"',
            "{0}.encode().decode()",
        )
    )
    value = piece.value if piece.value.isidentifier() else f"({piece.value})"
    return piece.then(f"({form.format(value)})")


def in_a_hole(m: Maker, piece: Piece) -> Piece:
    kept = m.named(piece, "inner")
    return kept.then(f'f"{{{kept.value}}}"')


OF_TEXTS: tuple[Carrier, ...] = (*OF_OBJECTS, copied, in_a_hole)


def chosen(m: Maker, piece: Piece, other: Piece) -> Piece:
    """The piece's value by a choice for it and against another, which the program has made."""
    flag, name = m.name("MODE"), m.name("chosen")
    right = indented((*piece.body, f"{name} = {piece.value}"))
    wrong = indented((*other.body, f"{name} = {other.value}"))
    form = m.pick(
        (
            ('"this"', f'if {flag} == "this":', "else:"),
            ("True", f"if {flag}:", "else:"),
            ("3", f"if {flag} > 2:", "else:"),
            # Not None: that is a placeholder, which somebody else may fill.
            ("False", f"if {flag} is False:", f"if {flag}:"),
            ('"this"', f'if {flag} in ("this", "that"):', "else:"),
        )
    )
    setting, condition, otherwise = form
    code = f"{condition}\n{right}\n{otherwise}\n{wrong}"
    if m.chance(3):
        code = f"match {flag}:\n    case {setting}:\n{indented([right])}\n    case _:\n" + indented(
            [wrong]
        )
    imports, setup = (*piece.imports, *other.imports), (*piece.setup, *other.setup)
    files = {**other.files, **piece.files}
    return Piece(name, imports, (*setup, f"{flag} = {setting}"), (code,), files)


def name_of(way: Callable[..., object]) -> str:
    """What a way is called in counts."""
    return way.__name__.removeprefix("_")
