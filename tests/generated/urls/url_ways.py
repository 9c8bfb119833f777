"""Ways to build a URL of a part that comes out of one of the ways in which values travel."""

from tests.generated.pieces import Maker, Piece, joined
from tests.generated.urls.where import Way, Where, base
from tests.generated.ways.carriers import OF_TEXTS


def segment_by_a_way(m: Maker, where: Where) -> Piece:
    """The first segment, which says whose it is."""
    first = base(m, where)
    own = m.named(m.way(OF_TEXTS)(m, Piece(f'"{where.segments[0]}"')), "who")
    rest = "".join(f"/{each}" for each in where.segments[1:]) + where.query
    form = m.pick(('{0} + f"{1}{{{2}}}{3}"', '{0} + "{1}" + {2} + "{3}"'))
    return joined(form.format(first.value, where.lead, own.value, rest), first, own)


def tail_by_a_way(m: Maker, where: Where) -> Piece:
    """The path with its query."""
    first, tail = base(m, where), m.way(OF_TEXTS)(m, Piece(f'"{where.tail}"'))
    return joined(f"{first.value} + {tail.value}", first, tail)


URL_WAYS: tuple[Way, ...] = (segment_by_a_way, tail_by_a_way)
