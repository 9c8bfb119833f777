"""All ways in which a value travels from where it is made to where it is used."""

from collections.abc import Callable

from tests.generated.pieces import Maker, Piece
from tests.generated.ways.classes import CLASSES
from tests.generated.ways.functions import FUNCTIONS
from tests.generated.ways.hooks import HOOKS
from tests.generated.ways.iterating import ITERATING
from tests.generated.ways.storing import STORES

Carrier = Callable[[Maker, Piece], Piece]

OF_OBJECTS: tuple[Carrier, ...] = (*STORES, *FUNCTIONS, *CLASSES, *ITERATING, *HOOKS)


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
